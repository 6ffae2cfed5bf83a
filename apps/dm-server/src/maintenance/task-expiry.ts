import { inTransaction, type PgBoss } from '@dm2/service';
import type pg from 'pg';
import { storeEvents } from '../event/event-writer.js';
import type { News } from '../event/news.js';

/** Queue of tasks that have an `expiresAt`: one job each, due then. */
export const TASK_EXPIRY = 'task-expiry';

interface DueTask {
  readonly deviceKey: string;
  readonly id: string;
}

/** Ends tasks whose time is over. What a session has sent of one stays sent. */
export class TaskExpiry {
  constructor(
    private readonly pool: pg.Pool,
    private readonly jobs: PgBoss,
    private readonly news: News,
  ) {}

  async start(): Promise<void> {
    await this.jobs.createQueue(TASK_EXPIRY);
    await this.jobs.work<DueTask>(
      TASK_EXPIRY,
      { pollingIntervalSeconds: 1, batchSize: 50 },
      async (batch) => {
        for (const { data } of batch) await this.expire(data, new Date());
      },
    );
  }

  async expire({ deviceKey, id }: DueTask, now: Date): Promise<void> {
    await inTransaction(this.pool, async (client) => {
      const { rows } = await client.query<{ dev_id: string }>(
        `UPDATE task t SET state = 'expired', reason = 'expired', ended_at = $3
           FROM device d
          WHERE d.device_key = t.device_key AND t.device_key = $1 AND t.id = $2
            AND t.state IN ('queued', 'running', 'waiting') AND t.expires_at <= $3
         RETURNING d.dev_id`,
        [deviceKey, id, now],
      );
      const [device] = rows;
      if (!device) return;
      await storeEvents(client, { deviceKey, devId: device.dev_id }, [
        { type: 'task.expired', taskId: id, data: { reason: 'expired' } },
      ]);
    });
    this.news.publish();
  }
}
