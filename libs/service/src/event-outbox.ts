import type pg from 'pg';
import type PgBoss from 'pg-boss';
import type { Logger } from 'pino';
import { request } from 'undici';
import { signEvent, type DmEvent } from './events.js';
import { jobsIn } from './jobs.js';

const QUEUE = 'event-delivery';

export interface EventOutboxOptions {
  readonly pool: pg.Pool;
  readonly jobs: PgBoss;
  /** Where events are posted; signed with the secret. */
  readonly url: string;
  readonly secret: string;
  readonly log: Logger;
}

/** Table that holds events until they are delivered; a migration of each service that reports events makes it. */
export const OUTGOING_EVENT_TABLE = `CREATE TABLE outgoing_event (
  id text PRIMARY KEY,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  delivered_at timestamptz,
  parked_reason text,
  body jsonb NOT NULL
);
CREATE INDEX outgoing_event_due ON outgoing_event (recorded_at)
  WHERE delivered_at IS NULL AND parked_reason IS NULL`;

/** Events that a start, and a receiver that is there again, are given at once; the queue has the others. */
const MOST_AT_ONCE = 500;

/**
 * Seconds between two tries of one event. They do not grow: a user waits for what was answered, so the first seconds after
 * an outage count, and pg-boss's back-off has no bound: after an outage of a night, the next try would be hours away. It does not
 * need to grow either, as a try costs little: while nobody is reached one event of a batch probes for all of it, and a batch is
 * taken once a second by each instance, however many events wait.
 */
const RETRY_SECONDS = 3;

interface Delivery {
  readonly id: string;
}

/**
 * Reports events to the DM Server at least once. An event is stored in the transaction of the fact it tells, delivery is
 * tried at once after the commit, and a job of the same transaction stands behind it through restarts of either side.
 */
export class EventOutbox {
  private readonly running = new Map<string, Promise<boolean>>();
  private stopped = false;
  /** Whether the last try reached somebody. */
  private reached = true;

  constructor(private readonly options: EventOutboxOptions) {}

  /** Begins to work on the queue, and at once with what a process before this one left behind. */
  async start(): Promise<void> {
    const { jobs } = this.options;
    await jobs.createQueue(QUEUE);
    await jobs.work<Delivery>(QUEUE, { pollingIntervalSeconds: 1, batchSize: 20 }, (batch) =>
      this.workOn(batch),
    );
    await this.takeUpOldest();
  }

  /** What waits longest goes first; the queue has the others. */
  private async takeUpOldest(): Promise<void> {
    const { rows } = await this.options.pool.query<Delivery>(
      `SELECT id FROM outgoing_event WHERE delivered_at IS NULL AND parked_reason IS NULL
       ORDER BY recorded_at LIMIT ${MOST_AT_ONCE}`,
    );
    this.deliverSoon(rows.map(({ id }) => id));
  }

  /** Stores an event and its delivery; part of the caller's transaction. */
  async record(client: pg.ClientBase, event: DmEvent): Promise<void> {
    await client.query('INSERT INTO outgoing_event (id, body) VALUES ($1, $2)', [
      event.id,
      JSON.stringify(event),
    ]);
    await this.options.jobs.send(
      QUEUE,
      { id: event.id },
      {
        db: jobsIn(client),
        startAfter: 2,
        retryLimit: 1_000_000,
        retryDelay: RETRY_SECONDS,
        retryBackoff: false,
        expireInSeconds: 60,
        retentionDays: 30,
      },
    );
  }

  /** Tries to deliver now; what fails is left to the queue. Call it after the commit. */
  deliverSoon(ids: readonly string[]): void {
    if (this.stopped || ids.length === 0) return;
    const { log } = this.options;
    this.deliverAll(ids).catch((error: unknown) =>
      log.warn({ err: error }, 'events could not be read for delivery'),
    );
  }

  /** Forgets events that were delivered before a moment. */
  async forgetBefore(time: Date): Promise<void> {
    await this.options.pool.query('DELETE FROM outgoing_event WHERE delivered_at < $1', [time]);
  }

  private takeUpSoon(): void {
    const { log } = this.options;
    this.takeUpOldest().catch((error: unknown) =>
      log.warn({ err: error }, 'events could not be read for delivery'),
    );
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.race([
      Promise.allSettled(this.running.values()),
      new Promise((resolve) => setTimeout(resolve, 1000).unref()),
    ]);
  }

  /** pg-boss fails a batch as a whole, so what is done is marked first. */
  private async workOn(batch: readonly PgBoss.Job<Delivery>[]): Promise<void> {
    const done = await this.deliverAll(batch.map(({ data }) => data.id));
    if (done.size === batch.length) return;
    const finished = batch.filter(({ data }) => done.has(data.id)).map(({ id }) => id);
    if (finished.length > 0) await this.options.jobs.complete(QUEUE, finished);
    throw new Error(`${batch.length - done.size} of ${batch.length} events could not be delivered yet`);
  }

  /** Which of them need no further try. While nobody is reached one event tries for all. */
  private async deliverAll(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const done = new Set<string>();
    const rest = [...ids];
    while (rest.length > 0 && !this.stopped) {
      const now = rest.splice(0, this.reached ? 10 : 1);
      const outcomes = await Promise.all(now.map((id) => this.deliverOnce(id)));
      now.forEach((id, index) => outcomes[index] && done.add(id));
      if (!this.reached) break;
    }
    return done;
  }

  /** The queue and a first try may come to one event at the same time. */
  private deliverOnce(id: string): Promise<boolean> {
    const running = this.running.get(id);
    if (running) return running;
    const delivery = this.deliver(id).finally(() => this.running.delete(id));
    this.running.set(id, delivery);
    return delivery;
  }

  /** Whether the event needs no further try: delivered, or refused for good. */
  private async deliver(id: string): Promise<boolean> {
    const { pool, log, url, secret } = this.options;
    const { rows } = await pool.query<{ body: DmEvent }>(
      'SELECT body FROM outgoing_event WHERE id = $1 AND delivered_at IS NULL AND parked_reason IS NULL',
      [id],
    );
    const event = rows[0]?.body;
    if (!event) return true;
    const { headers, body } = signEvent(event, secret);
    let status: number;
    try {
      const response = await request(url, {
        method: 'POST',
        headers,
        body,
        headersTimeout: 5000,
        bodyTimeout: 5000,
      });
      status = response.statusCode;
      await response.body.dump();
      const isBack = !this.reached;
      this.reached = true;
      if (isBack) this.takeUpSoon();
    } catch (error) {
      this.reached = false;
      log.info(
        { event: id, reason: (error as Error).message },
        'the DM Server can not be reached; the event is kept',
      );
      return false;
    }
    if (status >= 200 && status < 300) {
      await pool.query('UPDATE outgoing_event SET delivered_at = now() WHERE id = $1', [id]);
      return true;
    }
    // A shape that is refused stays refused; a wrong secret, a missing UI session or a busy server may mend itself.
    if (status === 400 || status === 413 || status === 422) {
      log.error({ event: id, status }, 'the DM Server refuses the event; it is parked');
      await pool.query('UPDATE outgoing_event SET parked_reason = $2 WHERE id = $1', [
        id,
        `answered ${status}`,
      ]);
      return true;
    }
    log.warn({ event: id, status }, 'the DM Server did not take the event; it is kept');
    return false;
  }
}
