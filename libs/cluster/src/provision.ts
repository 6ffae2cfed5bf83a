import pg from 'pg';
import { ClusterError } from './cluster-error.js';

/** One service's part of the database: the role and the two schemas it owns, `name` and `name_jobs`. */
export interface ServiceRole {
  name: string;
  password: string;
}

/** What {@link provision} made. */
export interface Provisioned {
  /** `roles`: each service logs in as its own role; `shared`: the given user may not make roles, so all use it. */
  mode: 'roles' | 'shared';
  /** Database URL of each service, by name. */
  urls: Record<string, string>;
}

export interface ProvisionOptions {
  services: ServiceRole[];
  /** Make this database and use it; without it the database that the URL names is used. */
  database?: string;
}

/** The schemas of our services; `createTestDatabase` makes them all. */
export const serviceNames = ['dm_server', 'web_server_component', 'data_repository'] as const;

/** The schemas a service of that name owns: its own, and pg-boss's. */
export function schemasOf(service: string): string[] {
  return [service, `${service}_jobs`];
}

/**
 * Makes role and schemas of each service; may be run again and again. Roles come from here and never from migrations.
 * @throws {ClusterError} `unreachable` when there is no database at the URL, `not-allowed` when its user may not even make schemas
 */
export async function provision(adminUrl: string, options: ProvisionOptions): Promise<Provisioned> {
  const url = options.database ? await ensureDatabase(adminUrl, options.database) : adminUrl;
  const client = await connectTo(url);
  try {
    const mode = (await tryRoles(client, options.services)) ? 'roles' : 'shared';
    if (mode === 'shared') await makeSharedSchemas(client, options.services, url);
    const urls = options.services.map((service) => {
      const own = new URL(url);
      if (mode === 'roles') {
        own.username = service.name;
        own.password = service.password;
      }
      return [service.name, own.href] as const;
    });
    return { mode, urls: Object.fromEntries(urls) };
  } finally {
    await client.end();
  }
}

/** Connects, or says in one sentence why not. */
export async function connectTo(url: string): Promise<pg.Client> {
  if (!URL.canParse(url) || !/^postgres(ql)?:$/.test(new URL(url).protocol)) {
    throw new ClusterError(
      'unreachable',
      'DATABASE_URL is no URL of a PostgreSQL; write postgres://user:password@host:port/database.',
    );
  }
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (cause) {
    throw new ClusterError(
      'unreachable',
      `The database at ${displayUrl(url)} can't be reached (${reasonOf(cause)}); start it or correct DATABASE_URL.`,
      { cause },
    );
  }
}

/** Host, port and database, without credentials. */
export function displayUrl(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || '5432'}${pathname}`;
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  if (!(error instanceof Error)) return String(error);
  return error.message || (error as NodeJS.ErrnoException).code || error.name;
}

async function ensureDatabase(adminUrl: string, database: string): Promise<string> {
  const client = await connectTo(adminUrl);
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    const name = pg.escapeIdentifier(database);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${name}`);
    await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
  } finally {
    await client.end();
  }
  const url = new URL(adminUrl);
  url.pathname = `/${encodeURIComponent(database)}`;
  return url.href;
}

/** One transaction for all services; false, and nothing done, if the user may not. */
async function tryRoles(client: pg.Client, services: ServiceRole[]): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean; database: string }>(
    `SELECT (rolsuper OR rolcreaterole) AND has_database_privilege(current_database(), 'CREATE') AS may,
            current_database() AS database
       FROM pg_roles WHERE rolname = current_user`,
  );
  const first = rows[0];
  if (!first?.may) return false;
  await client.query('BEGIN');
  try {
    await client.query("SELECT pg_advisory_xact_lock(hashtext('dm2 provision'))");
    for (const service of services) await makeRole(client, service, first.database);
    await client.query('COMMIT');
    return true;
  } catch (error) {
    await client.query('ROLLBACK');
    if (isRefusal(error)) return false;
    throw error;
  }
}

async function makeRole(client: pg.Client, service: ServiceRole, database: string): Promise<void> {
  const role = pg.escapeIdentifier(service.name);
  const password = pg.escapeLiteral(service.password);
  const found = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [service.name]);
  if (found.rowCount === 0) await client.query(`CREATE ROLE ${role} LOGIN PASSWORD ${password}`);
  else await client.query(`ALTER ROLE ${role} LOGIN PASSWORD ${password}`);
  // A user that is no superuser must be a member of the role to give it a schema.
  const member = await client.query<{ may: boolean }>("SELECT pg_has_role($1, 'USAGE') AS may", [
    service.name,
  ]);
  if (!member.rows[0]?.may) await client.query(`GRANT ${role} TO current_user`);
  await client.query(`GRANT CONNECT, TEMPORARY ON DATABASE ${pg.escapeIdentifier(database)} TO ${role}`);
  for (const schema of schemasOf(service.name)) {
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${pg.escapeIdentifier(schema)} AUTHORIZATION ${role}`);
  }
}

async function makeSharedSchemas(client: pg.Client, services: ServiceRole[], url: string): Promise<void> {
  try {
    for (const schema of services.flatMap((service) => schemasOf(service.name))) {
      const found = await client.query('SELECT 1 FROM pg_namespace WHERE nspname = $1', [schema]);
      if (found.rowCount === 0) await client.query(`CREATE SCHEMA ${pg.escapeIdentifier(schema)}`);
    }
  } catch (cause) {
    if (!isRefusal(cause)) throw cause;
    throw new ClusterError(
      'not-allowed',
      `The user of DATABASE_URL may not make schemas in ${displayUrl(url)}; grant it CREATE on that database.`,
      { cause },
    );
  }
}

/** 42501: insufficient privilege. */
function isRefusal(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '42501';
}
