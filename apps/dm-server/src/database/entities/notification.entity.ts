import type { ConnectionType } from '@dm2/protocol';
import type { NotificationState } from '../../notification/transport.js';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A Package#0, and how far it has come. */
@Entity({ name: 'notification' })
export class NotificationEntity {
  @PrimaryColumn({ name: 'device_key', type: 'text' })
  deviceKey!: string;

  @PrimaryColumn({ name: 'id', type: 'text' })
  id!: string;

  @Column({ name: 'notification_id', type: 'integer' })
  notificationId!: number;

  @Column({ name: 'state', type: 'text' })
  state!: NotificationState;

  @Column({ name: 'reason', type: 'text', nullable: true })
  reason!: string | null;

  @Column({ name: 'req_mos', type: 'boolean' })
  reqMos!: boolean;

  @Column({ name: 'preferred_con_types', type: 'jsonb', nullable: true })
  preferredConTypes!: ConnectionType[] | null;

  @Column({ name: 'task_id', type: 'text', nullable: true })
  taskId!: string | null;

  @Column({ name: 'session_id', type: 'text', nullable: true })
  sessionId!: string | null;

  @Column({ name: 'attempts', type: 'integer' })
  attempts!: number;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt!: Date;

  @Column({ name: 'sent_at', type: 'timestamptz', precision: 3, nullable: true })
  sentAt!: Date | null;

  @Column({ name: 'answered_at', type: 'timestamptz', precision: 3, nullable: true })
  answeredAt!: Date | null;

  /** What was sent last, digest included. */
  @Column({ name: 'bytes', type: 'bytea', nullable: true })
  bytes!: Buffer | null;

  @Column({ name: 'expires_at', type: 'timestamptz', precision: 3 })
  expiresAt!: Date;
}
