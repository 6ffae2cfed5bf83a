import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { POOL } from '../../tokens.js';
import * as queries from './overview-queries.js';
import type { OverviewView } from './overview-schema.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** However many look at it, the database is asked once in this time. */
const FRESH_MS = 3000;

type Minute = OverviewView['sessions']['minutes'][number];
type SessionStateName = Exclude<keyof Minute, 'at'>;

interface SessionRows {
  looked_at: number;
  devices: number;
  minutes: { at: string; state: SessionStateName; count: number }[];
}
interface FailureRow {
  command: string;
  status: number;
  count: number;
  last: Date;
  task_id: string;
  looked_at: number;
}
interface NotificationRow {
  state: string;
  reason: string | null;
  count: number;
  looked_at: number;
}

/** How the server is doing: counts over the last hour and day, and what is open now. */
@Injectable()
export class Overview {
  private last: { readonly until: number; readonly view: Promise<OverviewView> } | undefined;

  constructor(@Inject(POOL) private readonly pool: pg.Pool) {}

  /** As it was a few seconds ago, at most. A reading that fails is not kept. */
  get(now = new Date()): Promise<OverviewView> {
    if (this.last && this.last.until > now.getTime()) return this.last.view;
    const view = this.read(now);
    const reading = { until: now.getTime() + FRESH_MS, view };
    this.last = reading;
    view.catch(() => {
      if (this.last === reading) this.last = undefined;
    });
    return view;
  }

  private async read(now: Date): Promise<OverviewView> {
    const firstMinute = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS - 59 * MINUTE_MS;
    const hour = new Date(firstMinute);
    const day = new Date(now.getTime() - DAY_MS);
    const { BOUND, COUNTED_DEVICES } = queries;
    // One after the other: an overview must not take the connections that exchanges need.
    const [sessions] = await this.rows<SessionRows>(queries.SESSIONS, [hour, BOUND]);
    const [open] = await this.rows<{ count: number }>(queries.OPEN_SESSIONS, [BOUND]);
    const failures = await this.rows<FailureRow>(queries.FAILURES, [day, BOUND]);
    const notifications = await this.rows<NotificationRow>(queries.NOTIFICATIONS, [day, BOUND]);
    const uiSessions = await this.rows<{ state: string; count: number; soon: number }>(queries.UI_SESSIONS, [
      new Date(now.getTime() + HOUR_MS),
      BOUND,
    ]);
    const [devices] = await this.rows<{ counted: number; estimated: number }>(queries.DEVICES, [
      COUNTED_DEVICES + 1,
    ]);
    const counted = devices?.counted ?? 0;
    const isCounted = counted <= COUNTED_DEVICES;
    return {
      at: now.toISOString(),
      sessions: {
        open: open?.count ?? 0,
        minutes: minutesOf(firstMinute, sessions?.minutes ?? []),
        whole: (sessions?.looked_at ?? 0) < BOUND,
      },
      failures: {
        since: day.toISOString(),
        items: failures.map(({ command, status, count, last, task_id }) => ({
          command,
          status,
          count,
          lastAt: last.toISOString(),
          lastTaskId: task_id,
        })),
        whole: (failures[0]?.looked_at ?? 0) < BOUND,
      },
      notifications: {
        since: day.toISOString(),
        items: notifications.map(({ state, reason, count }) => ({ state, reason, count })),
        whole: (notifications[0]?.looked_at ?? 0) < BOUND,
      },
      uiSessions: {
        open: sum(uiSessions.map(({ count }) => count)),
        items: uiSessions.map(({ state, count }) => ({ state, count })),
        expireWithinHour: sum(uiSessions.map(({ soon }) => soon)),
      },
      devices: {
        registered: isCounted ? counted : Math.max(counted, devices?.estimated ?? 0),
        estimated: !isCounted,
        seenInLastHour: sessions?.devices ?? 0,
      },
    };
  }

  private async rows<R extends pg.QueryResultRow>(sql: string, values: readonly unknown[]): Promise<R[]> {
    return (await this.pool.query<R>(sql, [...values])).rows;
  }
}

/** Sixty minutes, also those in which nothing happened. */
function minutesOf(first: number, found: SessionRows['minutes']): Minute[] {
  const minutes = Array.from({ length: 60 }, (_unused, i) => ({
    at: new Date(first + i * MINUTE_MS).toISOString(),
    ended: 0,
    open: 0,
    aborted: 0,
    expired: 0,
  }));
  for (const { at, state, count } of found) {
    const minute = minutes[Math.round((Date.parse(at) - first) / MINUTE_MS)];
    if (minute) minute[state] += count;
  }
  return minutes;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
