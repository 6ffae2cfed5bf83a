import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TestDatabase } from '@dm2/cluster';
import type { RunningService } from '@dm2/service';
import { DEV_INFO, RawDevice } from './support/device.js';
import { Operator } from './support/operator.js';
import { serverDatabase, SETTINGS, startServer } from './support/server.js';

const component = fileURLToPath(new URL('../../../docs/examples/web-server-component.mjs', import.meta.url));
let database: TestDatabase;
let server: RunningService;
let child: ChildProcess;

/** Either side has to know the other's address, so one of them is settled beforehand. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

beforeAll(async () => {
  database = await serverDatabase('dm_vendor');
  const port = await freePort();
  server = await startServer(database, { WSC_URL: `http://127.0.0.1:${port}` });
  child = spawn(process.execPath, [component], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PORT: String(port),
      WSC_API_TOKEN: SETTINGS.WSC_API_TOKEN,
      EVENTS_URL: `${server.url}/internal/events`,
      INTERNAL_EVENTS_SECRET: SETTINGS.INTERNAL_EVENTS_SECRET,
    },
  });
  if (!child.stdout) throw new Error('no output');
  await once(createInterface({ input: child.stdout }), 'line');
});

afterAll(async () => {
  child?.kill();
  await server?.close();
  await database?.drop();
});

it('the Web Server Component of docs/internal-interface.md carries a consent from SHOW to the task', async () => {
  const operator = new Operator(server.url);
  const devId = 'urn:test:vendor:1';
  await operator.register(devId);
  const taskId = await operator.queue(devId, [
    { show: { page: 'consent', data: { title: 'Update?' }, as: 'consent' } },
    { await: 'consent', upTo: '20s', otherwise: 'fail' },
    { when: { 'consent.choice': 'accept' }, commands: [['GET', `${DEV_INFO}FwV`]] },
  ]);
  const device = new RawDevice(server.url, devId);
  const [show] = (await device.open()).commands;
  expect(show?.[0]).toBe('SHOW');
  const page = show?.[1] ?? '';
  expect(await (await fetch(page)).text()).toContain('Update?');
  const held = device.answer(200);
  await fetch(page, { method: 'POST', body: new URLSearchParams({ choice: 'accept' }) });
  expect((await held).commands).toEqual([['GET', `${DEV_INFO}FwV`]]);
  await device.answer(204);
  expect((await operator.task(taskId)).state).toBe('succeeded');
});
