import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findBinaries } from './binaries.js';
import { superviseAt } from './cluster.js';
import { ClusterError } from './cluster-error.js';
import { findPlace } from './place.js';

/** A share in the machine user's test cluster; it stays up while somebody holds one. */
export interface Lease {
  url: string;
  release(): void;
}

interface State {
  url: string;
  leasePort: number;
  token: string;
}

const idleMs = 30_000;
const patienceMs = 60_000;

/**
 * Joins the one temporary cluster in `folder`, starting it if nobody has. The lease is an open connection to the supervisor, so it
 * ends with this process; the supervisor stops the cluster when none has been open for half a minute.
 */
export async function joinSharedCluster(folder: string): Promise<Lease> {
  const place = findPlace(folder, findBinaries());
  for (const until = Date.now() + patienceMs; Date.now() < until; await pause(50)) {
    const state = readState(place.folder);
    const socket = state && (await hold(state));
    if (state && socket) return { url: state.url, release: () => socket.destroy() };
    const { reply } = await superviseAt(place, 'shared', { temporary: true, idleMs });
    if (reply.kind === 'failed') throw new ClusterError('not-started', reply.problem);
  }
  throw new ClusterError('in-use', `The test cluster in ${place.folder} neither answers nor ends.`);
}

function readState(folder: string): State | undefined {
  try {
    return JSON.parse(readFileSync(path.join(folder, 'state.json'), 'utf8')) as State;
  } catch {
    return undefined;
  }
}

async function hold(state: State): Promise<Socket | undefined> {
  const socket = connect(state.leasePort, '127.0.0.1');
  try {
    await once(socket, 'connect');
    socket.write(state.token);
    await once(socket, 'data', { signal: AbortSignal.timeout(5000) });
  } catch {
    socket.destroy();
    return undefined;
  }
  socket.on('error', () => undefined);
  socket.unref();
  return socket;
}
