import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

const SECRET = Buffer.from('secret of the account');
const state = mkdtempSync(join(tmpdir(), 'dm2-notified-'));
const udp = createSocket('udp4');
/** The bodies of every Package#1 that came. */
const opened: string[] = [];
let server: Server;
let device: ChildProcess;
let screen: string;
let port: number;

/** A Package#0 by hand (TS 7.1.1): header, SERVER-ID, NOTIFICATION-ID, SHA256-DIGEST, TIMESTAMP, REQ-MOS. */
function package0(
  notificationId: number,
  options: { secret?: Buffer; serverId?: string; version?: number } = {},
): Buffer {
  const serverId = Buffer.from(options.serverId ?? 'dms.example');
  const option = (delta: number, value: Buffer) =>
    Buffer.concat([Buffer.from([(delta << 4) | (value.length >> 8), value.length & 0xff]), value]);
  const two = Buffer.from([notificationId >> 8, notificationId & 0xff]);
  const time = Buffer.alloc(4);
  time.writeUInt32BE(Math.floor(Date.now() / 1000));
  const header = Buffer.from([((options.version ?? 2) << 4) | (5 >> 1), (5 & 1) << 7]);
  const before = Buffer.concat([header, option(1, serverId), option(2, two)]);
  const after = Buffer.concat([option(1, time), option(1, Buffer.alloc(0))]);
  const digestAt = before.length + 2;
  const whole = Buffer.concat([before, option(1, Buffer.alloc(32)), after]);
  createHash('sha256')
    .update(options.secret ?? SECRET)
    .update(whole)
    .digest()
    .copy(whole, digestAt);
  return whole;
}

async function send(bytes: Buffer): Promise<void> {
  await new Promise<void>((resolve, reject) =>
    udp.send(bytes, port, '127.0.0.1', (error) => (error ? reject(error) : resolve())),
  );
}

interface LogRecord {
  type: string;
  data: { notificationId?: number; reason?: string };
}

async function log(type: string): Promise<LogRecord[]> {
  const { items } = (await (await fetch(`${screen}/api/v1/log`)).json()) as { items: LogRecord[] };
  return items.filter((record) => record.type === type);
}

/** Sends something that is to be dropped, and waits until the device has said so. */
async function dropped(bytes: Buffer): Promise<string> {
  const before = (await log('notification.dropped')).length;
  await send(bytes);
  return vi.waitFor(
    async () => {
      const records = await log('notification.dropped');
      expect(records.length).toBe(before + 1);
      return records.at(-1)?.data.reason ?? '';
    },
    { timeout: 10_000, interval: 20 },
  );
}

async function start(): Promise<void> {
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/dm`;
  device = spawn(
    process.execPath,
    [
      fileURLToPath(new URL('../bin/dm-client.mjs', import.meta.url)),
      'run',
      '--server',
      endpoint,
      '--server-id',
      'dms.example',
      '--notify-secret',
      SECRET.toString('base64'),
      '--notify',
      'udp://127.0.0.1:0',
      '--screen',
      '127.0.0.1:0',
      '--browser',
      'none',
      '--state',
      state,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_OPTIONS: '' } },
  );
  if (!device.stdout) throw new Error('no output');
  for await (const line of createInterface({ input: device.stdout })) {
    const { url, notify } = JSON.parse(line) as { url: string; notify: string };
    screen = url;
    port = Number(new URL(notify).port);
    break;
  }
}

async function stop(signal: NodeJS.Signals): Promise<void> {
  const ended = once(device, 'exit');
  device.kill(signal);
  await ended;
}

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      opened.push(body);
      response
        .writeHead(200, { 'content-type': 'application/vnd.oma.dm.request+json' })
        .end('{"CMD":[["END"]]}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  await start();
}, 60_000);

afterAll(async () => {
  await stop('SIGTERM');
  udp.close();
  server.closeAllConnections();
  server.close();
  rmSync(state, { recursive: true, force: true });
});

describe('a Package#0 (TS 5.2.1)', () => {
  it('with the right digest makes the device open a session that names it', async () => {
    await send(package0(4711));
    await vi.waitFor(() => expect(opened).toHaveLength(1), { timeout: 10_000, interval: 20 });
    const { Alert } = JSON.parse(opened[0] ?? '') as { Alert: { AlertType: string; Data?: object }[] };
    expect(Alert[0]).toEqual({
      AlertType: 'urn:oma:at:dm:2.0:ServerInitiatedMgmt',
      DataType: 'application/json',
      Data: { 'NOTIFICATION-ID': 4711 },
    });
  });

  it.each([
    ['a duplicate', () => package0(4711), /duplicate/],
    ['a wrong digest', () => package0(4712, { secret: Buffer.from('another') }), /digest/],
    ['a stranger', () => package0(4713, { serverId: 'stranger.example' }), /account/],
    ['another version', () => package0(4714, { version: 1 }), /VER/],
    ['rubbish', () => Buffer.from('rubbish'), /Package#0/],
    ['a cut one', () => package0(4715).subarray(0, 30), /Package#0/],
  ])('is dropped if it is %s, and the reason is in the log', async (_what, make, reason) => {
    expect(await dropped(make())).toMatch(reason);
    expect(opened).toHaveLength(1);
  });

  it('that was taken before the device was killed is still a duplicate afterwards', async () => {
    await stop('SIGKILL');
    await start();
    expect(await dropped(package0(4711))).toMatch(/duplicate/);
    await send(package0(4716));
    await vi.waitFor(() => expect(opened).toHaveLength(2), { timeout: 10_000, interval: 20 });
  });
});
