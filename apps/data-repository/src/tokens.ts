import type { ServiceContext } from '@dm2/service';
import type { Config } from './config.js';

/** Injection tokens of what is no class of Nest's. */
export const CONFIG = Symbol('Config');
export const DATABASE = Symbol('DataSource');
export const JOBS = Symbol('PgBoss');
export const POOL = Symbol('pg.Pool');
export const RUNTIME = Symbol('ServiceContext');
export const OUTBOX = Symbol('EventOutbox');
export const STORE = Symbol('ObjectStore');

export type Runtime = ServiceContext<Config>;
