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
)`;

interface Delivery {
  readonly id: string;
}

/**
 * Reports events to the DM Server at least once. An event is stored in the transaction of the fact it tells, delivery is
 * tried at once after the commit, and a job of the same transaction stands behind it through restarts of either side.
 */
export class EventOutbox {
  private readonly running = new Set<Promise<unknown>>();
  private stopped = false;

  constructor(private readonly options: EventOutboxOptions) {}

  async start(): Promise<void> {
    await this.options.jobs.createQueue(QUEUE);
    await this.options.jobs.work<Delivery>(
      QUEUE,
      { pollingIntervalSeconds: 1, batchSize: 20 },
      async (jobs) => {
        const failed = (await Promise.all(jobs.map(({ data }) => this.deliver(data.id)))).filter(
          (delivered) => !delivered,
        ).length;
        if (failed > 0) throw new Error(`${failed} of ${jobs.length} events could not be delivered yet`);
      },
    );
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
        retryDelay: 2,
        retryBackoff: false,
        expireInSeconds: 60,
        retentionDays: 30,
      },
    );
  }

  /** Tries to deliver now; what fails is left to the queue. Call it after the commit. */
  deliverSoon(ids: readonly string[]): void {
    if (this.stopped) return;
    for (const id of ids) {
      const delivery = this.deliver(id).catch((error: unknown) =>
        this.options.log.warn({ err: error }, 'an event could not be read for delivery'),
      );
      this.running.add(delivery);
      void delivery.finally(() => this.running.delete(delivery));
    }
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.race([
      Promise.all(this.running),
      new Promise((resolve) => setTimeout(resolve, 1000).unref()),
    ]);
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
    } catch (error) {
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
