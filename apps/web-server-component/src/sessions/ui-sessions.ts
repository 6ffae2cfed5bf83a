import { Inject, Injectable } from '@nestjs/common';
import { inTransaction, newSortableId, Problem, type DmEvent, type EventOutbox } from '@dm2/service';
import type pg from 'pg';
import { hasExpired, isOver, type Answers, type UiSession } from '../database/entities/ui-session.entity.js';
import { namesOf, type Question } from '../pages/page.js';
import { checkPageData } from '../pages/pages.js';
import { OUTBOX, POOL } from '../tokens.js';
import { newToken } from './ids.js';
import { takeAnswer } from './take-answer.js';

/** What the DM Server asks for. */
export interface WantedUiSession {
  readonly page: string;
  readonly data?: unknown;
  readonly lang?: string | undefined;
  readonly devId: string;
  readonly expiresAt: Date;
}

const COLUMNS =
  'id, token, dev_id AS "devId", page, data, lang, state, screen, answers, sequence, created_at AS "createdAt", expires_at AS "expiresAt"';

/** UI sessions: made by the DM Server, answered by a user, their answers reported as events (steps 4.2, 4.3). */
@Injectable()
export class UiSessions {
  constructor(
    @Inject(POOL) private readonly pool: pg.Pool,
    @Inject(OUTBOX) private readonly outbox: EventOutbox,
  ) {}

  /**
   * Makes a UI session; the same id again gives the same URL. What it shows can change until it is opened.
   * @throws Problem 422 if there is no such page or it can't show the data, 409 if the id belongs to another device
   */
  async put(id: string, wanted: WantedUiSession): Promise<{ session: UiSession; created: boolean }> {
    const { page, devId, expiresAt, lang = null } = wanted;
    const data = JSON.stringify(checkPageData(page, wanted.data ?? {}));
    const { rows } = await this.pool.query<UiSession & { created: boolean }>(
      `INSERT INTO ui_session AS u (id, token, dev_id, page, data, lang, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (id) DO UPDATE SET
         page = CASE WHEN u.state = 'created' THEN excluded.page ELSE u.page END,
         data = CASE WHEN u.state = 'created' THEN excluded.data ELSE u.data END,
         lang = CASE WHEN u.state = 'created' THEN excluded.lang ELSE u.lang END,
         expires_at = CASE WHEN u.state = 'created' THEN excluded.expires_at ELSE u.expires_at END
       WHERE u.dev_id = excluded.dev_id
       RETURNING ${COLUMNS}, xmax = 0 AS created`,
      [id, newToken(), devId, page, data, lang, expiresAt],
    );
    if (!rows[0])
      throw new Problem(409, {
        code: 'ui-session-of-another-device',
        field: 'devId',
        detail: 'the UI session belongs to another device',
      });
    const { created, ...session } = rows[0];
    return { session, created };
  }

  async byToken(token: string): Promise<UiSession | undefined> {
    if (!/^[A-Za-z0-9_-]{32}$/.test(token)) return undefined;
    const { rows } = await this.pool.query<UiSession>(`SELECT ${COLUMNS} FROM ui_session WHERE token = $1`, [
      token,
    ]);
    return rows[0];
  }

  /** The user sees the page for the first time. */
  async opened(session: UiSession): Promise<void> {
    if (session.state !== 'created') return;
    await this.change(session.id, (current) =>
      current.state === 'created' ? { next: { ...current, state: 'opened' }, events: [opened] } : undefined,
    );
  }

  /**
   * Takes the answer to a question; answer and event are one transaction. The same answer twice is taken once, and one that
   * comes too late is not taken.
   */
  async answer(
    session: UiSession,
    questions: readonly Question[],
    index: number,
    given: Answers,
  ): Promise<void> {
    const question = questions[index];
    if (!question) return;
    await this.change(session.id, (current) => {
      if (isOver(current) || hasExpired(current)) return undefined;
      const asked = { index, count: questions.length, names: namesOf(question) };
      const { progress, isNew, isFinished } = takeAnswer(current, asked, given);
      if (!isNew && !isFinished) return undefined;
      return {
        next: { ...current, ...progress, state: isFinished ? 'finished' : 'answered' },
        events: [
          ...(current.state === 'created' ? [opened] : []),
          ...(isNew ? [answered(question, given)] : []),
          ...(isFinished ? [finished('completed')] : []),
        ],
      };
    });
  }

  /** Ends the UI sessions whose time is over, and reports what was answered. */
  async expire(): Promise<void> {
    const { rows } = await this.pool.query<{ id: string }>(
      "SELECT id FROM ui_session WHERE expires_at <= now() AND state NOT IN ('finished', 'expired') LIMIT 1000",
    );
    for (const { id } of rows) await this.expireOne(id);
  }

  async expireOne(id: string): Promise<void> {
    await this.change(id, (current) =>
      isOver(current) || !hasExpired(current)
        ? undefined
        : { next: { ...current, state: 'expired' }, events: [finished('expired')] },
    );
  }

  /** A change of a UI session and the events that tell it, in one transaction; delivery is tried when it has committed. */
  private async change(id: string, work: (current: UiSession) => Change | undefined): Promise<void> {
    const ids = await inTransaction(this.pool, async (client) => {
      const { rows } = await client.query<UiSession>(
        `SELECT ${COLUMNS} FROM ui_session WHERE id = $1 FOR UPDATE`,
        [id],
      );
      const change = rows[0] && work(rows[0]);
      if (!change) return [];
      const { next } = change;
      const events = change.events.map((event, index) => event(next, next.sequence + index + 1));
      await client.query(
        'UPDATE ui_session SET state = $2, screen = $3, answers = $4, sequence = $5 WHERE id = $1',
        [id, next.state, next.screen, JSON.stringify(next.answers), next.sequence + events.length],
      );
      for (const event of events) await this.outbox.record(client, event);
      return events.map((event) => event.id);
    });
    this.outbox.deliverSoon(ids);
  }
}

type MakeEvent = (session: UiSession, sequence: number) => DmEvent;

interface Change {
  readonly next: UiSession;
  readonly events: readonly MakeEvent[];
}

function head(sequence: number) {
  return {
    id: newSortableId('e'),
    source: 'web-server-component' as const,
    at: new Date().toISOString(),
    sequence,
  };
}

const about = ({ id, devId, page }: UiSession) => ({ uiSessionId: id, devId, page });

const opened: MakeEvent = (session, sequence) => ({
  ...head(sequence),
  type: 'ui-session.opened',
  data: about(session),
});

const answered =
  (question: Question, answers: Answers): MakeEvent =>
  (session, sequence) => ({
    ...head(sequence),
    type: 'ui-session.answered',
    data: { ...about(session), question: question.key, answers },
  });

const finished =
  (outcome: 'completed' | 'expired'): MakeEvent =>
  (session, sequence) => ({
    ...head(sequence),
    type: 'ui-session.finished',
    data: { ...about(session), result: session.answers, outcome },
  });
