import { pino } from 'pino';
import { Column, Entity, PrimaryColumn, type MigrationInterface, type QueryRunner } from 'typeorm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectTo, createTestDatabase, type TestDatabase } from '@dm2/cluster';
import { createDatabase, DatabaseError, inTransaction, poolOf } from '../src/index.js';

@Entity('thing')
class Thing {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'integer' }) size!: number;
}

class Things1700000000001 implements MigrationInterface {
  readonly name = 'Things1700000000001';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE thing (id text PRIMARY KEY, size integer NOT NULL)');
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE thing');
  }
}

let database: TestDatabase;
const open = (url: string) =>
  createDatabase({
    url,
    schema: 'data_repository',
    entities: [Thing],
    migrations: [Things1700000000001],
    pool: 3,
    log: pino({ level: 'silent' }),
  });
const at = (change: (url: URL) => void): string => {
  const url = new URL(database.url);
  change(url);
  return url.href;
};

beforeAll(async () => {
  database = await createTestDatabase('service_database');
});
afterAll(() => database.drop());

test('services that start at the same time migrate their own schema once', async () => {
  const sources = await Promise.all([1, 2, 3].map(() => open(database.url)));
  const [first] = sources;
  await first?.getRepository(Thing).insert({ id: 'a', size: 1 });
  const [found] =
    (await first?.query<{ schema: string }[]>(
      "SELECT table_schema AS schema FROM information_schema.tables WHERE table_name = 'thing'",
    )) ?? [];
  expect(found).toEqual({ schema: 'data_repository' });
  await Promise.all(sources.map((source) => source.destroy()));
});

test('a transaction is all or nothing, and gives its connection back in order', async () => {
  const source = await open(database.url);
  const pool = poolOf(source);
  await expect(
    inTransaction(pool, async (client) => {
      await client.query("INSERT INTO thing VALUES ('b', 2)");
      await client.query('SELECT 1 / 0');
    }),
  ).rejects.toThrow('division by zero');
  expect(await source.getRepository(Thing).countBy({ id: 'b' })).toBe(0);
  await inTransaction(pool, (client) => client.query("INSERT INTO thing VALUES ('b', 2)"));
  expect(await source.getRepository(Thing).countBy({ id: 'b' })).toBe(1);
  await source.destroy();
});

test('connections that the server ends are replaced, and nothing falls over', async () => {
  const source = await open(database.url);
  await source.query('SELECT 1');
  const admin = await connectTo(database.url);
  const pool = poolOf(source);
  // All of them: one that is not known to be dead yet would be handed out once more.
  const gone = new Promise<void>((resolve) =>
    pool.on('remove', () => {
      if (pool.totalCount === 0) resolve();
    }),
  );
  await admin.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'data_repository' AND datname = current_database()",
  );
  await gone;
  expect(await source.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await admin.end();
  await source.destroy();
});

test('a database that can not be used is told in one sentence, without the password', async () => {
  const sentences = await Promise.all(
    [
      at((url) => (url.port = '9')),
      at((url) => (url.pathname = '/there_is_none')),
      at((url) => ((url.username = 'nobody'), (url.password = 'hunter2'))),
    ].map((url) =>
      open(url).then(
        () => 'it opened',
        (error: unknown) => (error instanceof DatabaseError ? error.message : String(error)),
      ),
    ),
  );
  expect(sentences[0]).toMatch(
    /^the database at 127\.0\.0\.1:9 can't be reached \(ECONNREFUSED\); start it, or set DATABASE_URL$/,
  );
  expect(sentences[1]).toMatch(/^the database named in DATABASE_URL does not exist at 127/);
  expect(sentences[2]).toMatch(/^the database at 127.* refuses the user of DATABASE_URL$/);
});
