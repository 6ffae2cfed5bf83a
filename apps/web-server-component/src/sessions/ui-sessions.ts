import { Inject, Injectable } from '@nestjs/common';
import { inTransaction, Problem, type DmEvent, type EventOutbox } from '@dm2/service';
import pg from 'pg';
import { z } from 'zod';
import { chooseLanguage, LANGUAGES, type Language } from '../pages/languages.js';
import { PAGE_KINDS, type Screen } from '../pages/page-kinds.js';
import { validateScreen, type FieldProblem } from '../pages/validate-screen.js';
import { OUTBOX, POOL, RUNTIME, type Runtime } from '../tokens.js';
import { newId, newToken } from './ids.js';

export const newUiSession = z.object({
  page: z.string().min(1).max(100),
  data: z.record(z.string(), z.unknown()).default({}),
  devId: z.string().min(1).max(255),
  lang: z.string().max(35).optional(),
  expiresAt: z.iso.datetime({ offset: true }),
});

/** A UI session as it is stored. */
export interface UiSession {
  readonly id: string;
  readonly token: string;
  readonly dev_id: string;
  readonly page: string;
  readonly data: { readonly title: string; readonly sender?: string };
  readonly lang: string | null;
  readonly state: 'created' | 'opened' | 'answered' | 'finished' | 'expired';
  readonly screen: number;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly sequence: number;
  readonly expires_at: Date;
}

export type Submitted =
  | { readonly ok: true }
  | { readonly ok: false; readonly problems: readonly FieldProblem[]; readonly screen: number };

/** UI sessions: made by the DM Server, answered by a user, their answers reported as events (steps 4.2, 4.3). */
@Injectable()
export class UiSessions {
  constructor(
    @Inject(POOL) private readonly pool: pg.Pool,
    @Inject(OUTBOX) private readonly outbox: EventOutbox,
    @Inject(RUNTIME) private readonly runtime: Runtime,
  ) {}

  /** Makes a UI session; the same id again gives the same URL. What it shows can change until it is opened. */
  async put(
    id: string,
    wanted: z.infer<typeof newUiSession>,
  ): Promise<{ id: string; url: string; state: string; created: boolean }> {
    const kind = PAGE_KINDS.get(wanted.page);
    if (!kind)
      throw new Problem(422, {
        code: 'page-unknown',
        field: 'page',
        detail: `there is no page "${wanted.page}"; there are ${[...PAGE_KINDS.keys()].join(', ')}`,
      });
    const data = kind.data.safeParse(wanted.data);
    if (!data.success) {
      const errors = data.error.issues.map((issue) => ({
        field: ['data', ...issue.path].join('/'),
        detail: issue.message,
      }));
      throw new Problem(422, {
        code: 'page-data',
        field: errors[0]?.field ?? 'data',
        detail: `the page "${wanted.page}" can't show this: ${errors[0]?.field ?? ''} ${errors[0]?.detail ?? ''}`,
        errors,
      });
    }
    const { rows } = await this.pool.query<UiSession & { created: boolean }>(
      `INSERT INTO ui_session (id, token, dev_id, page, data, lang, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (id) DO UPDATE SET
         page = CASE WHEN ui_session.state = 'created' THEN excluded.page ELSE ui_session.page END,
         data = CASE WHEN ui_session.state = 'created' THEN excluded.data ELSE ui_session.data END,
         lang = CASE WHEN ui_session.state = 'created' THEN excluded.lang ELSE ui_session.lang END
       RETURNING *, xmax = 0 AS created`,
      [
        id,
        newToken(),
        wanted.devId,
        wanted.page,
        JSON.stringify(data.data),
        wanted.lang ?? null,
        wanted.expiresAt,
      ],
    );
    const [row] = rows;
    if (!row) throw new Error('the UI session was not stored');
    return { id, url: `${this.runtime.publicUrl()}/ui/${row.token}`, state: row.state, created: row.created };
  }

  async get(id: string): Promise<object> {
    const { rows } = await this.pool.query<UiSession>('SELECT * FROM ui_session WHERE id = $1', [id]);
    const [row] = rows;
    if (!row)
      throw new Problem(404, {
        code: 'ui-session-unknown',
        field: 'id',
        detail: 'there is no such UI session',
      });
    return {
      id,
      url: `${this.runtime.publicUrl()}/ui/${row.token}`,
      state: row.state,
      page: row.page,
      devId: row.dev_id,
      answers: row.answers,
      expiresAt: row.expires_at.toISOString(),
    };
  }

  async byToken(token: string): Promise<UiSession | undefined> {
    if (!/^[A-Za-z0-9_-]{32}$/.test(token)) return undefined;
    const { rows } = await this.pool.query<UiSession>('SELECT * FROM ui_session WHERE token = $1', [token]);
    return rows[0];
  }

  /** The user sees the page for the first time. */
  async opened(session: UiSession): Promise<void> {
    if (session.state !== 'created') return;
    await this.change(session.id, async (client, current) => {
      if (current.state !== 'created') return [];
      await client.query("UPDATE ui_session SET state = 'opened' WHERE id = $1", [current.id]);
      return [{ type: 'ui-session.opened' as const, data: {} }];
    });
  }

  /**
   * Takes the answer to a screen. Answer and event are one transaction. The same answer twice is taken once; an earlier screen,
   * answered anew, replaces that answer and goes on from there.
   */
  async answer(
    session: UiSession,
    index: number,
    sent: Readonly<Record<string, string>>,
    lang: Language,
  ): Promise<Submitted> {
    const screens = this.screensOf(session);
    const screen = screens[index];
    if (!screen) return { ok: true };
    const checked = validateScreen(screen, sent, LANGUAGES[lang]);
    if (!checked.ok) return { ...checked, screen: index };
    await this.change(session.id, async (client, current) => {
      if (isOver(current) || index > current.screen) return [];
      const repeated =
        index < current.screen &&
        Object.entries(checked.answers).every(([name, value]) => current.answers[name] === value);
      const answers = { ...current.answers, ...checked.answers };
      const finished = index === screens.length - 1;
      await client.query('UPDATE ui_session SET state = $2, screen = $3, answers = $4 WHERE id = $1', [
        current.id,
        finished ? 'finished' : 'answered',
        index + 1,
        JSON.stringify(answers),
      ]);
      if (repeated && !finished) return [];
      const event = { type: 'ui-session.answered' as const, data: { answers: checked.answers } };
      return finished
        ? [
            event,
            {
              type: 'ui-session.finished' as const,
              data: { result: answers, outcome: 'completed' as const },
            },
          ]
        : [event];
    });
    return { ok: true };
  }

  /** Ends UI sessions whose time is over. */
  async expire(now: Date): Promise<void> {
    const { rows } = await this.pool.query<{ id: string }>(
      "SELECT id FROM ui_session WHERE expires_at <= $1 AND state NOT IN ('finished', 'expired') LIMIT 1000",
      [now.toISOString()],
    );
    for (const { id } of rows) {
      await this.change(id, async (client, current) => {
        if (isOver(current)) return [];
        await client.query("UPDATE ui_session SET state = 'expired' WHERE id = $1", [id]);
        return [
          {
            type: 'ui-session.finished' as const,
            data: { result: current.answers, outcome: 'expired' as const },
          },
        ];
      });
    }
  }

  screensOf(session: UiSession): readonly Screen[] {
    return PAGE_KINDS.get(session.page)?.screens(session.data) ?? [];
  }

  languageOf(session: UiSession | undefined, acceptLanguage: string | undefined): Language {
    return chooseLanguage(session?.lang ?? null, acceptLanguage);
  }

  async recordAccess(access: {
    uiSessionId: string;
    method: string;
    path: string;
    status: number;
    userAgent: string | undefined;
  }): Promise<void> {
    await this.pool.query(
      'INSERT INTO access (id, ui_session_id, method, path, status, user_agent) VALUES ($1, $2, $3, $4, $5, $6)',
      [
        newId('a'),
        access.uiSessionId,
        access.method,
        access.path,
        access.status,
        access.userAgent?.slice(0, 300) ?? null,
      ],
    );
  }

  async accesses(
    uiSessionId: string | undefined,
    limit: number,
    cursor: string | undefined,
  ): Promise<{ items: object[]; next: string | null }> {
    const { rows } = await this.pool.query<{ id: string }>(
      `SELECT id, to_json(at)#>>'{}' AS at, ui_session_id AS "uiSessionId", method, path, status, user_agent AS "userAgent" FROM access
       WHERE ($1::text IS NULL OR ui_session_id = $1) AND ($2::text IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
      [uiSessionId ?? null, cursor ?? null, limit + 1],
    );
    const items = rows.slice(0, limit);
    return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  /** A change of a UI session and the events that tell it, in one transaction; delivery is tried when it has committed. */
  private async change(
    id: string,
    work: (client: pg.PoolClient, current: UiSession) => Promise<NewEvent[]>,
  ): Promise<void> {
    const ids = await inTransaction(this.pool, async (client) => {
      const { rows } = await client.query<UiSession>('SELECT * FROM ui_session WHERE id = $1 FOR UPDATE', [
        id,
      ]);
      const [current] = rows;
      if (!current) return [];
      const made = await work(client, current);
      const events = made.map((event, i) => toEvent(event, current, current.sequence + i + 1));
      for (const event of events) await this.outbox.record(client, event);
      if (events.length > 0)
        await client.query('UPDATE ui_session SET sequence = sequence + $2 WHERE id = $1', [
          id,
          events.length,
        ]);
      return events.map((event) => event.id);
    });
    this.outbox.deliverSoon(ids);
  }
}

type NewEvent =
  | { readonly type: 'ui-session.opened'; readonly data: object }
  | { readonly type: 'ui-session.answered'; readonly data: { readonly answers: Record<string, unknown> } }
  | {
      readonly type: 'ui-session.finished';
      readonly data: {
        readonly result: Readonly<Record<string, unknown>>;
        readonly outcome: 'completed' | 'expired';
      };
    };

function toEvent(event: NewEvent, session: UiSession, sequence: number): DmEvent {
  const data = { uiSessionId: session.id, devId: session.dev_id, page: session.page, ...event.data };
  return {
    id: newId('e'),
    at: new Date().toISOString(),
    sequence,
    source: 'web-server-component',
    type: event.type,
    data,
  } as DmEvent;
}

/** Whether nothing more can be answered. */
export function isOver(session: UiSession): boolean {
  return session.state === 'finished' || session.state === 'expired';
}
