import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An event of another component (step 4.3): each is applied once. */
@Entity({ name: 'received_event' })
export class ReceivedEventEntity {
  @PrimaryColumn({ name: 'device_key', type: 'text' })
  deviceKey!: string;

  @PrimaryColumn({ name: 'event_id', type: 'text' })
  eventId!: string;

  @Column({ name: 'ui_session_id', type: 'text', nullable: true })
  uiSessionId!: string | null;

  @Column({ name: 'sequence', type: 'integer' })
  sequence!: number;

  @Column({ name: 'type', type: 'text' })
  type!: string;

  @Column({ name: 'data', type: 'jsonb' })
  data!: Record<string, unknown>;

  @Column({ name: 'received_at', type: 'timestamptz', precision: 3 })
  receivedAt!: Date;
}
