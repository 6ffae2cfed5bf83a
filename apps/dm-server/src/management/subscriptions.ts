import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import type { z } from 'zod';
import { POOL } from '../tokens.js';
import { Devices } from './devices.js';
import type { Page } from './paging.js';
import type { subscriptionView } from './schemas.js';

type SubscriptionView = z.infer<typeof subscriptionView>;

/** What devices report changes of (TS 5.3.11): the server has no list of theirs, only what became of its SUBs and UNSUBs. */
@Injectable()
export class Subscriptions {
  constructor(
    @Inject(POOL) private readonly pool: pg.Pool,
    @Inject(Devices) private readonly devices: Devices,
  ) {}

  /** Newest first. Of each ClientURI the last command that succeeded decides: UNSUB names the ClientURI of its SUB. @throws Problem 404 */
  async list(devId: string): Promise<Page<SubscriptionView>> {
    const deviceKey = await this.devices.keyOf(devId);
    const { rows } = await this.pool.query<Omit<SubscriptionView, 'since'> & { name: string; at: Date }>(
      `SELECT * FROM (
         SELECT DISTINCT ON ("clientUri") *
           FROM (SELECT command ->> 0 AS name, CASE command ->> 0 WHEN 'SUB' THEN command ->> 2 ELSE command ->> 1 END AS "clientUri",
                        command ->> 1 AS "serverUri", at, status, task_id AS "taskId", step, index
                   FROM task_result
                  WHERE device_key = $1 AND command ->> 0 IN ('SUB', 'UNSUB') AND status BETWEEN 200 AND 299) said
          ORDER BY "clientUri", at DESC, "taskId" DESC, step DESC, index DESC) last
        WHERE name = 'SUB' ORDER BY at DESC, "clientUri"`,
      [deviceKey],
    );
    return {
      items: rows.map(({ clientUri, serverUri, at, status, taskId, step, index }) => ({
        clientUri,
        serverUri,
        since: at.toISOString(),
        status,
        taskId,
        step,
        index,
      })),
      next: null,
    };
  }
}
