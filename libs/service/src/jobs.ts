import type pg from 'pg';
import PgBoss from 'pg-boss';
import type { Logger } from 'pino';

/** A client in a transaction as the `db` of pg-boss's `send`: the job and the work that made it commit together. */
export function jobsIn(client: pg.ClientBase): PgBoss.Db {
  return { executeSql: (text: string, values?: unknown[]) => client.query(text, values) };
}

/**
 * Starts pg-boss in the schema `<schema>_jobs`, on the service's own pool. The cluster's set-up has made that schema: a service's
 * role owns its schemas and may make no others. PostgreSQL asks for CREATE on the database even where
 * `CREATE SCHEMA IF NOT EXISTS` has nothing to do, so that statement of pg-boss is left out.
 */
export async function createJobs(options: {
  readonly pool: pg.Pool;
  readonly schema: string;
  readonly log: Logger;
}): Promise<PgBoss> {
  const { pool, log } = options;
  const db = {
    executeSql: (text: string, values?: unknown[]) => {
      const sql = text.replace(/CREATE SCHEMA IF NOT EXISTS \S+/, 'SELECT 1');
      return /^\s*BEGIN;/.test(sql) ? runBlock(pool, sql) : pool.query(sql, values);
    },
  };
  const boss = new PgBoss({ db: db, schema: `${options.schema}_jobs`, migrate: true });
  boss.on('error', (error) => log.warn({ err: error }, 'a queue could not be worked on'));
  await boss.start();
  return boss;
}

/** A text with a transaction of its own; one that fails must not leave the pool a connection inside that transaction. */
async function runBlock(pool: pg.Pool, sql: string): Promise<pg.QueryResult> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    return await client.query(sql);
  } catch (error) {
    await client.query('ROLLBACK').catch((cause: unknown) => (broken = cause as Error));
    throw error;
  } finally {
    client.release(broken);
  }
}

export type { PgBoss };
