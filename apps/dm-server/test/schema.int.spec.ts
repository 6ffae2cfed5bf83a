import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestDatabase } from '@dm2/cluster';
import { createDatabase } from '@dm2/service';
import { pino } from 'pino';
import type { DataSource } from 'typeorm';
import { ENTITIES } from '../src/database/entities/entities.js';
import { MIGRATIONS } from '../src/database/migrations/migrations.js';
import { serverDatabase, SETTINGS } from './support/server.js';

let database: TestDatabase;
let source: DataSource;

beforeAll(async () => {
  database = await serverDatabase('dm_schema');
  source = await createDatabase({
    url: database.url,
    schema: SETTINGS.DATABASE_SCHEMA,
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

describe('the migrated schema', () => {
  it('has the columns that the entities say, of the same type', async () => {
    for (const { tableName, columns } of source.entityMetadatas) {
      const rows = await source.query<{ name: string; type: string; nullable: boolean; key: boolean }[]>(
        `SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, NOT a.attnotnull AS nullable,
                coalesce(a.attnum = ANY (i.indkey), false) AS key
           FROM pg_attribute a LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
          WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped`,
        [tableName],
      );
      const said = columns.map((column) => ({
        name: column.databaseName,
        type: column.type === 'timestamptz' ? 'timestamp(3) with time zone' : String(column.type),
        nullable: column.isNullable,
        key: column.isPrimary,
      }));
      const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);
      expect({ tableName, columns: rows.sort(byName) }).toEqual({ tableName, columns: said.sort(byName) });
    }
  });

  it('leads the primary key of every table of device data with the device', () => {
    // Descriptions belong to a kind of device: few, and on every shard.
    const ofDevices = source.entityMetadatas.filter(({ tableName }) => tableName !== 'ddf');
    expect(ofDevices).toHaveLength(source.entityMetadatas.length - 1);
    for (const { tableName, primaryColumns } of ofDevices) {
      expect({ tableName, first: primaryColumns[0]?.databaseName }).toEqual({
        tableName,
        first: 'device_key',
      });
    }
  });

  it('goes away and comes back', async () => {
    for (const _migration of MIGRATIONS) await source.undoLastMigration();
    const left = await source.query<{ name: string }[]>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'dm_server'::regnamespace AND relkind IN ('r', 'p', 'S')
          AND relname NOT LIKE 'migrations%'`,
    );
    expect(left).toEqual([]);
    await source.runMigrations();
  });
});
