import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One access to a page of a UI session. */
@Entity('access')
@Index('access_session', ['uiSessionId', 'id'])
@Index('access_time', ['at'])
export class AccessRecord {
  /** Sorts by time. */
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'timestamptz', default: () => 'now()' }) at!: Date;
  @Column({ type: 'text', name: 'ui_session_id' }) uiSessionId!: string;
  @Column({ type: 'text' }) method!: string;
  @Column({ type: 'text' }) path!: string;
  @Column({ type: 'integer' }) status!: number;
  @Column({ type: 'text', name: 'user_agent', nullable: true }) userAgent!: string | null;
}
