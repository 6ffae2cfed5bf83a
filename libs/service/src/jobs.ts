import pg from 'pg';
import PgBoss from 'pg-boss';
import type { Logger } from 'pino';

/** Runs SQL as pg-boss wants it; inside a transaction the job and the work that made it commit together. */
export interface JobDatabase {
  executeSql(text: string, values: unknown[]): Promise<{ rows: unknown[]; rowCount?: number | null }>;
}

/** A client in a transaction as the `db` of pg-boss's `send`. */
export function jobsIn(client: pg.ClientBase): PgBoss.Db {
  return {
    executeSql: (text: string, values: unknown[]) => client.query(text, values),
  } as unknown as PgBoss.Db;
}

/**
 * Starts pg-boss in the schema `<schema>_jobs`, which the cluster's set-up has made: a service's role owns its schemas and
 * may make no others.
 */
export async function createJobs(options: {
  readonly pool: pg.Pool;
  readonly schema: string;
  readonly log: Logger;
}): Promise<PgBoss> {
  const { pool, log } = options;
  const db: JobDatabase = {
    executeSql: (text, values) => {
      const sql = text.replace(/CREATE SCHEMA IF NOT EXISTS \S+/g, 'SELECT 1');
      return values.length > 0 ? pool.query(sql, values as unknown[]) : pool.query(sql);
    },
  };
  const boss = new PgBoss({
    db: db as unknown as PgBoss.Db,
    schema: `${options.schema}_jobs`,
    migrate: true,
  });
  boss.on('error', (error) => log.warn({ err: error }, 'a queue could not be worked on'));
  await boss.start();
  return boss;
}

export type { PgBoss };
