import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { displayUrl, provision, startCluster, type Cluster } from '@dm2/cluster';
import { components, type ComponentName } from './components.js';
import { ensureConsoleBundle } from './console-bundle.js';
import { devicePrograms, type DeviceOptions } from './device.js';
import { startProgram, type Program } from './program.js';
import type { Secrets } from './secrets.js';
import { bindFor, checkDevicePorts, type BoundSocket, type Ports } from './sockets.js';

/** What can be taken away from the flow, to see that it is missed. */
export const parts = ['udp', 'browser', 'wsc', 'feedback', 'repository'] as const;
export type Part = (typeof parts)[number];

export interface StackOptions {
  ports: Ports;
  host: string;
  /** Scheme and host by which others reach this machine; the ports are added. */
  publicUrl?: string;
  /** Where everything is kept. */
  folder: string;
  /** Throw the database away at the end. */
  temporary: boolean;
  secrets: Secrets;
  device: DeviceOptions;
  without?: Part;
  /** Called with what has come up. */
  onUp?: (title: string, where: string) => void;
}

/** Where the running parts are and how to be let in. */
export interface Endpoints {
  console?: string;
  dmServer: string;
  webServerComponent: string;
  dataRepository: string;
  device: string;
  /** Where the device listens for Package#0. */
  notify?: string;
  apiToken: string;
  wscToken: string;
  repositoryToken: string;
}

export interface Stack {
  endpoints: Endpoints;
  programs: readonly Program[];
  /** Database URLs of the services, by their schema. */
  databases: Readonly<Record<string, string>>;
  /** Process id of the database's supervisor, if the database is ours. */
  clusterPid?: number;
  /** Settles with a sentence when a part has ended by itself. */
  broken: Promise<string>;
  stop(): Promise<void>;
}

/** The id by which the server makes itself known in Package#0. */
export const serverId = 'dm2.example';

/** Starts the database, the four services and the device, and waits until all of them listen. Nothing is left running if one fails. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const logs = path.join(options.folder, 'logs');
  mkdirSync(logs, { recursive: true });
  const sockets = new Map<ComponentName, BoundSocket>();
  const programs: Program[] = [];
  let cluster: Cluster | undefined;
  const stop = async () => {
    for (const socket of sockets.values()) socket.release();
    // The device first, so that nobody sees its servers go.
    await Promise.all(programs.filter(({ name }) => name === 'dm-client').map((program) => program.stop()));
    await Promise.all(programs.map((program) => program.stop()));
    await cluster?.stop();
    if (options.temporary && cluster && !cluster.folder.startsWith(options.folder)) {
      rmSync(cluster.folder, { recursive: true, force: true });
    }
  };
  try {
    for (const name of ['console', 'dm-server', 'web-server-component', 'data-repository'] as const) {
      sockets.set(name, await bindFor(name, options.host, options.ports));
    }
    const devicePorts = await checkDevicePorts(options.host, options.ports);
    const bundle = ensureConsoleBundle(logs);
    const database = await openDatabase(options);
    cluster = database.cluster;
    const urls = urlsOf(sockets, options);
    const environment = environments(options, urls, database.urls);
    const begin = async (name: ComponentName, args?: string[], env: Record<string, string> = {}) => {
      const socket = sockets.get(name);
      const program = await startProgram({
        name,
        env: { ...environment[name], ...env },
        logs,
        ...(args ? { args } : {}),
        ...(socket ? { socket } : {}),
      });
      programs.push(program);
      options.onUp?.(components[name].title, urls[name] ?? program.listening.url);
      return program;
    };
    const all = ['dm-server', 'web-server-component', 'data-repository'] as const;
    const services = all.filter((name) => !isWithout(options.without, name));
    // Nobody listens where a part is away: who asks for it is refused at once.
    for (const name of all) if (!services.includes(name)) sockets.get(name)?.release();
    await allOf(services.map((name) => begin(name)));
    await bundle;
    const device = devicePrograms(options, `${urls['dm-server']}/dm`, devicePorts);
    const [program] = await allOf([begin('dm-client', device.args, device.env), begin('console')]);
    return {
      endpoints: {
        console: urls.console,
        dmServer: urls['dm-server'],
        webServerComponent: urls['web-server-component'],
        dataRepository: urls['data-repository'],
        device: program?.listening.url ?? '',
        ...(program?.listening.notify ? { notify: program.listening.notify } : {}),
        apiToken: options.secrets.apiToken,
        wscToken: options.secrets.wscToken,
        repositoryToken: options.secrets.repositoryToken,
      },
      programs,
      databases: database.urls,
      ...(cluster ? { clusterPid: cluster.pid } : {}),
      broken: Promise.race([
        ...programs.map(
          async ({ name, ended }) => `The ${components[name].title} has ended (${await ended}).`,
        ),
        ...(cluster ? [cluster.ended.then(() => 'The database has ended.')] : []),
      ]),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Like Promise.all, but waits for the others before it fails, so that all that was started is known and can be stopped. */
async function allOf<T>(promises: Promise<T>[]): Promise<T[]> {
  const results = await Promise.allSettled(promises);
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason as Error;
    return result.value;
  });
}

function isWithout(without: Part | undefined, name: ComponentName): boolean {
  return (
    (without === 'wsc' && name === 'web-server-component') ||
    (without === 'repository' && name === 'data-repository')
  );
}

async function openDatabase(
  options: StackOptions,
): Promise<{ urls: Record<string, string>; cluster?: Cluster }> {
  const services = Object.entries(options.secrets.database).map(([name, password]) => ({ name, password }));
  const given = process.env['DATABASE_URL'];
  if (given) {
    const { urls } = await provision(given, { services });
    options.onUp?.('PostgreSQL', displayUrl(given));
    return { urls };
  }
  const cluster = await startCluster({
    dataDir: path.join(options.folder, 'postgres'),
    temporary: options.temporary,
  });
  try {
    const { urls } = await provision(cluster.url, { services, database: 'dm2' });
    options.onUp?.('PostgreSQL', `${displayUrl(urls['dm_server'] ?? cluster.url)} (embedded)`);
    return { urls, cluster };
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

type ServiceUrls = Record<Exclude<ComponentName, 'dm-client'>, string> & Partial<Record<'dm-client', string>>;

function urlsOf(sockets: Map<ComponentName, BoundSocket>, options: StackOptions): ServiceUrls {
  const base = options.publicUrl ?? `http://${reachable(options.host)}`;
  const url = (name: ComponentName) => `${base}:${sockets.get(name)?.port ?? components[name].port}`;
  return {
    console: url('console'),
    'dm-server': url('dm-server'),
    'web-server-component': url('web-server-component'),
    'data-repository': url('data-repository'),
  };
}

/** An address to connect to, for one to listen on. */
export function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

/** Nothing listens there. */
const nowhere = 'http://127.0.0.1:9';

function environments(
  options: StackOptions,
  urls: ServiceUrls,
  database: Record<string, string>,
): Record<ComponentName, Record<string, string>> {
  const { secrets, without } = options;
  const service = (name: Exclude<ComponentName, 'dm-client'>, schema?: string) => ({
    HOST: options.host,
    PUBLIC_URL: urls[name],
    ...(schema ? { DATABASE_URL: database[schema] ?? '', DATABASE_SCHEMA: schema } : {}),
  });
  const events = {
    EVENTS_URL: `${urls['dm-server']}/internal/events`,
    INTERNAL_EVENTS_SECRET: secrets.eventsSecret,
  };
  return {
    'dm-server': {
      ...service('dm-server', 'dm_server'),
      DM_API_TOKEN: secrets.apiToken,
      DM_SECRET_KEY: secrets.secretKey,
      DM_SERVER_ID: serverId,
      INTERNAL_EVENTS_SECRET: secrets.eventsSecret,
      WSC_URL: without === 'wsc' ? nowhere : urls['web-server-component'],
      WSC_API_TOKEN: secrets.wscToken,
      REPOSITORY_PUBLIC_URL: without === 'repository' ? nowhere : urls['data-repository'],
      REPOSITORY_URL_KEY: secrets.repositoryUrlKey,
    },
    'web-server-component': {
      ...service('web-server-component', 'web_server_component'),
      WSC_API_TOKEN: secrets.wscToken,
      ...events,
      ...(without === 'feedback' ? { EVENTS_URL: `${nowhere}/internal/events` } : {}),
    },
    'data-repository': {
      ...service('data-repository', 'data_repository'),
      REPOSITORY_API_TOKEN: secrets.repositoryToken,
      REPOSITORY_URL_KEY: secrets.repositoryUrlKey,
      OBJECT_DIR: path.join(options.folder, 'objects'),
      ...events,
    },
    console: {
      ...service('console'),
      DM_SERVER_URL: urls['dm-server'],
      DATA_REPOSITORY_URL: without === 'repository' ? nowhere : urls['data-repository'],
      REPOSITORY_API_TOKEN: secrets.repositoryToken,
      WEB_SERVER_COMPONENT_URL: without === 'wsc' ? nowhere : urls['web-server-component'],
      WSC_API_TOKEN: secrets.wscToken,
      CONSOLE_SESSION_KEY: secrets.consoleKey,
    },
    'dm-client': {},
  };
}
