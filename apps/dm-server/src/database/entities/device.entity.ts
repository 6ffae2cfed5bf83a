import type { Remark } from '@dm2/protocol';
import type { Profile } from '@dm2/server-engine';
import type { AuthSchemeName } from '../../dm/authentication/scheme.js';
import type { NotificationAddress } from '../../notification/transport.js';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A registered device. */
@Entity({ name: 'device' })
export class DeviceEntity {
  @PrimaryColumn({ name: 'device_key', type: 'text' })
  deviceKey!: string;

  @Column({ name: 'dev_id', type: 'text' })
  devId!: string;

  @Column({ name: 'auth_scheme', type: 'text' })
  authScheme!: AuthSchemeName;

  @Column({ name: 'auth_name', type: 'text', nullable: true })
  authName!: string | null;

  @Column({ name: 'auth_proof', type: 'text', nullable: true })
  authProof!: string | null;

  @Column({ name: 'auth_secret', type: 'bytea', nullable: true })
  authSecret!: Buffer | null;

  @Column({ name: 'notification', type: 'jsonb', nullable: true })
  notification!: NotificationAddress | null;

  @Column({ name: 'notification_secret', type: 'bytea', nullable: true })
  notificationSecret!: Buffer | null;

  @Column({ name: 'next_notification_id', type: 'integer' })
  nextNotificationId!: number;

  @Column({ name: 'profile', type: 'text', nullable: true })
  profile!: Profile | null;

  @Column({ name: 'hold_ms', type: 'integer', nullable: true })
  holdMs!: number | null;

  @Column({ name: 'cache', type: 'boolean' })
  cache!: boolean;

  @Column({ name: 'lang', type: 'text', nullable: true })
  lang!: string | null;

  @Column({ name: 'remarks', type: 'jsonb' })
  remarks!: Remark[];

  @Column({ name: 'registered_at', type: 'timestamptz', precision: 3 })
  registeredAt!: Date;
}
