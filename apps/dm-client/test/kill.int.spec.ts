import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  blobsOf,
  findInstance,
  nodeAt,
  treeProblems,
  type StoredDevice,
  type StoredNode,
} from '@dm2/client-engine';
import { MOID, STANDARD_DDFS } from '@dm2/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileDeviceStore } from '../src/adapters/file-store.js';
import { AFTER, ChangingServer, long, type Marks } from './support/changing-server.js';

/** Devices that are killed at the same time, and how often each. */
const LANES = 4;
const KILLS = 25;
const program = fileURLToPath(new URL('../bin/dm-client.mjs', import.meta.url));

let directory: string;
const servers: ChangingServer[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'dm2-killed-'));
});

afterEach(async () => {
  await Promise.all(servers.splice(0).map(async (server) => server.close()));
  rmSync(directory, { recursive: true, force: true });
});

/** The numbers in the files that are left; the tree is as described, and every blob is there whole. */
async function marksOf(state: string): Promise<Marks> {
  const device = await new FileDeviceStore(state).load();
  if (!device) throw new Error('there is no device');
  expect(treeProblems(device, STANDARD_DDFS)).toEqual([]);
  for (const sha256 of blobsOf(device)) {
    const bytes = readFileSync(join(state, 'blobs', sha256));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
  }
  const level = Number(leaf(device, MOID.demo, 'demo', 'Level'));
  const first = ['Items', 'first'];
  // One HGET stored them: they belong together. Until the first they are what the factory made them.
  if (level !== FACTORY.data)
    expect([
      leaf(device, MOID.demo, 'demo', ...first, 'Label'),
      leaf(device, MOID.demo, 'demo', ...first, 'Count'),
      nameOf(device, state),
    ]).toEqual([String(level), level, long(level)]);
  const application = ['mark', 'Permissions', 'x2', 'MAID'];
  const maid = leaf(device, MOID.accessControl, 'dac', MOID.demo, 'demo', ...application);
  const extra = leaf(device, MOID.demo, 'demo', 'Items', 'extra', 'Label');
  const [subscription, ...others] = device.subscriptions;
  expect(others).toEqual([]);
  return {
    data: level,
    rule: Number(/^appid:(\d+)$/.exec(String(maid))?.[1] ?? 0),
    receiver: Number(/\/report\/(\d+)$/.exec(subscription?.serverUri ?? '')?.[1] ?? 0),
    extra: extra === undefined ? undefined : Number(extra),
  };
}

/** As the factory made the device: `Level` is 5 then, a number that no package has. */
const FACTORY: Marks = { data: 5, rule: 0, receiver: 0, extra: undefined };

function at(
  device: StoredDevice,
  moid: string,
  miid: string,
  path: readonly string[],
): StoredNode | undefined {
  const instance = findInstance(device, moid, miid);
  return instance && nodeAt(instance.root, path);
}

function leaf(device: StoredDevice, moid: string, miid: string, ...path: string[]): unknown {
  const node = at(device, moid, miid, path);
  return node && 'value' in node ? node.value : undefined;
}

function nameOf(device: StoredDevice, state: string): string {
  const name = at(device, MOID.demo, 'demo', ['Name']);
  return name && 'blob' in name ? readFileSync(join(state, 'blobs', name.blob.sha256), 'utf8') : '';
}

/** Every state on the way from one, command by command; the first that a device can have which answered so many packages. */
function way(
  from: Marks,
  packages: readonly number[],
  answered: number,
): { states: Marks[]; earliest: number } {
  const states = [from];
  let before = from;
  for (const n of packages)
    for (const after of AFTER) {
      before = after(before, n);
      states.push(before);
    }
  return { states, earliest: answered * AFTER.length };
}

/** One device, killed again and again; each start goes on from what the kill left. How often that was within a package. */
async function lane(number: number): Promise<number> {
  const server = new ChangingServer();
  server.latest = 100;
  servers.push(server);
  await server.start();
  const state = join(directory, String(number));
  let marks = FACTORY;
  let within = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    server.asked = [];
    server.answered = 0;
    const moment = server.after(2 + Math.floor(Math.random() * 8));
    const child = spawn(
      process.execPath,
      [program, 'session', '--server', `${server.base}/dm`, '--state', state, '--browser', 'none'],
      { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, NODE_OPTIONS: '' } },
    );
    const exited = once(child, 'exit');
    await Promise.race([moment, exited]);
    // Anywhere in the command that has begun, or shortly after it.
    setTimeout(() => child.kill('SIGKILL'), Math.random() * 15);
    const [, signal] = (await exited) as [number | null, string | null];
    expect(signal).toBe('SIGKILL');
    marks = await marksOf(state).then((left) => {
      const { states, earliest } = way(marks, server.asked, server.answered);
      // What was answered for is there; of what came after it the first commands are, wholly, and no other.
      expect(states.slice(earliest)).toContainEqual(left);
      const index = states.findLastIndex((one) => JSON.stringify(one) === JSON.stringify(left));
      if (index % AFTER.length !== 0) within += 1;
      return left;
    });
  }
  expect(server.failures).toEqual([]);
  expect(server.reports).toBeGreaterThan(0);
  return within;
}

describe('a device that is killed at a random moment (TS 3.2: a command is atomic)', () => {
  it(`has the tree before or after a command, ${LANES * KILLS} times`, async () => {
    const within = await Promise.all(Array.from({ length: LANES }, async (_, i) => lane(i)));
    // Many of the kills came between two commands of one package, or in one.
    expect(within.reduce((sum, count) => sum + count)).toBeGreaterThan(LANES);
  }, 600_000);
});
