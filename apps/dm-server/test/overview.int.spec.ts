import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import pg from 'pg';
import type { TestDatabase } from '@dm2/cluster';
import type { RunningService } from '@dm2/service';
import * as queries from '../src/management/overview/overview-queries.js';
import type { OverviewView } from '../src/management/overview/overview-schema.js';
import { Overview } from '../src/management/overview/overview.js';
import { DEV_INFO, RawDevice } from './support/device.js';
import { Operator } from './support/operator.js';
import { serverDatabase, SETTINGS, startServer } from './support/server.js';

let database: TestDatabase;
let server: RunningService;
let operator: Operator;
let pool: pg.Pool;

beforeAll(async () => {
  database = await serverDatabase('dm_overview');
  server = await startServer(database);
  operator = new Operator(server.url);
  pool = new pg.Pool({
    connectionString: database.url,
    options: `-c search_path=${SETTINGS.DATABASE_SCHEMA}`,
    max: 2,
  });
});

afterAll(async () => {
  await pool?.end();
  await server?.close();
  await database?.drop();
});

const HOUR = 3_600_000;

describe('the overview', () => {
  it('of a server that has seen nothing is empty and whole', async () => {
    const view = (await operator.request('GET', '/overview')).body<OverviewView>();
    expect(view.sessions.minutes).toHaveLength(60);
    expect(view).toMatchObject({
      sessions: { open: 0, whole: true },
      failures: { items: [], whole: true },
      notifications: { items: [], whole: true },
      uiSessions: { open: 0, items: [] },
      devices: { registered: 0, estimated: false, seenInLastHour: 0 },
    });
  });

  it('needs the token', async () => {
    const answer = await new Operator(server.url, 'another-token-of-that-length').request('GET', '/overview');
    expect(answer.status).toBe(401);
  });
});

/** Days of a busy server: what is of the last hour, of the last day and older, in every table that is counted. */
const past = (now: Date) => `
  INSERT INTO device (device_key, dev_id, auth_scheme, next_notification_id, remarks, registered_at, cache)
  SELECT lpad(i::text, 16, '0'), 'urn:big:' || i, 'none', 1, '[]', '${now.toISOString()}'::timestamptz - interval '30 days', true FROM generate_series(1, 20000) i;
  INSERT INTO session (device_key, id, state, initiator, opened_at, closed_at, exchanges, commands_ok, commands_failed)
  SELECT lpad((1 + i % 20000)::text, 16, '0'), 's' || i, CASE WHEN i % 50 = 0 THEN 'aborted' ELSE 'ended' END, 'client',
         '${now.toISOString()}'::timestamptz - (i - 0.5) * interval '10 seconds', '${now.toISOString()}'::timestamptz, 4, 9, 1 FROM generate_series(1, 200000) i;
  INSERT INTO open_session (device_key, session_id, opened_at)
  SELECT device_key, CASE WHEN device_key < '0000000000000008' THEN 's' END, CASE WHEN device_key < '0000000000000008' THEN '${now.toISOString()}'::timestamptz END FROM device;
  INSERT INTO task_result (device_key, task_id, step, index, command, status, at)
  SELECT lpad((1 + i % 20000)::text, 16, '0'), 't' || i, 0, 0, CASE WHEN i % 3 = 0 THEN '["GET", "x"]'::jsonb ELSE '["HGET", "x"]' END,
         CASE WHEN i % 20 <> 0 THEN 200 WHEN i % 40 = 0 THEN 404 ELSE 405 END, '${now.toISOString()}'::timestamptz - (i - 0.5) * interval '10 seconds' FROM generate_series(1, 300000) i;
  INSERT INTO notification (device_key, id, notification_id, state, reason, req_mos, attempts, created_at, expires_at)
  SELECT lpad((1 + i % 20000)::text, 16, '0'), 'n' || i, 1, CASE WHEN i % 10 = 0 THEN 'failed' ELSE 'answered' END,
         CASE WHEN i % 10 = 0 THEN 'unreachable' END, false, 1, '${now.toISOString()}'::timestamptz - (i - 0.5) * interval '20 seconds', '${now.toISOString()}'::timestamptz FROM generate_series(1, 100000) i;
  INSERT INTO ui_session (device_key, id, task_id, session_id, "as", page, state, created_at, expires_at)
  SELECT lpad((1 + i % 20000)::text, 16, '0'), 'u' || i, 't', 's', 'consent', 'consent',
         CASE WHEN i % 100 = 0 THEN 'opened' ELSE 'finished' END, '${now.toISOString()}'::timestamptz - (i - 0.5) * interval '10 seconds', '${now.toISOString()}'::timestamptz + interval '30 minutes'
    FROM generate_series(1, 100000) i;
  ANALYZE;
`;

describe('over months of a busy server', () => {
  let now: Date;
  let view: OverviewView;
  beforeAll(async () => {
    now = new Date();
    await pool.query(past(now));
    view = await new Overview(pool).get(now);
  }, 120_000);

  it('counts what was in its time, and nothing else', () => {
    const { sessions, failures, notifications, uiSessions, devices } = view;
    const opened = sessions.minutes.reduce((sum, { ended, aborted }) => sum + ended + aborted, 0);
    // One in ten seconds, from 59 to 60 minutes back.
    expect(opened).toBeGreaterThanOrEqual(353);
    expect(opened).toBeLessThanOrEqual(360);
    expect(sessions.minutes.slice(1, -1).map(({ ended, aborted }) => ended + aborted)).toEqual(
      Array.from({ length: 58 }, () => 6),
    );
    expect([sessions.open, sessions.whole]).toEqual([7, true]);
    // A day has 8640 of ten seconds; every fortieth is a 404, a third of them of GET.
    const of = (command: string, status: number) =>
      failures.items.find((item) => item.command === command && item.status === status)?.count;
    expect([of('GET', 404), of('HGET', 404), of('GET', 405), of('HGET', 405)]).toEqual([72, 144, 72, 144]);
    expect(
      failures.items.find(({ command, status }) => command === 'HGET' && status === 404)?.lastTaskId,
    ).toBe('t40');
    expect(notifications.items).toEqual([
      { state: 'answered', reason: null, count: 3888 },
      { state: 'failed', reason: 'unreachable', count: 432 },
    ]);
    expect(uiSessions).toEqual({
      open: 1000,
      items: [{ state: 'opened', count: 1000 }],
      expireWithinHour: 1000,
    });
    expect(devices).toMatchObject({ estimated: true, registered: 20_000, seenInLastHour: opened });
  });

  it('looks only at what is needed: by an index, at no more rows than it counts, and at no log', async () => {
    const hour = new Date(now.getTime() - HOUR);
    const day = new Date(now.getTime() - 24 * HOUR);
    const plans: [string, string, unknown[], number][] = [
      ['sessions', queries.SESSIONS, [hour, queries.BOUND], 370],
      ['open sessions', queries.OPEN_SESSIONS, [queries.BOUND], 10],
      ['failures', queries.FAILURES, [day, queries.BOUND], 440],
      ['notifications', queries.NOTIFICATIONS, [day, queries.BOUND], 4330],
      ['UI sessions', queries.UI_SESSIONS, [hour, queries.BOUND], 1001],
    ];
    for (const [name, sql, values, most] of plans) {
      const scans = await scansOf(sql, values);
      expect(
        scans.map(({ type, table }) => `${name}: ${type} ${table}`).filter((scan) => scan.includes('Seq')),
      ).toEqual([]);
      expect(scans.filter(({ table }) => /_log/.test(table))).toEqual([]);
      expect(scans.length).toBeGreaterThan(0);
      for (const { rows } of scans) expect([name, rows <= most, rows]).toEqual([name, true, rows]);
    }
  });

  it('counts the newest of a span that has more than the bound, and the rest is not read', async () => {
    const scans = await scansOf(queries.NOTIFICATIONS, [new Date(0), 1000]);
    expect(scans.map(({ rows }) => rows)).toEqual([1000]);
    const { rows } = await pool.query<{ looked_at: number }>(queries.NOTIFICATIONS, [new Date(0), 1000]);
    expect(rows[0]?.looked_at).toBe(1000);
  });

  it('finds open UI sessions among all by an index', async () => {
    const scans = await scansOf(
      "SELECT * FROM ui_session r WHERE r.state NOT IN ('finished', 'expired') ORDER BY r.created_at DESC, r.id DESC LIMIT 51",
      [],
    );
    expect(scans).toEqual([{ type: 'Index Scan', table: 'ui_session_open', rows: 51 }]);
  });

  it('asks the database once for all who look within some seconds, and again after a failure', async () => {
    let asked = 0;
    let broken = false;
    const counting = {
      query: (sql: string, values: unknown[]) => {
        asked += 1;
        return broken ? Promise.reject(new Error('gone')) : pool.query(sql, values);
      },
    } as pg.Pool;
    const overview = new Overview(counting);
    const [one, two] = await Promise.all([overview.get(now), overview.get(new Date(now.getTime() + 2900))]);
    expect([two === one, asked]).toEqual([true, 6]);
    expect((await overview.get(new Date(now.getTime() + 3001))).at).not.toBe(one.at);
    broken = true;
    await expect(overview.get(new Date(now.getTime() + 9000))).rejects.toThrow('gone');
    broken = false;
    expect((await overview.get(new Date(now.getTime() + 9001))).sessions.open).toBe(7);
  });
});

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Actual Rows': number;
  Plans?: Plan[];
}

/** What a statement reads of tables, how, and how many rows of each. */
async function scansOf(
  sql: string,
  values: unknown[],
): Promise<{ type: string; table: string; rows: number }[]> {
  const { rows } = await pool.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
    `EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`,
    values,
  );
  const scans: { type: string; table: string; rows: number }[] = [];
  const walk = (plan: Plan): void => {
    const table = plan['Index Name'] ?? plan['Relation Name'];
    if (table !== undefined) scans.push({ type: plan['Node Type'], table, rows: plan['Actual Rows'] });
    plan.Plans?.forEach(walk);
  };
  const plan = rows[0]?.['QUERY PLAN'][0].Plan;
  if (plan) walk(plan);
  return scans;
}

describe('what happens', () => {
  it('is in it: a session that is open, and a command that failed', async () => {
    const before = (await new Overview(pool).get()).sessions.open;
    const devId = 'urn:test:overview';
    await operator.register(devId);
    await operator.queue(devId, [{ commands: [['EXEC', `${DEV_INFO}Nothing`]] }]);
    const device = new RawDevice(server.url, devId);
    await device.open();
    expect((await new Overview(pool).get()).sessions.open).toBe(before + 1);
    await device.answer(404);
    const { sessions, failures } = await new Overview(pool).get();
    expect(sessions.open).toBe(before);
    expect(failures.items).toContainEqual(
      expect.objectContaining({ command: 'EXEC', status: 404, count: 1 }),
    );
  });
});
