import type { RawCommand } from '@dm2/protocol';
import type { ResultData } from '@dm2/server-engine';
import type { ReportedAlert } from '../../session/stored-state.js';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What became of one command of a task. */
@Entity({ name: 'task_result' })
export class TaskResultEntity {
  @PrimaryColumn({ name: 'device_key', type: 'text' })
  deviceKey!: string;

  @PrimaryColumn({ name: 'task_id', type: 'text' })
  taskId!: string;

  @PrimaryColumn({ name: 'step', type: 'integer' })
  step!: number;

  @PrimaryColumn({ name: 'index', type: 'integer' })
  index!: number;

  @Column({ name: 'command', type: 'jsonb' })
  command!: RawCommand;

  @Column({ name: 'status', type: 'integer', nullable: true })
  status!: number | null;

  @Column({ name: 'uris', type: 'jsonb', nullable: true })
  uris!: string[] | null;

  @Column({ name: 'data', type: 'jsonb', nullable: true })
  data!: ResultData | null;

  @Column({ name: 'outcome', type: 'text', nullable: true })
  outcome!: string | null;

  @Column({ name: 'reason', type: 'text', nullable: true })
  reason!: string | null;

  @Column({ name: 'alert', type: 'jsonb', nullable: true })
  alert!: ReportedAlert | null;

  @Column({ name: 'at', type: 'timestamptz', precision: 3 })
  at!: Date;
}
