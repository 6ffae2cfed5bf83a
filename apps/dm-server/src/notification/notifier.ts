import { encodeNotification, type ConnectionType } from '@dm2/protocol';
import { inTransaction, jobsIn, type PgBoss } from '@dm2/service';
import type pg from 'pg';
import type { Logger } from 'pino';
import { storeEvents } from '../event/event-writer.js';
import type { News } from '../event/news.js';
import type { DeviceSecrets } from '../device/device-secrets.js';
import { newId } from '../ids.js';
import type { NotificationAddress, NotificationState, NotificationTransport } from './transport.js';

const QUEUE = 'notification';
const BACK_OFF_MS = { first: 2000, most: 300_000 };
const DEFAULT_VALID_MS = 3_600_000;

export const NOTIFICATION_SECRET = 'notification';

/** What is asked for: one Package#0 to one device. */
export interface NotificationRequest {
  readonly deviceKey: string;
  readonly reqMos: boolean;
  readonly preferredConTypes?: readonly ConnectionType[] | undefined;
  readonly taskId?: string | undefined;
  /** It is tried until then; one hour by default. */
  readonly expiresAt?: Date | undefined;
}

export interface RequestedNotification {
  readonly id: string;
  readonly notificationId: number;
  readonly state: NotificationState;
}

interface Delivery {
  readonly deviceKey: string;
  readonly id: string;
}

interface DueNotification {
  readonly notification_id: number;
  readonly req_mos: boolean;
  readonly preferred_con_types: ConnectionType[] | null;
  readonly task_id: string | null;
  readonly attempts: number;
  readonly state: NotificationState;
  readonly expires_at: Date;
  readonly dev_id: string;
  readonly notification: NotificationAddress | null;
  readonly notification_secret: Buffer | null;
}

/** What came of one attempt. */
interface Attempt {
  /** `sent`, or why not; `over` when its time is. */
  readonly outcome: string;
  readonly bytes?: Uint8Array | undefined;
}

export interface NotifierOptions {
  readonly pool: pg.Pool;
  readonly jobs: PgBoss;
  readonly secrets: DeviceSecrets;
  readonly transports: readonly NotificationTransport[];
  readonly serverId: string;
  readonly news: News;
  readonly log: Logger;
}

/**
 * Sends Package#0 (TS 5.2.1) and again, with growing pauses, until the session with its NOTIFICATION-ID comes or its time is
 * over: no transport tells whether it arrived, and a client drops what it has had already.
 */
export class Notifier {
  private worker: string | undefined;

  constructor(private readonly options: NotifierOptions) {}

  async start(): Promise<void> {
    const { jobs } = this.options;
    await jobs.createQueue(QUEUE);
    this.worker = await jobs.work<Delivery>(
      QUEUE,
      { pollingIntervalSeconds: 1, batchSize: 50 },
      async (batch) => {
        await Promise.all(batch.map(({ data }) => this.deliver(data)));
      },
    );
  }

  async stop(): Promise<void> {
    await Promise.all(this.options.transports.map((transport) => transport.close()));
  }

  /** Makes a notification part of the caller's transaction. Call `soon` after the commit. */
  async request(client: pg.ClientBase, request: NotificationRequest): Promise<RequestedNotification> {
    const { deviceKey } = request;
    const { rows } = await client.query<{
      used: number;
      dev_id: string;
      notification: NotificationAddress | null;
    }>(
      `UPDATE device SET next_notification_id = (next_notification_id + 1) % 65536 WHERE device_key = $1
       RETURNING (next_notification_id + 65535) % 65536 AS used, dev_id, notification`,
      [deviceKey],
    );
    const [device] = rows;
    if (!device) throw new Error('the device is not registered');
    const id = newId(deviceKey, 'notification');
    const now = new Date();
    const expiresAt = request.expiresAt ?? new Date(now.getTime() + DEFAULT_VALID_MS);
    const state = device.notification ? 'queued' : 'failed';
    const reason = device.notification ? null : 'no-address';
    await client.query(
      `INSERT INTO notification (device_key, id, notification_id, state, reason, req_mos, preferred_con_types, task_id, attempts,
         created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10)`,
      [
        deviceKey,
        id,
        device.used,
        state,
        reason,
        request.reqMos,
        request.preferredConTypes ? JSON.stringify(request.preferredConTypes) : null,
        request.taskId ?? null,
        now,
        expiresAt,
      ],
    );
    await this.tell(client, { deviceKey, id }, device.dev_id, state, request.taskId, {
      notificationId: device.used,
      ...(reason === null ? {} : { reason }),
    });
    if (device.notification) await this.enqueue(client, { deviceKey, id }, now);
    return { id, notificationId: device.used, state };
  }

  /** Something was queued and committed: do not wait for the next look at the queue. */
  soon(): void {
    if (this.worker !== undefined) this.options.jobs.notifyWorker(this.worker);
  }

  private async enqueue(client: pg.ClientBase, delivery: Delivery, at: Date): Promise<void> {
    await this.options.jobs.send(QUEUE, delivery, {
      db: jobsIn(client),
      startAfter: at,
      retryLimit: 1000,
      retryDelay: 5,
      expireInSeconds: 60,
    });
  }

  private async deliver(delivery: Delivery): Promise<void> {
    const { pool, log, news } = this.options;
    const due = await this.read(delivery);
    if (!due || (due.state !== 'queued' && due.state !== 'sent')) return;
    const now = new Date();
    const { outcome, bytes } =
      due.expires_at <= now ? { outcome: 'over' } : await this.send(delivery, due, now);
    if (outcome !== 'over' && outcome !== 'sent') {
      log.info(
        { devId: due.dev_id, notification: delivery.id, reason: outcome },
        'a notification could not be sent yet',
      );
    }
    await inTransaction(pool, (client) => this.record(client, delivery, due, { outcome, bytes }, now));
    news.publish();
  }

  private async read({ deviceKey, id }: Delivery): Promise<DueNotification | undefined> {
    const { rows } = await this.options.pool.query<DueNotification>(
      `SELECT n.notification_id, n.req_mos, n.preferred_con_types, n.task_id, n.attempts, n.state, n.expires_at,
              d.dev_id, d.notification, d.notification_secret
         FROM notification n JOIN device d USING (device_key) WHERE n.device_key = $1 AND n.id = $2`,
      [deviceKey, id],
    );
    return rows[0];
  }

  /** Tries to hand Package#0 over. */
  private async send({ deviceKey }: Delivery, due: DueNotification, now: Date): Promise<Attempt> {
    const address = due.notification;
    const transport = this.options.transports.find(({ name }) => name === address?.transport);
    if (!address || !transport) return { outcome: 'no-address' };
    try {
      const secret =
        due.notification_secret &&
        this.options.secrets.decrypt(deviceKey, NOTIFICATION_SECRET, due.notification_secret);
      const bytes = encodeNotification(
        {
          serverId: this.options.serverId,
          notificationId: due.notification_id,
          timestamp: Math.floor(now.getTime() / 1000),
          reqMos: due.req_mos,
          ...(due.preferred_con_types ? { preferredConTypes: due.preferred_con_types } : {}),
        },
        secret ? { secret, authData: Buffer.from(address.data ?? '', 'base64') } : undefined,
      );
      await transport.send(address, bytes);
      return { outcome: 'sent', bytes };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      return { outcome: code ?? (error instanceof Error ? error.message : String(error)) };
    }
  }

  /** The row is changed only if no session has answered in the meantime. */
  private async record(
    client: pg.ClientBase,
    delivery: Delivery,
    due: DueNotification,
    { outcome, bytes }: Attempt,
    now: Date,
  ): Promise<void> {
    const attempts = outcome === 'over' ? due.attempts : due.attempts + 1;
    const neverSent = due.state === 'queued';
    const state: NotificationState =
      outcome === 'sent' ? 'sent' : outcome === 'over' ? (neverSent ? 'failed' : 'expired') : due.state;
    const reason =
      outcome === 'sent' ? null : outcome === 'over' ? (neverSent ? 'not-sent' : 'no-session') : outcome;
    const { rowCount } = await client.query(
      `UPDATE notification
          SET state = $3, reason = CASE WHEN $3 = 'failed' THEN coalesce(reason, $4) ELSE $4 END, attempts = $5,
              sent_at = CASE WHEN $6 THEN $7 ELSE sent_at END, bytes = coalesce($8, bytes)
        WHERE device_key = $1 AND id = $2 AND state IN ('queued', 'sent')`,
      [delivery.deviceKey, delivery.id, state, reason, attempts, outcome === 'sent', now, bytes ?? null],
    );
    if (rowCount === 0) return;
    if (outcome === 'sent' || outcome === 'over') {
      await this.tell(client, delivery, due.dev_id, state, due.task_id ?? undefined, {
        notificationId: due.notification_id,
        attempt: attempts,
        ...(outcome === 'sent' && due.notification
          ? { transport: due.notification.transport, to: `${due.notification.host}:${due.notification.port}` }
          : {}),
        ...(reason === null ? {} : { reason }),
      });
    }
    if (outcome === 'over') return;
    const pause = Math.min(BACK_OFF_MS.first * 2 ** (attempts - 1), BACK_OFF_MS.most);
    const next = Math.min(now.getTime() + pause, due.expires_at.getTime());
    await this.enqueue(client, delivery, new Date(next));
  }

  private async tell(
    client: pg.ClientBase,
    { deviceKey, id }: Delivery,
    devId: string,
    state: NotificationState,
    taskId: string | undefined,
    data: Record<string, unknown>,
  ): Promise<void> {
    await storeEvents(client, { deviceKey, devId }, [
      {
        type: `notification.${state}`,
        ...(taskId === undefined ? {} : { taskId }),
        data: { id, ...data },
      },
    ]);
  }
}
