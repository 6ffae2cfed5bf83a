import type { SessionState } from '@dm2/server-engine';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The one open session of a device, or the place for it; the row is the lock of an exchange. */
@Entity({ name: 'open_session' })
export class OpenSessionEntity {
  @PrimaryColumn({ name: 'device_key', type: 'text' })
  deviceKey!: string;

  @Column({ name: 'session_id', type: 'text', nullable: true })
  sessionId!: string | null;

  @Column({ name: 'state', type: 'jsonb', nullable: true })
  state!: SessionState | null;

  @Column({ name: 'opened_at', type: 'timestamptz', precision: 3, nullable: true })
  openedAt!: Date | null;

  @Column({ name: 'last_seen_at', type: 'timestamptz', precision: 3, nullable: true })
  lastSeenAt!: Date | null;
}
