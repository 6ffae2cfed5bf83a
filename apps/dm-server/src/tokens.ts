/** What is injected by name: constructor parameters say `@Inject(TOKEN)`, nothing relies on type metadata. */
export const CONFIG = Symbol('ServerConfig');
export const LOG = Symbol('Logger');
export const POOL = Symbol('Pool');
export const JOBS = Symbol('PgBoss');
/** A function: the URL is known once the service listens. */
export const PUBLIC_URL = Symbol('PublicUrl');
