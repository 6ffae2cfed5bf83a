import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findBinaries } from './binaries.js';
import { ClusterError } from './cluster-error.js';
import { findPlace, type Place } from './place.js';

/** A running embedded PostgreSQL. */
export interface Cluster {
  /** Superuser, database `postgres`. */
  url: string;
  /** Where the data really is (see {@link findPlace}). */
  folder: string;
  /** The supervisor's process id. */
  pid: number;
  /** Stops the server and waits for it. */
  stop(): Promise<void>;
  /** Settles when the supervisor has ended, whoever ended it. */
  ended: Promise<void>;
}

export interface ClusterOptions {
  /** Folder of the cluster: `data`, `password`, `postgres.log`, `lock`. Made when missing. */
  dataDir: string;
  /** Throw the data away at start and stop, and don't wait for the disk: for tests and the demo. */
  temporary?: boolean;
  /** More settings of the server. */
  settings?: Record<string, string | number>;
}

/** What the supervisor says first. */
export type SupervisorReply =
  | { kind: 'ready'; url: string }
  | { kind: 'busy'; pid: number; owner: number; ownerAlive: boolean }
  | { kind: 'failed'; problem: string };

const unsafe = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/** How long a supervisor may take to stop the server of a launcher that was killed a moment ago. */
const handOverMs = 20_000;

/**
 * Starts PostgreSQL in `dataDir` under a detached supervisor that stops it when this process ends, however it ends.
 * @throws {ClusterError} with one sentence that says what to do
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const place = findPlace(options.dataDir, findBinaries());
  for (const until = Date.now() + handOverMs; ;) {
    const { child, reply } = await superviseAt(place, 'pipe', options);
    switch (reply.kind) {
      case 'ready':
        return clusterOf(child, reply.url, place.folder);
      case 'failed':
        throw new ClusterError('not-started', reply.problem);
      case 'busy':
        if (reply.ownerAlive || Date.now() > until) {
          throw new ClusterError(
            'in-use',
            `The database in ${place.folder} is in use by process ${reply.owner}; stop that one first (kill ${reply.owner}).`,
          );
        }
        await pause(50); // its launcher was killed: the supervisor is stopping the server
    }
  }
}

function clusterOf(child: ChildProcess, url: string, folder: string): Cluster {
  const ended =
    child.exitCode !== null || child.signalCode !== null
      ? Promise.resolve()
      : once(child, 'exit').then(() => undefined);
  return {
    url,
    folder,
    pid: child.pid ?? 0,
    ended,
    async stop() {
      child.ref(); // nothing else may keep this process alive while it waits
      child.stdin?.end();
      await ended;
    },
  };
}

/** Starts a supervisor and waits for its first word. */
export async function superviseAt(
  place: Place,
  mode: 'pipe' | 'shared',
  options: { temporary?: boolean; settings?: Record<string, string | number>; idleMs?: number },
): Promise<{ child: ChildProcess; reply: SupervisorReply }> {
  const configuration = {
    ...place.runAs,
    folder: place.folder,
    initdb: place.initdb,
    postgres: place.postgres,
    owner: process.pid,
    mode,
    idleMs: options.idleMs ?? 0,
    temporary: options.temporary ?? false,
    settings: { ...(options.temporary ? unsafe : {}), ...options.settings },
  };
  const child = spawn(process.execPath, [fileURLToPath(new URL('../bin/supervisor.mjs', import.meta.url))], {
    detached: true,
    cwd: place.folder,
    stdio: [mode === 'pipe' ? 'pipe' : 'ignore', 'pipe', 'ignore'],
    env: { PATH: process.env['PATH'], DM2_CLUSTER: JSON.stringify(configuration) },
  });
  child.stdin?.on('error', () => undefined);
  child.unref();
  const reply = await firstWord(child);
  child.stdout?.destroy();
  return { child, reply };
}

async function firstWord(child: ChildProcess): Promise<SupervisorReply> {
  if (!child.stdout) return { kind: 'failed', problem: 'The supervisor has no output.' };
  for await (const line of createInterface({ input: child.stdout })) {
    const message = JSON.parse(line) as {
      ready?: { url: string };
      busy?: { pid: number; owner: number; ownerAlive: boolean };
      failed?: string;
    };
    if (message.ready) return { kind: 'ready', url: message.ready.url };
    if (message.busy) return { kind: 'busy', ...message.busy };
    if (message.failed !== undefined) return { kind: 'failed', problem: message.failed };
  }
  return { kind: 'failed', problem: 'The supervisor of the embedded PostgreSQL ended without a word.' };
}
