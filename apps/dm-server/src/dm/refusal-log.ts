import type { IncomingHttpHeaders } from 'node:http';
import type { Problem } from '@dm2/service';
import type pg from 'pg';
import type { Logger } from 'pino';
import { storeEvents } from '../event/event-writer.js';
import type { News } from '../event/news.js';
import { deviceKeyOf } from '../ids.js';
import { devIdOf } from './dm-request.js';
import { loggedBody, loggedHeaders } from './package-record.js';

/** Refusals kept for one device in one minute: who sends rubbish on and on fills no disk. */
const KEPT_A_MINUTE = 20;
/** Devices that are counted; when there are more, the count begins anew. */
const COUNTED = 10_000;
/** Bytes of a body that are kept of a refused package. */
const MOST_BYTES = 4096;

/** A package that was refused. */
export interface Refused {
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
  readonly at: Date;
}

/**
 * Keeps what the DM endpoint refused (4xx): an event `session.refused` of the device that it named, beside its open session if
 * there is one. The way of a package that is taken in does not touch this.
 */
export class RefusalLog {
  private minute = 0;
  private readonly counts = new Map<string, number>();

  constructor(
    private readonly options: { readonly pool: pg.Pool; readonly news: News; readonly log: Logger },
  ) {}

  /** Never fails: the answer to the package does not depend on it. */
  async record(refused: Refused, problem: Problem): Promise<void> {
    const { pool, news, log } = this.options;
    if (problem.status >= 500) return;
    try {
      const deviceKey = keyIn(refused.headers);
      if (deviceKey === undefined || !this.allows(deviceKey, refused.at)) return;
      const device = await deviceOf(pool, deviceKey);
      if (!device) return;
      const { status, code, field, clause, detail } = problem.details;
      const { body, encoding } = loggedBody(refused.body.subarray(0, MOST_BYTES));
      await storeEvents(pool, { deviceKey, devId: device.devId }, [
        {
          type: 'session.refused',
          sessionId: device.sessionId,
          at: refused.at,
          data: {
            status,
            code,
            ...(field === undefined ? {} : { field }),
            ...(clause === undefined ? {} : { clause }),
            detail,
            contentType: refused.headers['content-type'] ?? null,
            headers: loggedHeaders(refused.headers),
            body,
            encoding,
            bytes: refused.body.byteLength,
          },
        },
      ]);
      news.publish();
    } catch (error) {
      log.warn({ err: error }, 'a refused package could not be kept');
    }
  }

  private allows(deviceKey: string, at: Date): boolean {
    const minute = Math.floor(at.getTime() / 60_000);
    if (minute !== this.minute || this.counts.size >= COUNTED) this.counts.clear();
    this.minute = minute;
    const count = this.counts.get(deviceKey) ?? 0;
    this.counts.set(deviceKey, count + 1);
    return count < KEPT_A_MINUTE;
  }
}

function keyIn(headers: IncomingHttpHeaders): string | undefined {
  try {
    return deviceKeyOf(devIdOf(headers));
  } catch {
    return undefined; // nobody to keep it for
  }
}

async function deviceOf(
  pool: pg.Pool,
  deviceKey: string,
): Promise<{ devId: string; sessionId: string | undefined } | undefined> {
  const { rows } = await pool.query<{ dev_id: string; session_id: string | null }>(
    `SELECT dev_id, (SELECT state ->> 'id' FROM open_session WHERE device_key = $1) AS session_id
       FROM device WHERE device_key = $1`,
    [deviceKey],
  );
  const [row] = rows;
  return row && { devId: row.dev_id, sessionId: row.session_id ?? undefined };
}
