import type pg from 'pg';
import type { z } from 'zod';
import { readCursor } from './paging.js';
import type { devicePage } from './schemas.js';

type Search = z.infer<typeof devicePage>;

export interface FoundDevice {
  readonly deviceKey: string;
  /** What the devices are sorted by. */
  readonly at: Date;
}

const SORTED_BY: Readonly<Record<Search['sort'], string>> = {
  registered: 'd.registered_at',
  // Those that were never seen come last.
  seen: "coalesce(o.last_seen_at, 'epoch')",
};

/** One more device than a page has, as the search sorts them; each condition is there only if it was asked for. */
export async function findDevices(pool: pg.Pool, search: Search): Promise<FoundDevice[]> {
  const values: unknown[] = [];
  const value = (given: unknown) => `$${values.push(given)}`;
  const at = SORTED_BY[search.sort];
  const after = readCursor(search.cursor);
  const conditions = [
    ...filters(search, value),
    ...(after ? [`(${at}, d.device_key) < (${value(after.at)}::timestamptz, ${value(after.id)})`] : []),
  ];
  const { rows } = await pool.query<FoundDevice>(
    `SELECT d.device_key AS "deviceKey", ${at} AS at FROM device d JOIN open_session o USING (device_key)
      ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}
      ORDER BY ${at} DESC, d.device_key DESC LIMIT ${value(search.limit + 1)}`,
    values,
  );
  return rows;
}

function filters(search: Search, value: (given: unknown) => string): string[] {
  const conditions: string[] = [];
  if (search.search !== undefined) {
    const text = search.search.toLowerCase().replace(/[\\%_]/g, '\\$&');
    conditions.push(`lower(d.dev_id) LIKE ${value(search.match === 'begins' ? `${text}%` : `%${text}%`)}`);
  }
  if (search.session !== undefined)
    conditions.push(`o.session_id IS ${search.session === 'open' ? 'NOT NULL' : 'NULL'}`);
  if (search.scheme !== undefined) conditions.push(`d.auth_scheme = ${value(search.scheme)}`);
  if (search.transport === 'none') conditions.push('d.notification IS NULL');
  else if (search.transport !== undefined)
    conditions.push(`d.notification ->> 'transport' = ${value(search.transport)}`);
  if (search.notified !== undefined) conditions.push(lastNotification(search.notified, value));
  if (search.seen !== undefined)
    conditions.push(`o.last_seen_at IS ${search.seen === 'never' ? 'NULL' : 'NOT NULL'}`);
  if (search.seenAfter !== undefined) conditions.push(`o.last_seen_at >= ${value(search.seenAfter)}`);
  if (search.seenBefore !== undefined) conditions.push(`o.last_seen_at < ${value(search.seenBefore)}`);
  return conditions;
}

/** The last notification is one in that state that no other follows: PostgreSQL begins at the state or at the device, whichever is less. */
function lastNotification(state: NonNullable<Search['notified']>, value: (given: unknown) => string): string {
  if (state === 'never') return 'NOT EXISTS (SELECT FROM notification n WHERE n.device_key = d.device_key)';
  return `EXISTS (SELECT FROM notification n WHERE n.device_key = d.device_key AND n.state = ${value(state)}
     AND NOT EXISTS (SELECT FROM notification m WHERE m.device_key = n.device_key AND m.id > n.id))`;
}
