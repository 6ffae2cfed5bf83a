import { randomBytes } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '@dm2/cluster';
import { createDatabase, loadConfig, type RunningService } from '@dm2/service';
import { pino } from 'pino';
import { serverConfig } from '../../src/config.js';
import { ENTITIES } from '../../src/database/entities/entities.js';
import { MIGRATIONS } from '../../src/database/migrations/migrations.js';
import { startDmServer } from '../../src/dm-server.js';

/** What every server of the tests is configured with; two of them on one database are two instances of one server. */
export const SETTINGS = {
  HOST: '127.0.0.1',
  PORT: '0',
  LOG_LEVEL: 'silent',
  DATABASE_SCHEMA: 'dm_server',
  DATABASE_POOL: '5',
  DM_API_TOKEN: 'token-of-the-management-api',
  DM_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
  DM_SERVER_ID: 'dm2.example',
  INTERNAL_EVENTS_SECRET: `whsec_${randomBytes(24).toString('base64')}`,
  WSC_URL: 'http://127.0.0.1:9',
  WSC_API_TOKEN: 'token-of-the-web-server-component',
  REPOSITORY_PUBLIC_URL: 'http://127.0.0.1:9',
  REPOSITORY_URL_KEY: Buffer.alloc(32, 9).toString('base64'),
} as const;

/** A migrated database of its own for one test file. */
export function serverDatabase(label: string): Promise<TestDatabase> {
  return createTestDatabase(label, { template: 'dm-server', prepare: migrate });
}

async function migrate(url: string): Promise<void> {
  const source = await createDatabase({
    url,
    schema: SETTINGS.DATABASE_SCHEMA,
    entities: ENTITIES,
    migrations: MIGRATIONS,
    pool: 2,
    log: pino({ level: 'silent' }),
  });
  await source.destroy();
}

/** The whole service, in this process, on a free port. */
export function startServer(
  database: TestDatabase,
  settings: Record<string, string> = {},
): Promise<RunningService> {
  return startDmServer(loadConfig(serverConfig, { ...SETTINGS, DATABASE_URL: database.url, ...settings }));
}
