import pg from 'pg';
import type { Logger } from 'pino';
import { holdChannel } from './hold-news.js';
import type { Waiters } from './waiters.js';

const RETRY_MS = { first: 100, most: 5000 };

/**
 * Wakes answers held back by this instance when any instance has stored feedback or queued work. Its connection comes back by itself, and then
 * everybody looks again: what was told meanwhile was not heard.
 */
export class FeedbackListener {
  private client: pg.Client | undefined;
  private retry: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly options: {
      readonly url: string;
      readonly schema: string;
      readonly waiters: Waiters;
      readonly log: Logger;
    },
  ) {}

  async start(): Promise<void> {
    await this.connect();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.retry);
    await this.client?.end().catch(() => undefined);
  }

  private async connect(waitMs: number = RETRY_MS.first): Promise<void> {
    const { url, schema, waiters, log } = this.options;
    const client = new pg.Client({
      connectionString: url,
      application_name: `${schema} feedback`,
      connectionTimeoutMillis: 5000,
      keepAlive: true,
    });
    let lost = false;
    const again = (error?: Error) => {
      if (lost || this.stopped) return;
      lost = true;
      log.warn({ err: error }, 'the connection that hears of feedback was lost');
      client.end().catch(() => undefined);
      this.retry = setTimeout(() => void this.connect(Math.min(waitMs * 2, RETRY_MS.most)), waitMs);
    };
    client.on('error', again);
    client.on('end', () => again());
    client.on('notification', ({ payload }) => {
      if (payload) waiters.wake(payload);
    });
    this.client = client;
    try {
      await client.connect();
      await client.query(`LISTEN ${pg.escapeIdentifier(holdChannel(schema))}`);
      waiters.wakeAll();
    } catch (error) {
      again(error instanceof Error ? error : new Error(String(error)));
    }
  }
}
