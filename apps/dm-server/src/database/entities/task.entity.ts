import type { TaskDefinition, TaskPhase } from '@dm2/server-engine';
import type { TaskProgress } from '../../session/stored-state.js';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What an operator asked of a device. */
@Entity({ name: 'task' })
export class TaskEntity {
  @PrimaryColumn({ name: 'device_key', type: 'text' })
  deviceKey!: string;

  @PrimaryColumn({ name: 'id', type: 'text' })
  id!: string;

  @Column({ name: 'name', type: 'text' })
  name!: string;

  @Column({ name: 'definition', type: 'jsonb' })
  definition!: TaskDefinition;

  @Column({ name: 'state', type: 'text' })
  state!: TaskPhase;

  @Column({ name: 'reason', type: 'text', nullable: true })
  reason!: string | null;

  @Column({ name: 'progress', type: 'jsonb' })
  progress!: TaskProgress;

  @Column({ name: 'retry_of', type: 'text', nullable: true })
  retryOf!: string | null;

  /** What it was queued together with, for other devices. */
  @Column({ name: 'batch_id', type: 'text', nullable: true })
  batchId!: string | null;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt!: Date;

  @Column({ name: 'ended_at', type: 'timestamptz', precision: 3, nullable: true })
  endedAt!: Date | null;

  @Column({ name: 'expires_at', type: 'timestamptz', precision: 3, nullable: true })
  expiresAt!: Date | null;
}
