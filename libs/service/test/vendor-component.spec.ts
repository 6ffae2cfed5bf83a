import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyEvent, type DmEvent } from '../src/index.js';
import { COMPONENT } from '../tools/files.js';

const secret = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;
const token = 'token-of-the-component';
const events: DmEvent[] = [];
/** What the requests so far are answered with, in their order; then 204. */
const answers: number[] = [];
let tries = 0;
let heard = () => undefined as void;

/** The check of signatures that the DM Server has. */
const receiver = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    tries += 1;
    const event = verifyEvent(request.headers, Buffer.concat(chunks).toString('utf8'), secret);
    const status = answers.shift() ?? 204;
    if (status < 300) events.push(event);
    response.writeHead(status).end();
    heard();
  });
});
let stop: () => Promise<void>;
let url: string;

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise<void>((resolve) => (heard = resolve));
}

beforeAll(async () => {
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const { port } = receiver.address() as AddressInfo;
  // As a vendor runs it: plain Node.js, nothing of ours.
  const child = spawn(process.execPath, [fileURLToPath(COMPONENT)], {
    cwd: '/',
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PORT: '0',
      WSC_API_TOKEN: token,
      EVENTS_URL: `http://127.0.0.1:${port}/internal/events`,
      INTERNAL_EVENTS_SECRET: secret,
    },
  });
  stop = async () => {
    const ended = once(child, 'exit');
    child.kill();
    await ended;
    receiver.closeAllConnections();
    receiver.close();
  };
  [url] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
});
afterAll(() => stop());

const prepare = (id: string, more: object = {}, authorization = `Bearer ${token}`) =>
  fetch(`${url}/api/v1/ui-sessions/${encodeURIComponent(id)}`, {
    method: 'PUT',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({
      page: 'consent',
      data: { title: { en: 'Update <now>?', de: 'Jetzt?' } },
      devId: 'IMEI:1',
      lang: 'en',
      expiresAt: new Date(Date.now() + 60_000).toISOString(),
      ...more,
    }),
  });
const pageOf = async (response: Response) => ((await response.json()) as { url: string }).url;

it('a component written from the document alone is taken by the check of signatures, through a failure', async () => {
  const [first, again] = [await prepare('d.u1'), await prepare('d.u1')];
  expect([first.status, again.status]).toEqual([201, 200]);
  const page = await pageOf(first);
  expect(await pageOf(again)).toBe(page);
  expect(await (await fetch(page)).text()).toContain('Update &#60;now&#62;?');
  await until(() => events.length === 1);
  answers.push(503, 503);
  const sent = await fetch(page, { method: 'POST', body: new URLSearchParams({ choice: 'accept' }) });
  expect(await sent.text()).toContain('Thank you');
  await until(() => events.length === 3);
  expect(tries).toBe(5);
  const about = { uiSessionId: 'd.u1', devId: 'IMEI:1', page: 'consent' };
  expect(events.toSorted((a, b) => a.sequence - b.sequence)).toMatchObject([
    { type: 'ui-session.opened', sequence: 1, data: about },
    { type: 'ui-session.answered', sequence: 2, data: { ...about, answers: { choice: 'accept' } } },
    { type: 'ui-session.finished', sequence: 3, data: { ...about, result: { choice: 'accept' } } },
  ]);
});

it('refuses as the document says', async () => {
  expect((await prepare('d.u2', {}, 'Bearer wrong')).status).toBe(401);
  expect((await prepare('d.u2', { page: 'survey' })).status).toBe(422);
});
