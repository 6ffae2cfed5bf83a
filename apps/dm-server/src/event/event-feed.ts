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
    const { rows } = await this.pool.query<{ xmin: string }>(
      'SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xmin',
    );
    return `${rows[0]?.xmin ?? '0'}-0`;
  }

  async after(position: string, deviceKey: string | undefined): Promise<FeedEvent[]> {
    const [, xid = '0', seq = '0'] = POSITION.exec(position) ?? [];
    const { rows } = await this.pool.query<Omit<FeedEvent, 'at'> & { at: Date }>(
      `SELECT xid || '-' || seq AS position, id, type, source, at, dev_id AS "devId", session_id AS "sessionId",
              task_id AS "taskId", data
         FROM event_log
        WHERE (xid, seq) > ($1::bigint, $2::bigint) AND xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
          AND ($3::text IS NULL OR device_key = $3)
        ORDER BY xid, seq LIMIT ${BATCH}`,
      [xid, seq, deviceKey ?? null],
    );
    return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
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
