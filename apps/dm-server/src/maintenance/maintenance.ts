import { abandonSession } from '@dm2/server-engine';
import { inTransaction, type PgBoss } from '@dm2/service';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { ExchangeStore } from '../dm/exchange-store.js';
import { WriteCollector } from '../dm/exchange-writes.js';
import { storeEvents } from '../event/event-writer.js';
import type { News } from '../event/news.js';
import type { UiFeedbackService } from '../event/ui-feedback.js';
import type { Notifier } from '../notification/notifier.js';
import { taskOf } from '../session/stored-state.js';

const QUEUE = 'maintenance';
const LOGS = ['package_log', 'event_log'];
const DAY_MS = 86_400_000;
const DAYS_AHEAD = 7;
/** A download may be running: a session is idle long after a person would think so. */
const IDLE_MS = 30 * 60_000;
const RECEIVED_MS = 30 * DAY_MS;
const BATCH = 200;

export interface MaintenanceOptions {
  readonly pool: pg.Pool;
  readonly jobs: PgBoss;
  readonly store: ExchangeStore;
  readonly feedback: UiFeedbackService;
  readonly notifier: Notifier;
  readonly news: News;
  readonly log: Logger;
  /** Days that packages and events are kept; 0 for ever. */
  readonly retentionDays: number;
}

/** Once a minute, on one instance: sessions and UI sessions whose time is over, and the days of the logs. */
export class Maintenance {
  constructor(private readonly options: MaintenanceOptions) {}

  async start(): Promise<void> {
    const { jobs } = this.options;
    await this.keepPartitions(new Date());
    await jobs.createQueue(QUEUE);
    await jobs.schedule(QUEUE, '* * * * *');
    await jobs.work(QUEUE, { pollingIntervalSeconds: 5 }, async () => this.run(new Date()));
  }

  async run(now: Date): Promise<void> {
    await this.keepPartitions(now);
    await this.expireSessions(now);
    await this.expireUiSessions(now);
    await this.options.pool.query('DELETE FROM received_event WHERE received_at < $1', [
      new Date(now.getTime() - RECEIVED_MS),
    ]);
    this.options.news.publish();
  }

  /** Makes the days ahead, and drops those that are no longer kept. */
  async keepPartitions(now: Date): Promise<void> {
    const { pool, retentionDays } = this.options;
    const day = (offset: number) => new Date(now.getTime() + offset * DAY_MS).toISOString().slice(0, 10);
    for (const table of LOGS) {
      for (let ahead = 0; ahead <= DAYS_AHEAD; ahead += 1)
        await pool.query('SELECT make_partition($1, $2)', [table, day(ahead)]);
      if (retentionDays > 0) await pool.query('SELECT drop_partitions($1, $2)', [table, day(-retentionDays)]);
    }
  }

  /** Sessions that fell silent: their device will begin a new one. */
  async expireSessions(now: Date): Promise<void> {
    const { rows } = await this.options.pool.query<{ device_key: string }>(
      `SELECT device_key FROM open_session
        WHERE session_id IS NOT NULL AND opened_at < $1 AND last_seen_at < $1 LIMIT ${BATCH}`,
      [new Date(now.getTime() - IDLE_MS)],
    );
    for (const { device_key } of rows) {
      await this.expireSession(device_key, now).catch((error: unknown) =>
        this.options.log.warn({ err: error }, 'an idle session could not be ended yet'),
      );
    }
  }

  private async expireSession(deviceKey: string, now: Date): Promise<void> {
    const open = await this.options.store.begin({ deviceKey, admitted: true, wait: true });
    try {
      const { state } = open;
      if (!state.admitted || !state.session || state.lastSeenAt === null) return;
      // Looked at again under the lock: a package may have come meanwhile.
      if (Date.parse(state.lastSeenAt) >= now.getTime() - IDLE_MS) return;
      const { session } = state;
      const before = state.tasks.map((task) => taskOf(task, state.devId));
      const { tasks, effects } = abandonSession({ session, tasks: before, why: 'expired' });
      const writes = new WriteCollector(deviceKey, state.devId, now.toISOString());
      writes.add(effects, session.id);
      writes.close(session, 'expired');
      await open.commit(writes.document({ session: null, seen: false, before, tasks }));
    } finally {
      await open.rollback();
    }
  }

  /** A UI session outlives task and DM session, but not its day. */
  async expireUiSessions(now: Date): Promise<void> {
    const { pool } = this.options;
    const { rows } = await pool.query<{ device_key: string; id: string; dev_id: string }>(
      `SELECT u.device_key, u.id, d.dev_id FROM ui_session u JOIN device d USING (device_key)
        WHERE u.state NOT IN ('finished', 'expired') AND u.expires_at <= $1 LIMIT ${BATCH}`,
      [now],
    );
    for (const { device_key, id, dev_id } of rows) {
      await inTransaction(pool, (client) =>
        this.expireUiSession(client, { deviceKey: device_key, devId: dev_id }, id, now),
      );
    }
    if (rows.length > 0) this.options.notifier.soon();
  }

  private async expireUiSession(
    client: pg.ClientBase,
    device: { readonly deviceKey: string; readonly devId: string },
    id: string,
    now: Date,
  ): Promise<void> {
    const { feedback } = this.options;
    const locked = await feedback.lock(client, device.deviceKey, device.devId, id);
    if (!locked || locked.uiSession.state === 'finished' || locked.uiSession.state === 'expired') return;
    await storeEvents(client, device, [
      {
        type: 'ui-session.finished',
        at: now,
        sessionId: locked.uiSession.sessionId,
        taskId: locked.uiSession.taskId,
        uiSessionId: id,
        data: { uiSessionId: id, devId: device.devId, page: locked.uiSession.page, outcome: 'expired' },
      },
    ]);
    await feedback.expire(client, locked);
  }
}
