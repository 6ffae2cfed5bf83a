import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MEDIA, MOID } from '@dm2/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FileDeviceStore } from '../src/adapters/file-store.js';
import { running, type Running } from './support/dm-client.js';

const demo = (path: string) => `${MOID.demo}//${path}`;
let folder: string;
let server: Server;
let base: string;
/** What the DM Server says to each package, and a receiver to each report. */
let packages: string[][][];
let receiver: { status: number; headers?: Record<string, string> };
let received: { method: string; url: string; contentType: string; body: string }[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dm2-reports-'));
  [packages, receiver, received] = [[], { status: 204 }, []];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      received.push({
        method,
        url,
        contentType: headers['content-type'] ?? '',
        body: Buffer.concat(chunks).toString(),
      });
      if (method === 'POST')
        response
          .writeHead(200, { 'content-type': MEDIA.request })
          .end(JSON.stringify({ CMD: packages.shift() ?? [['END']] }));
      else if (method === 'PUT') response.writeHead(receiver.status, receiver.headers).end();
      else response.writeHead(200, { 'content-type': 'text/plain' }).end(url.slice(1));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

const of = (method: string) => received.filter((request) => request.method === method);
const device = async () => running('--server', `${base}/dm`, '--state', folder, '--browser', 'none');

/** How many sessions of a device are over. */
async function ended({ url }: Running): Promise<number> {
  const { items } = (await (await fetch(`${url}/api/v1/log`)).json()) as { items: { type: string }[] };
  return items.filter(({ type }) => type === 'session.ended').length;
}

/** A session that the device opens, to its end. */
async function open(running: Running, ...commands: string[][][]): Promise<void> {
  const before = await ended(running);
  packages.push(...commands);
  await fetch(`${running.url}/api/v1/sessions`, { method: 'POST' });
  await vi.waitFor(async () => expect(await ended(running)).toBe(before + 1), {
    timeout: 20_000,
    interval: 20,
  });
}

/** What the device holds to be known to the subscriber, durably. */
async function reported(): Promise<string | undefined> {
  return (await new FileDeviceStore(folder).load())?.subscriptions[0]?.reported;
}

describe('change reports (TS 5.3.11)', () => {
  it('are one PUT for the changes of a package, and survive a kill when they could not be delivered', async () => {
    receiver = { status: 503 };
    let running = await device();
    await open(running, [
      ['SUB', `${base}/reports`, demo('')],
      ['HGET', `${base}/7`, demo('Level')],
      ['HGET', `${base}/renamed`, demo('Name')],
    ]);
    await vi.waitFor(() => expect(of('PUT').length).toBeGreaterThan(0), { timeout: 20_000 });
    await running.stop('SIGKILL');
    const [first] = of('PUT');
    expect([first?.url, first?.contentType]).toEqual(['/reports', MEDIA.mo]);
    expect(first?.body).toContain('"Name":"renamed","Level":7');

    const undelivered = await reported();
    receiver = { status: 204 };
    received = [];
    running = await device();
    await vi.waitFor(() => expect(of('PUT')).toHaveLength(1), { timeout: 20_000 });
    expect(of('PUT')[0]?.body).toBe(first?.body);
    await vi.waitFor(async () => expect(await reported()).not.toBe(undelivered), { timeout: 20_000 });
    // It was delivered, and the subscription goes on, also over another kill.
    await running.stop('SIGKILL');
    running = await device();
    await open(running, [['HGET', `${base}/8`, demo('Level')]]);
    await vi.waitFor(() => expect(of('PUT')).toHaveLength(2), { timeout: 20_000 });
    expect(of('PUT')[1]?.body).toContain('"Level":8');
    await open(running, [
      ['UNSUB', demo('')],
      ['HGET', `${base}/9`, demo('Level')],
    ]);
    await running.stop();
    expect(of('PUT')).toHaveLength(2);
  });

  it('come again in a format that the receiver names', async () => {
    receiver = { status: 415, headers: { 'OMADM-Accept': 'text/plain' } };
    const running = await device();
    await open(running, [
      ['SUB', `${base}/reports`, demo('Name')],
      ['HGET', `${base}/renamed`, demo('Name')],
    ]);
    await vi.waitFor(() => expect(of('PUT')).toHaveLength(2), { timeout: 20_000 });
    await running.stop();
    expect(of('PUT').map(({ contentType, body }) => [contentType.split(';')[0], body])).toEqual([
      [MEDIA.mo, expect.stringContaining('renamed')],
      ['text/plain', 'renamed'],
    ]);
  });
});

describe('asynchronous reporting (TS 5.3.5, 5.4.1)', () => {
  it('is an alert about the node in a new session, at the ServerURI that the EXEC named', async () => {
    const running = await device();
    packages.push([['EXEC', demo('Actions/Reset'), `${base}/results?device=[DevID]`]]);
    await fetch(`${running.url}/api/v1/sessions`, { method: 'POST' });
    await vi.waitFor(() => expect(of('POST')).toHaveLength(3), { timeout: 20_000 });
    await running.stop();
    const [, answer, alert] = of('POST');
    expect(answer?.body).toBe('{"Status":[{"sc":202}]}');
    expect(alert?.url).toBe('/results?device=IMEI%3A490154203237518');
    expect(JSON.parse(alert?.body ?? '')).toMatchObject({
      Alert: [
        { AlertType: 'urn:oma:at:dm:2.0:ClientInitiatedMgmt' },
        { SourceURI: `${MOID.demo}/demo/Actions/Reset`, Data: { result: 200 } },
      ],
    });
  });
});
