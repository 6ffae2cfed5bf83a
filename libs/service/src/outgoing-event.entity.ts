import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { DmEvent } from './events.js';

/** An event and what became of it. Every service that reports events has this table. */
@Entity('outgoing_event')
@Index('outgoing_event_due', ['recordedAt'], { where: 'delivered_at IS NULL AND parked_reason IS NULL' })
@Index('outgoing_event_delivered', ['deliveredAt'])
export class OutgoingEvent {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'timestamptz', name: 'recorded_at', default: () => 'now()' }) recordedAt!: Date;
  @Column({ type: 'timestamptz', name: 'delivered_at', nullable: true }) deliveredAt!: Date | null;
  /** Why it is not tried again, though nobody took it. */
  @Column({ type: 'text', name: 'parked_reason', nullable: true }) parkedReason!: string | null;
  @Column({ type: 'jsonb' }) body!: DmEvent;
}
