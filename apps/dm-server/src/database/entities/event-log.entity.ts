import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An event. Partitioned by day; transaction and sequence make the order of the live stream. */
@Entity({ name: 'event_log' })
export class EventLogEntity {
  @PrimaryColumn({ name: 'device_key', type: 'text' })
  deviceKey!: string;

  @PrimaryColumn({ name: 'id', type: 'text' })
  id!: string;

  @Column({ name: 'type', type: 'text' })
  type!: string;

  @Column({ name: 'source', type: 'text' })
  source!: string;

  @Column({ name: 'dev_id', type: 'text' })
  devId!: string;

  @Column({ name: 'session_id', type: 'text', nullable: true })
  sessionId!: string | null;

  @Column({ name: 'task_id', type: 'text', nullable: true })
  taskId!: string | null;

  @Column({ name: 'ui_session_id', type: 'text', nullable: true })
  uiSessionId!: string | null;

  @Column({ name: 'data', type: 'jsonb' })
  data!: Record<string, unknown>;

  @PrimaryColumn({ name: 'at', type: 'timestamptz', precision: 3 })
  at!: Date;

  @Column({ name: 'xid', type: 'bigint' })
  xid!: string;

  @Column({ name: 'seq', type: 'bigint' })
  seq!: string;
}
