import type pg from 'pg';
import { DataSource, type EntitySchema, type MixedList } from 'typeorm';
import type { Logger } from 'pino';

/** A database that can't be used, in one sentence. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
}

type ClassList = MixedList<(new () => object) | EntitySchema>;

export interface DatabaseOptions {
  readonly url: string;
  /** The service's own schema: what it migrates and all it sees. */
  readonly schema: string;
  readonly entities: ClassList;
  readonly migrations: (new () => object)[];
  readonly pool: number;
  readonly log: Logger;
}

/** What to do when the database can't be had. */
export function databaseSentence(error: unknown, url: string): string {
  const { host } = new URL(url);
  const { code, message } = error as { code?: string; message?: string };
  switch (code) {
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'EHOSTUNREACH':
    case 'ETIMEDOUT':
      return `the database at ${host} can't be reached (${code}); start it, or set DATABASE_URL`;
    case '28P01':
    case '28000':
      return `the database at ${host} refuses the user of DATABASE_URL`;
    case '3D000':
      return `the database named in DATABASE_URL does not exist at ${host}`;
    case '3F000':
      return `the schema of this service is missing at ${host}; the cluster's set-up makes roles and schemas`;
    default:
      return `the database at ${host} can't be used: ${message ?? String(error)}`;
  }
}

/** Connects, and brings the service's own schema up to date; concurrent starts wait for one another. */
export async function createDatabase(options: DatabaseOptions): Promise<DataSource> {
  const { url, schema, log } = options;
  const source = new DataSource({
    type: 'postgres',
    url,
    schema,
    entities: options.entities,
    migrations: options.migrations,
    migrationsTransactionMode: 'each',
    synchronize: false,
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    poolSize: options.pool,
    poolErrorHandler: (error: unknown) => log.warn({ err: error }, 'an idle database connection was lost'),
    extra: {
      options: `-c search_path=${schema}`,
      application_name: schema,
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
    },
    logging: false,
  });
  try {
    await source.initialize();
    await migrate(source, schema);
    return source;
  } catch (error) {
    if (source.isInitialized) await source.destroy().catch(() => undefined);
    throw new DatabaseError(databaseSentence(error, url), { cause: error });
  }
}

async function migrate(source: DataSource, schema: string): Promise<void> {
  const runner = source.createQueryRunner();
  await runner.connect();
  try {
    await runner.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [`migrate ${schema}`]);
    await source.runMigrations();
  } finally {
    await runner
      .query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [`migrate ${schema}`])
      .catch(() => undefined);
    await runner.release();
  }
}

/** The pool of a data source, for hand-written SQL. */
export function poolOf(source: DataSource): pg.Pool {
  return (source.driver as unknown as { master: pg.Pool }).master;
}

/** Runs a unit of work in one transaction. */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((cause: unknown) => (broken = cause as Error));
    throw error;
  } finally {
    client.release(broken);
  }
}
