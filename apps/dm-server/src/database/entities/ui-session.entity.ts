import type { UiSessionState } from '@dm2/server-engine';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A UI session that a SHOW of a task opened, and what came back of it. */
@Entity({ name: 'ui_session' })
export class UiSessionEntity {
  @PrimaryColumn({ name: 'device_key', type: 'text' })
  deviceKey!: string;

  @PrimaryColumn({ name: 'id', type: 'text' })
  id!: string;

  @Column({ name: 'task_id', type: 'text' })
  taskId!: string;

  @Column({ name: 'session_id', type: 'text' })
  sessionId!: string;

  @Column({ name: 'as', type: 'text' })
  as!: string;

  @Column({ name: 'page', type: 'text' })
  page!: string;

  @Column({ name: 'state', type: 'text' })
  state!: UiSessionState['state'];

  @Column({ name: 'result', type: 'jsonb', nullable: true })
  result!: Record<string, unknown> | null;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt!: Date;

  @Column({ name: 'expires_at', type: 'timestamptz', precision: 3 })
  expiresAt!: Date;
}
