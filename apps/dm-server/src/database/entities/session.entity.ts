import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A session as it is listed. While it is open its counts are in the open session. */
@Entity({ name: 'session' })
export class SessionEntity {
  @PrimaryColumn({ name: 'device_key', type: 'text' })
  deviceKey!: string;

  @PrimaryColumn({ name: 'id', type: 'text' })
  id!: string;

  @Column({ name: 'state', type: 'text' })
  state!: 'open' | 'ended' | 'aborted' | 'expired';

  @Column({ name: 'initiator', type: 'text' })
  initiator!: 'server' | 'client';

  @Column({ name: 'notification_id', type: 'integer', nullable: true })
  notificationId!: number | null;

  @Column({ name: 'opened_at', type: 'timestamptz', precision: 3 })
  openedAt!: Date;

  @Column({ name: 'closed_at', type: 'timestamptz', precision: 3, nullable: true })
  closedAt!: Date | null;

  @Column({ name: 'exchanges', type: 'integer' })
  exchanges!: number;

  @Column({ name: 'commands_ok', type: 'integer' })
  commandsOk!: number;

  @Column({ name: 'commands_failed', type: 'integer' })
  commandsFailed!: number;
}
