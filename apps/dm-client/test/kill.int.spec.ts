import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findInstance, nodeAt, type StoredNode } from '@dm2/client-engine';
import { MOID } from '@dm2/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileDeviceStore } from '../src/adapters/file-store.js';

/** Devices that are killed at the same time, and how often each. */
const LANES = 4;
const KILLS = 25;
const program = fileURLToPath(new URL('../bin/dm-client.mjs', import.meta.url));

/** What one HGET stores: three places, one of them too long to be kept in the tree. They belong together. */
const long = (n: number) => String(n).repeat(80_000 / String(n).length);
const items = (n: number) => [
  { ClientURI: `${MOID.demo}/demo/Level`, MOData: { Level: n } },
  { ClientURI: `${MOID.demo}/demo/Items/first`, MOData: { first: { Label: String(n), Count: n } } },
  { ClientURI: `${MOID.demo}/demo/Name`, MOData: { Name: long(n) } },
];

/** A DM Server whose session never ends: each package stores the next number. */
class Counting {
  /** The last number asked for, and the last one that the device has said it stored. */
  asked = 0;
  answered = 0;
  private readonly server: Server;
  private requests = 0;
  private waiting: { at: number; reached: () => void } | undefined;

  constructor() {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        this.requests += 1;
        if (this.waiting && this.requests >= this.waiting.at) this.waiting.reached();
        if (request.method === 'GET') {
          response
            .writeHead(200, { 'content-type': 'application/dmmo+json' })
            .end(JSON.stringify(items(Number(request.url?.slice(1)))));
          return;
        }
        const { Status } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as {
          Status?: { sc: number }[];
        };
        if (Status) {
          expect(Status.map(({ sc }) => sc)).toEqual([200]);
          this.answered = this.asked;
        }
        this.asked += 1;
        response
          .writeHead(200, { 'content-type': 'application/vnd.oma.dm.request+json' })
          .end(JSON.stringify({ CMD: [['HGET', `${this.base}/${this.asked}`]] }));
      });
    });
  }

  async start(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  get base(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Resolves when so many more requests have come. */
  async after(requests: number): Promise<void> {
    await new Promise<void>((reached) => (this.waiting = { at: this.requests + requests, reached }));
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

let directory: string;
const servers: Counting[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'dm2-killed-'));
});

afterEach(async () => {
  await Promise.all(servers.splice(0).map(async (server) => server.close()));
  rmSync(directory, { recursive: true, force: true });
});

/** What the files say that are left. */
async function stored(
  state: string,
): Promise<{ level: unknown; label: unknown; count: unknown; name: string }> {
  const device = await new FileDeviceStore(state).load();
  const demo = device && findInstance(device, MOID.demo, 'demo');
  const at = (...path: string[]): StoredNode | undefined => demo && nodeAt(demo.root, path);
  const valueAt = (...path: string[]) => {
    const node = at(...path);
    return node && 'value' in node ? node.value : undefined;
  };
  const name = at('Name');
  if (!name) throw new Error('there is no Name');
  let text = 'value' in name ? String(name.value) : '';
  if ('blob' in name) {
    const file = join(state, 'blobs', name.blob.sha256);
    expect(existsSync(file)).toBe(true);
    text = readFileSync(file, 'utf8');
    expect(createHash('sha256').update(text).digest('hex')).toBe(name.blob.sha256);
  }
  return {
    level: valueAt('Level'),
    label: valueAt('Items', 'first', 'Label'),
    count: valueAt('Items', 'first', 'Count'),
    name: text,
  };
}

/** One device, killed again and again; each start goes on from what the kill left. */
async function lane(number: number): Promise<number> {
  const server = new Counting();
  servers.push(server);
  await server.start();
  const state = join(directory, String(number));
  let between = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const moment = server.after((kill === 0 ? 3 : 2) + Math.floor(Math.random() * 7));
    const child = spawn(
      process.execPath,
      [program, 'session', '--server', `${server.base}/dm`, '--state', state, '--browser', 'none'],
      { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, NODE_OPTIONS: '' } },
    );
    const exited = once(child, 'exit');
    await Promise.race([moment, exited]);
    // Anywhere in the command that has begun, or shortly after it.
    setTimeout(() => child.kill('SIGKILL'), Math.random() * 12);
    const [, signal] = (await exited) as [number | null, string | null];
    expect(signal).toBe('SIGKILL');
    const { level, label, count, name } = await stored(state);
    const n = Number(level);
    expect([String(label), count, name]).toEqual([label, n, long(n)]);
    expect(label).toBe(String(n));
    // What was answered for is there; what came after it is there wholly or not at all.
    expect(n).toBeGreaterThanOrEqual(server.answered);
    expect(n).toBeLessThanOrEqual(server.asked);
    if (n > server.answered) between += 1;
  }
  return between;
}

describe('a device that is killed at a random moment (TS 3.2: a command is atomic)', () => {
  it(`has the tree before or after a command, ${LANES * KILLS} times`, async () => {
    const between = await Promise.all(Array.from({ length: LANES }, async (_, i) => lane(i)));
    expect(between).toHaveLength(LANES);
  }, 300_000);
});
