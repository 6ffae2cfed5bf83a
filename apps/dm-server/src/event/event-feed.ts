import type pg from 'pg';
import type { News } from './news.js';

/** An event as the live stream gives it. */
export interface FeedEvent {
  /** Where it stands in the stream; what `Last-Event-ID` brings back. */
  readonly position: string;
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly at: string;
  readonly devId: string;
  readonly sessionId: string | null;
  readonly taskId: string | null;
  readonly data: Record<string, unknown>;
}

const BATCH = 500;
const POLL_MS = 500;
const POSITION = /^(\d{1,19})-(\d{1,18})$/;

/**
 * The oldest transaction of this service that is still running, or the next to begin. Those of other databases and roles of the
 * cluster do not write here, and must not hold the stream up. The snapshot comes before the look at who is running, and the
 * events are read after both: a transaction below the horizon has ended, and what it wrote is seen. `backend_xid` has 32 bits, the
 * snapshot tells the rest.
 */
const HORIZON = `
  SELECT (s.xmax + least(0, min(((a.backend_xid::text::bigint - s.xmax % 4294967296 + 6442450944) % 4294967296) - 2147483648)))::text AS horizon
    FROM (SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS xmax) s
    LEFT JOIN pg_stat_activity a
      ON a.backend_xid IS NOT NULL AND a.datname = current_database() AND a.usename = current_user
   GROUP BY s.xmax`;

/**
 * The event table as a stream. It is read only while somebody listens, and at once when this instance has written. The order
 * is that of transactions, and no event is given before every older transaction has ended: one that commits late is not missed.
 */
export class EventFeed {
  constructor(
    private readonly pool: pg.Pool,
    private readonly news: News,
  ) {}

  /** Whether a text is a position of this stream. */
  static isPosition(text: string): boolean {
    return POSITION.test(text);
  }

  /** Before all that transactions which have not ended yet will bring. */
  async now(): Promise<string> {
    return `${await this.horizon()}-0`;
  }

  async after(position: string, deviceKey: string | undefined): Promise<FeedEvent[]> {
    const [, xid = '0', seq = '0'] = POSITION.exec(position) ?? [];
    const horizon = await this.horizon();
    const { rows } = await this.pool.query<Omit<FeedEvent, 'at'> & { at: Date }>(
      `SELECT xid || '-' || seq AS position, id, type, source, at, dev_id AS "devId", session_id AS "sessionId",
              task_id AS "taskId", data
         FROM event_log
        WHERE (xid, seq) > ($1::bigint, $2::bigint) AND xid < $3::bigint AND ($4::text IS NULL OR device_key = $4)
        ORDER BY xid, seq LIMIT ${BATCH}`,
      [xid, seq, horizon, deviceKey ?? null],
    );
    return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
  }

  private async horizon(): Promise<string> {
    const { rows } = await this.pool.query<{ horizon: string }>(HORIZON);
    return rows[0]?.horizon ?? '0';
  }

  /** Events as they come, until the signal. */
  async *follow(
    start: string,
    deviceKey: string | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<FeedEvent> {
    let position = start;
    while (!signal.aborted) {
      const next = this.nextNews(signal);
      const events = await this.after(position, deviceKey);
      for (const event of events) {
        position = event.position;
        yield event;
      }
      if (events.length < BATCH) await next;
    }
  }

  /** Begins to listen at once, so that what is committed during a reading is not waited for. */
  private nextNews(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(time);
        leave();
        signal.removeEventListener('abort', done);
        resolve();
      };
      const leave = this.news.subscribe(done);
      const time = setTimeout(done, POLL_MS);
      signal.addEventListener('abort', done);
      if (signal.aborted) done();
    });
  }
}
