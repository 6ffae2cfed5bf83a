import { createHash } from 'node:crypto';
import pg from 'pg';
import type { StackFacts } from './stack.js';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const BATCH = 20_000;

/** Devices that lie in the server's database, registered long ago, so that they are no first page's. */
export class ManyDevices {
  constructor(
    private readonly stack: StackFacts,
    readonly count: number,
  ) {}

  /** The one with a number. */
  devId(i: number): string {
    return `urn:many:${String(i).padStart(8, '0')}`;
  }

  async insert(): Promise<void> {
    await this.run(async (query) => {
      for (let from = 0; from < this.count; from += BATCH) {
        const devIds = Array.from({ length: Math.min(BATCH, this.count - from) }, (_, i) =>
          this.devId(from + i),
        );
        const values = [devIds.map(keyOf), devIds];
        await query(
          `INSERT INTO device (device_key, dev_id, auth_scheme, next_notification_id, remarks, registered_at)
           SELECT k, d, 'none', 0, '[]', timestamptz '2020-01-01' + ($3 + n) * interval '1 second'
             FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS t (k, d, n)`,
          [...values, from],
        );
        await query('INSERT INTO open_session (device_key) SELECT unnest($1::text[])', [values[0]]);
      }
      await query('ANALYZE device');
      await query('ANALYZE open_session');
    });
  }

  async remove(): Promise<void> {
    await this.run(async (query) => {
      const keys = `SELECT device_key FROM device WHERE dev_id LIKE 'urn:many:%'`;
      await query(`DELETE FROM open_session WHERE device_key IN (${keys})`);
      await query(`DELETE FROM device WHERE dev_id LIKE 'urn:many:%'`);
    });
  }

  private async run(
    work: (query: (text: string, values?: unknown[]) => Promise<unknown>) => Promise<void>,
  ): Promise<void> {
    const client = new pg.Client({ connectionString: this.stack.databases.dm_server });
    await client.connect();
    try {
      await client.query('SET search_path TO dm_server');
      await work((text, values) => client.query(text, values));
    } finally {
      await client.end();
    }
  }
}

/** The key of a device: the first 80 bits of its DevID's digest, in Crockford's base32. */
function keyOf(devId: string): string {
  const digest = BigInt(`0x${createHash('sha256').update(devId).digest('hex').slice(0, 20)}`);
  return Array.from({ length: 16 }, (_, i) => ALPHABET[Number((digest >> BigInt(75 - 5 * i)) & 31n)]).join(
    '',
  );
}
