import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClusterError, connectTo, createTestDatabase, provision, type TestDatabase } from '../src/index.js';

let scratch: TestDatabase;
const run = process.pid;
const roleNames = [`first_${run}`, `second_${run}`, `guest_${run}`, `maker_${run}`, `third_${run}`];

beforeAll(async () => {
  scratch = await createTestDatabase('provision');
});

afterAll(async () => {
  await query(scratch.url, 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = ANY($1)', [
    roleNames,
  ]);
  for (const role of roleNames) {
    const found = await query(scratch.url, 'SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
    if (found.length === 0) continue;
    await query(scratch.url, `DROP OWNED BY ${role} CASCADE`);
  }
  for (const role of roleNames) await query(scratch.url, `DROP ROLE IF EXISTS ${role}`);
  await scratch.drop();
});

async function query(url: string, sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = await connectTo(url);
  try {
    return (await client.query<Record<string, unknown>>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

function as(name: string, password: string): string {
  const url = new URL(scratch.url);
  url.username = name;
  url.password = password;
  return url.href;
}

describe('provision', () => {
  const services = [
    { name: `first_${run}`, password: "it's a pass word" },
    { name: `second_${run}`, password: 'b' },
  ];

  it('gives each service a role that owns its schemas and sees no other', async () => {
    const { mode, urls } = await provision(scratch.url, { services });
    expect(mode).toBe('roles');
    const first = urls[`first_${run}`] ?? '';
    await query(first, `CREATE TABLE first_${run}.own AS SELECT 1 AS n`);
    await query(first, `CREATE TABLE first_${run}_jobs.own AS SELECT 1 AS n`);
    await expect(query(urls[`second_${run}`] ?? '', `SELECT n FROM first_${run}.own`)).rejects.toThrow(
      'permission denied',
    );
  });

  it('can be run again, with another password', async () => {
    const changed = services.map((service) => ({ ...service, password: `${service.password} 2` }));
    const { urls } = await provision(scratch.url, { services: changed });
    expect(await query(urls[`first_${run}`] ?? '', `SELECT n FROM first_${run}.own`)).toEqual([{ n: 1 }]);
  });

  it('works for a user that may make roles and is no superuser', async () => {
    await query(scratch.url, `CREATE ROLE maker_${run} LOGIN CREATEROLE PASSWORD 'm'`);
    const database = pg.escapeIdentifier(new URL(scratch.url).pathname.slice(1));
    await query(
      scratch.url,
      `GRANT CREATE, CONNECT ON DATABASE ${database} TO maker_${run} WITH GRANT OPTION`,
    );
    const third = { name: `third_${run}`, password: 't' };
    const { mode, urls } = await provision(as(`maker_${run}`, 'm'), { services: [third] });
    expect(mode).toBe('roles');
    await query(urls[third.name] ?? '', `CREATE TABLE third_${run}_jobs.own AS SELECT 1 AS n`);
  });

  it('falls back to one user for all where roles may not be made', async () => {
    const database = pg.escapeIdentifier(new URL(scratch.url).pathname.slice(1));
    await query(scratch.url, `CREATE ROLE guest_${run} LOGIN PASSWORD 'g'`);
    const guest = as(`guest_${run}`, 'g');
    const options = { services: [{ name: `guest_part_${run}`, password: 'unused' }] };
    const refused = provision(guest, options);
    await expect(refused).rejects.toThrow(ClusterError);
    await expect(refused).rejects.toThrow('grant it CREATE on that database');
    await query(scratch.url, `GRANT CREATE ON DATABASE ${database} TO guest_${run}`);
    const { mode, urls } = await provision(guest, options);
    expect(mode).toBe('shared');
    await query(urls[`guest_part_${run}`] ?? '', `CREATE TABLE guest_part_${run}.own AS SELECT 1 AS n`);
    expect((await provision(guest, options)).mode).toBe('shared');
  });

  it('says in one sentence that a database can not be reached', async () => {
    const nobody = provision('postgres://user:secret@127.0.0.1:1/nothing', { services });
    await expect(nobody).rejects.toThrow(
      /^The database at 127\.0\.0\.1:1\/nothing can't be reached \(.*\); start it/,
    );
    await expect(provision('no url', { services })).rejects.toThrow('DATABASE_URL is no URL');
  });
});
