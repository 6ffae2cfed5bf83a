import { pino } from 'pino';
import type { DataSource } from 'typeorm';
import { createDatabase, type DatabaseOptions } from './database.js';

/**
 * Where entities and migrations disagree, for a test of each service: the statements that would make the tables of its schema
 * what the entities say (columns, types, defaults, keys, indexes, checks), and every table without an entity.
 */
export async function schemaDrift(source: DataSource): Promise<string[]> {
  const { upQueries } = await source.driver.createSchemaBuilder().log();
  const tables = await tablesOf(source);
  const known = new Set(source.entityMetadatas.map(({ tableName }) => tableName));
  return [
    ...upQueries.map(({ query }) => query),
    ...tables
      .filter((name) => name !== 'migrations' && !known.has(name))
      .map((name) => `table ${name} has no entity`),
  ];
}

/** What a test of a service's schema looks at; all of it is empty if entities and migrations are right. */
export interface SchemaReport {
  readonly drift: string[];
  /** Tables that are still there when every migration has been undone. */
  readonly left: string[];
  /** The drift after the migrations have run once more. */
  readonly driftAgain: string[];
}

/** Migrates an empty schema, compares it with the entities, undoes every migration, and migrates again. */
export async function reportSchema(options: Omit<DatabaseOptions, 'pool' | 'log'>): Promise<SchemaReport> {
  const source = await createDatabase({ ...options, pool: 2, log: pino({ level: 'silent' }) });
  try {
    const drift = await schemaDrift(source);
    for (const _migration of options.migrations) await source.undoLastMigration();
    const left = (await tablesOf(source)).filter((name) => name !== 'migrations');
    await source.runMigrations();
    return { drift, left, driftAgain: await schemaDrift(source) };
  } finally {
    await source.destroy();
  }
}

async function tablesOf(source: DataSource): Promise<string[]> {
  const tables = await source.query<{ name: string }[]>(
    `SELECT relname AS name FROM pg_class
      WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') ORDER BY relname`,
  );
  return tables.map(({ name }) => name);
}
