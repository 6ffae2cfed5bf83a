import { afterAll, beforeAll, expect, test } from 'vitest';
import { pino } from 'pino';
import {
  Check,
  Column,
  Entity,
  Index,
  PrimaryColumn,
  type MigrationInterface,
  type QueryRunner,
} from 'typeorm';
import { createTestDatabase, type TestDatabase } from '@dm2/cluster';
import { createDatabase, reportSchema, schemaDrift } from '../src/index.js';

@Entity('thing')
@Index('thing_name', ['name'])
@Check('thing_size_check', 'size > 0')
class Thing {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'integer', nullable: true }) size!: number | null;
  @Column({ type: 'timestamptz', default: () => 'now()' }) at!: Date;
}

const RIGHT = [
  `CREATE TABLE thing (
     id text PRIMARY KEY, name text NOT NULL, size int CONSTRAINT thing_size_check CHECK (size > 0),
     at timestamptz NOT NULL DEFAULT now())`,
  'CREATE INDEX thing_name ON thing (name)',
];

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase('schema_drift');
});
afterAll(() => database.drop());

/** What is found when migrations make these tables; they are gone afterwards. */
async function driftOf(statements: readonly string[]): Promise<string[]> {
  class Tables1700000000001 implements MigrationInterface {
    name = 'Tables1700000000001';
    async up(runner: QueryRunner): Promise<void> {
      for (const statement of statements) await runner.query(statement);
    }
    async down(runner: QueryRunner): Promise<void> {
      await runner.query('DROP TABLE IF EXISTS thing, other');
    }
  }
  const source = await createDatabase({
    url: database.url,
    schema: 'data_repository',
    entities: [Thing],
    migrations: [Tables1700000000001],
    pool: 2,
    log: pino({ level: 'silent' }),
  });
  try {
    return await schemaDrift(source);
  } finally {
    await source.undoLastMigration();
    await source.destroy();
  }
}

test('tables that are what the entities say differ in nothing', async () => {
  expect(await driftOf(RIGHT)).toEqual([]);
});

test.each([
  ['a missing column', 'ALTER TABLE thing DROP COLUMN name', /ADD "name"/],
  ['a column too many', 'ALTER TABLE thing ADD extra text', /DROP COLUMN "extra"/],
  ['another type', 'ALTER TABLE thing ALTER size TYPE bigint', /"size"/],
  ['another nullability', 'ALTER TABLE thing ALTER size SET NOT NULL', /"size" DROP NOT NULL/],
  ['a missing default', 'ALTER TABLE thing ALTER at DROP DEFAULT', /"at" SET DEFAULT/],
  ['a missing index', 'DROP INDEX thing_name', /CREATE INDEX "thing_name"/],
  ['a missing check', 'ALTER TABLE thing DROP CONSTRAINT thing_size_check', /thing_size_check/],
  ['a table of its own', 'CREATE TABLE other (id text PRIMARY KEY)', /^table other has no entity$/],
])('%s is found', async (_what, statement, difference) => {
  expect(await driftOf([...RIGHT, statement])).toEqual(
    expect.arrayContaining([expect.stringMatching(difference) as string]),
  );
});

test('a migration that does not clean up after itself is found', async () => {
  class Careless1700000000001 implements MigrationInterface {
    name = 'Careless1700000000001';
    async up(runner: QueryRunner): Promise<void> {
      for (const statement of RIGHT) await runner.query(statement.replace('TABLE', 'TABLE IF NOT EXISTS'));
    }
    async down(runner: QueryRunner): Promise<void> {
      await runner.query('DROP INDEX thing_name');
    }
  }
  const options = { url: database.url, schema: 'data_repository', entities: [Thing] };
  expect(await reportSchema({ ...options, migrations: [Careless1700000000001] })).toEqual({
    drift: [],
    left: ['thing'],
    driftAgain: [],
  });
});
