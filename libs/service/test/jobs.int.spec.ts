import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectTo, createTestDatabase, provision, type TestDatabase } from '@dm2/cluster';
import { createJobs, inTransaction, jobsIn } from '../src/index.js';

const log = pino({ level: 'silent' });
// Roles belong to the whole cluster, so each run has its own.
const service = `svc_${randomBytes(5).toString('hex')}`;
let database: TestDatabase;
let url: string;
const pools: pg.Pool[] = [];

function pool(): pg.Pool {
  const made = new pg.Pool({ connectionString: url, max: 4 });
  made.on('error', () => undefined);
  pools.push(made);
  return made;
}

beforeAll(async () => {
  database = await createTestDatabase('jobs');
  const made = await provision(database.url, { services: [{ name: service, password: 'a-password' }] });
  url = made.urls[service] ?? '';
  const admin = await connectTo(database.url);
  await admin.query(
    `REVOKE ALL ON DATABASE ${pg.escapeIdentifier(new URL(url).pathname.slice(1))} FROM PUBLIC`,
  );
  await admin.end();
});

afterAll(async () => {
  await Promise.all(pools.map((one) => one.end()));
  await database.drop();
  const admin = await connectTo(new URL('/postgres', database.url).href);
  await admin.query(`DROP ROLE IF EXISTS ${pg.escapeIdentifier(service)}`);
  await admin.end();
});

test('a role that owns its schemas and may make no others starts the queues, twice at the same time', async () => {
  const may = await pool().query<{ may: boolean }>(
    "SELECT has_database_privilege(current_database(), 'CREATE') AS may",
  );
  expect(may.rows[0]?.may).toBe(false);
  const first = pool();
  const both = await Promise.all(
    [first, pool()].map((one) => createJobs({ pool: one, schema: service, log })),
  );
  const { rows } = await first.query('SELECT 1 FROM information_schema.tables WHERE table_schema = $1', [
    `${service}_jobs`,
  ]);
  expect(rows.length).toBeGreaterThan(3);
  const stuck = await first.query(
    "SELECT 1 FROM pg_stat_activity WHERE state LIKE 'idle in transaction%' AND usename = $1",
    [service],
  );
  expect(stuck.rows).toEqual([]);
  await Promise.all(both.map((boss) => boss.stop({ graceful: false })));
});

test('a job is there exactly if the transaction that made it commits', async () => {
  const own = pool();
  const boss = await createJobs({ pool: own, schema: service, log });
  await boss.createQueue('work');
  await inTransaction(own, (client) => boss.send('work', { kept: true }, { db: jobsIn(client) }));
  await expect(
    inTransaction(own, async (client) => {
      await boss.send('work', { kept: false }, { db: jobsIn(client) });
      throw new Error('rolled back');
    }),
  ).rejects.toThrow('rolled back');
  const jobs = await boss.fetch<{ kept: boolean }>('work', { batchSize: 10 });
  expect(jobs.map(({ data }) => data)).toEqual([{ kept: true }]);
  await boss.stop({ graceful: false });
});
