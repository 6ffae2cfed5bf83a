import { randomBytes } from 'node:crypto';
import process from 'node:process';
import pg from 'pg';
import { testClusterFolder } from './place.js';
import { connectTo, schemasOf, serviceNames } from './provision.js';
import { joinSharedCluster, type Lease } from './shared-cluster.js';

/** A fresh database for one test file. */
export interface TestDatabase {
  /** Superuser. The database has the empty schemas of all services, or what the template was prepared with. */
  url: string;
  drop(): Promise<void>;
}

export interface TestDatabaseOptions {
  /** Databases with the same template name are clones of one that `prepare` was run on, once per test run. */
  template?: string;
  /** Fills the template, e.g. migrates; must close its connections. */
  prepare?: (url: string) => Promise<void>;
}

let lease: Promise<Lease> | undefined;

/** `TEST_DATABASE_URL`, or else the test cluster of this machine user, started when nobody has. */
async function serverUrl(): Promise<string> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) return given;
  lease ??= joinSharedCluster(testClusterFolder());
  return (await lease).url;
}

/**
 * Makes a database by cloning a template, which takes about 30 ms.
 * @param label part of the database's name, so that it is recognised in the server's log
 */
export async function createTestDatabase(
  label: string,
  options: TestDatabaseOptions = {},
): Promise<TestDatabase> {
  const server = await serverUrl();
  const admin = await connectTo(server);
  const name = `${clean(label).slice(0, 40)}_${randomBytes(6).toString('hex')}`;
  try {
    const base = await ensureTemplate(admin, server, 'base', undefined, makeSchemas);
    const template = options.prepare
      ? await ensureTemplate(admin, server, clean(options.template ?? label), base, options.prepare)
      : base;
    await admin.query(
      `CREATE DATABASE ${pg.escapeIdentifier(name)} TEMPLATE ${pg.escapeIdentifier(template)}`,
    );
  } finally {
    await admin.end();
  }
  return { url: inDatabase(server, name), drop: () => dropDatabase(server, name) };
}

async function dropDatabase(server: string, name: string): Promise<void> {
  const admin = await connectTo(server);
  try {
    await admin.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);
  } finally {
    await admin.end();
  }
}

/** Makes the template unless this test run already has; other processes that want the same one wait meanwhile. */
async function ensureTemplate(
  admin: pg.Client,
  server: string,
  label: string,
  from: string | undefined,
  fill: (url: string) => Promise<void>,
): Promise<string> {
  const name = `template_${label.slice(0, 36)}_${runId()}`;
  const quoted = pg.escapeIdentifier(name);
  await admin.query('SELECT pg_advisory_lock(hashtext($1))', [name]);
  try {
    const found = await admin.query<{ datistemplate: boolean }>(
      'SELECT datistemplate FROM pg_database WHERE datname = $1',
      [name],
    );
    if (found.rows[0]?.datistemplate) return name;
    // One that is no template yet was left half made.
    await admin.query(`DROP DATABASE IF EXISTS ${quoted} WITH (FORCE)`);
    await admin.query(`CREATE DATABASE ${quoted}${from ? ` TEMPLATE ${pg.escapeIdentifier(from)}` : ''}`);
    await fill(inDatabase(server, name));
    await admin.query(`ALTER DATABASE ${quoted} WITH ALLOW_CONNECTIONS false IS_TEMPLATE true`);
    await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
    return name;
  } finally {
    await admin.query('SELECT pg_advisory_unlock(hashtext($1))', [name]);
  }
}

async function makeSchemas(url: string): Promise<void> {
  const client = await connectTo(url);
  try {
    for (const schema of serviceNames.flatMap((service) => schemasOf(service))) {
      await client.query(`CREATE SCHEMA IF NOT EXISTS ${pg.escapeIdentifier(schema)}`);
    }
  } finally {
    await client.end();
  }
}

/** The workers of one vitest run have one parent; a later run must not get the templates of changed migrations. */
function runId(): string {
  return clean(process.env['DM2_TEST_RUN'] ?? String(process.ppid));
}

function clean(label: string): string {
  return label.toLowerCase().replace(/[^a-z0-9]+/g, '_');
}

function inDatabase(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
