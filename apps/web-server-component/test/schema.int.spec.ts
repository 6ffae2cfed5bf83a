import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@dm2/cluster';
import { createDatabase, schemaDrift } from '@dm2/service';
import { pino } from 'pino';
import type { DataSource } from 'typeorm';
import { ENTITIES } from '../src/database/entities/entities.js';
import { MIGRATIONS } from '../src/database/migrations.js';

let database: TestDatabase;
let source: DataSource;

beforeAll(async () => {
  database = await createTestDatabase('wsc_schema');
  source = await createDatabase({
    url: database.url,
    schema: 'web_server_component',
    entities: ENTITIES,
    migrations: MIGRATIONS,
    pool: 2,
    log: pino({ level: 'silent' }),
  });
});
afterAll(async () => {
  await source?.destroy();
  await database?.drop();
});

it('what the migrations make is what the entities say', async () => {
  expect(await schemaDrift(source)).toEqual([]);
});

it('each migration goes away and comes back', async () => {
  for (const _migration of MIGRATIONS) await source.undoLastMigration();
  const left = await source.query<{ name: string }[]>(
    `SELECT relname AS name FROM pg_class
      WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND relname <> 'migrations'`,
  );
  expect(left).toEqual([]);
  await source.runMigrations();
  expect(await schemaDrift(source)).toEqual([]);
});
