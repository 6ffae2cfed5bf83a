import { afterAll, describe, expect, it } from 'vitest';
import { connectTo, createTestDatabase, schemasOf, serviceNames, type TestDatabase } from '../src/index.js';

const made: TestDatabase[] = [];
afterAll(() => Promise.all(made.map((database) => database.drop())));

async function fresh(...args: Parameters<typeof createTestDatabase>): Promise<TestDatabase> {
  const database = await createTestDatabase(...args);
  made.push(database);
  return database;
}

async function rows(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = await connectTo(url);
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('createTestDatabase', () => {
  it('makes a database with the schemas of all services', async () => {
    const { url } = await fresh('schemas of all');
    const found = await rows(url, 'SELECT nspname FROM pg_namespace');
    expect(found.map((row) => row['nspname'])).toEqual(
      expect.arrayContaining(serviceNames.flatMap((service) => schemasOf(service))),
    );
  });

  it('prepares a template once, however many want it at the same time', async () => {
    let prepared = 0;
    const prepare = async (url: string) => {
      prepared += 1;
      await rows(url, 'CREATE TABLE dm_server.thing AS SELECT 1 AS n');
    };
    const all = await Promise.all([1, 2, 3].map((n) => fresh(`clone ${n}`, { template: 'thing', prepare })));
    expect(prepared).toBe(1);
    for (const { url } of all) expect(await rows(url, 'SELECT n FROM dm_server.thing')).toEqual([{ n: 1 }]);
  });

  it('keeps what one database holds from the others', async () => {
    const [one, other] = [await fresh('one'), await fresh('other')];
    await rows(one.url, 'CREATE TABLE dm_server.mine (n int)');
    expect(await rows(other.url, "SELECT to_regclass('dm_server.mine') AS t")).toEqual([{ t: null }]);
  });

  it('makes a new template after a preparation that failed', async () => {
    const options = { template: 'fails first' };
    await expect(
      fresh('fails', { ...options, prepare: () => Promise.reject(new Error('no migration')) }),
    ).rejects.toThrow('no migration');
    const { url } = await fresh('works', {
      ...options,
      prepare: async (at) => void (await rows(at, 'CREATE TABLE dm_server.made (n int)')),
    });
    expect(await rows(url, "SELECT to_regclass('dm_server.made')::text AS t")).toEqual([
      { t: 'dm_server.made' },
    ]);
  });
});
