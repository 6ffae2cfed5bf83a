import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

export type UiSessionState = 'created' | 'opened' | 'answered' | 'finished' | 'expired';

/** Answers by name of the field. */
export type Answers = Readonly<Record<string, unknown>>;

/** A UI session (step 4.2): one page of one device, from SHOW until it is finished or expired. */
@Entity('ui_session')
@Unique('ui_session_token_key', ['token'])
@Index('ui_session_expiry', ['expiresAt'], { where: `state NOT IN ('finished', 'expired')` })
@Check('ui_session_state_check', `state IN ('created', 'opened', 'answered', 'finished', 'expired')`)
export class UiSession {
  /** Given by the DM Server; begins with what it belongs to. */
  @PrimaryColumn({ type: 'text' }) id!: string;
  /** The unguessable part of its URL. */
  @Column({ type: 'text' }) token!: string;
  @Column({ type: 'text', name: 'dev_id' }) devId!: string;
  @Column({ type: 'text' }) page!: string;
  @Column({ type: 'jsonb' }) data!: object;
  @Column({ type: 'text', nullable: true }) lang!: string | null;
  @Column({ type: 'text', default: 'created' }) state!: UiSessionState;
  /** The question that is due, from 0. */
  @Column({ type: 'integer', default: 0 }) screen!: number;
  @Column({ type: 'jsonb', default: {} }) answers!: Answers;
  /** Number of its last event. */
  @Column({ type: 'integer', default: 0 }) sequence!: number;
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt!: Date;
  @Column({ type: 'timestamptz', name: 'expires_at' }) expiresAt!: Date;
}

/** Whether nothing more can be answered. */
export const isOver = ({ state }: UiSession): boolean => state === 'finished' || state === 'expired';

export const hasExpired = ({ expiresAt }: UiSession): boolean => expiresAt.getTime() <= Date.now();
