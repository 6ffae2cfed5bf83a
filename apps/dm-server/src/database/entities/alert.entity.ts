import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A generic alert of a device (TS 5.4). */
@Entity({ name: 'alert' })
export class AlertEntity {
  @PrimaryColumn({ name: 'device_key', type: 'text' })
  deviceKey!: string;

  @PrimaryColumn({ name: 'id', type: 'text' })
  id!: string;

  @Column({ name: 'session_id', type: 'text' })
  sessionId!: string;

  @Column({ name: 'alert_type', type: 'text' })
  alertType!: string;

  @Column({ name: 'source_uri', type: 'text', nullable: true })
  sourceUri!: string | null;

  @Column({ name: 'target_uri', type: 'text', nullable: true })
  targetUri!: string | null;

  @Column({ name: 'mark', type: 'text', nullable: true })
  mark!: string | null;

  @Column({ name: 'data_type', type: 'text', nullable: true })
  dataType!: string | null;

  @Column({ name: 'data', type: 'jsonb', nullable: true })
  data!: Record<string, unknown> | null;

  @Column({ name: 'task_id', type: 'text', nullable: true })
  taskId!: string | null;

  @Column({ name: 'step', type: 'integer', nullable: true })
  step!: number | null;

  @Column({ name: 'index', type: 'integer', nullable: true })
  index!: number | null;

  @Column({ name: 'at', type: 'timestamptz', precision: 3 })
  at!: Date;
}
