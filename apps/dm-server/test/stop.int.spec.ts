import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestDatabase } from '@dm2/cluster';
import { Waiters } from '../src/dm/waiters.js';
import { RawDevice } from './support/device.js';
import { EventStream } from './support/event-stream.js';
import { Operator } from './support/operator.js';
import { serverDatabase, startServer } from './support/server.js';
import { WebServer } from './support/web-server.js';

let database: TestDatabase;
let web: WebServer;

beforeAll(async () => {
  database = await serverDatabase('dm_stop');
  web = await WebServer.start();
});

afterAll(async () => {
  await web?.stop();
  await database?.drop();
});

describe('a server that stops', () => {
  it('releases what it holds at once, ends its streams, and is gone in under three seconds', async () => {
    const server = await startServer(database, { WSC_URL: web.url });
    const operator = new Operator(server.url);
    const devId = 'urn:test:stop';
    await operator.register(devId);
    await operator.queue(devId, [{ show: { page: 'consent', as: 'c' } }, { await: 'c', upTo: '1m' }]);
    const stream = await EventStream.open(server.url);
    const device = new RawDevice(server.url, devId);
    await device.open();
    const held = device.answer(200);
    while (server.app.get(Waiters).size === 0) await new Promise((resolve) => setImmediate(resolve));
    const begun = Date.now();
    const closed = server.close();
    expect((await held).json).toMatchObject({ CMD: [] });
    while (await stream.next()) continue;
    await closed;
    expect(Date.now() - begun).toBeLessThan(3000);

    const again = await startServer(database, { WSC_URL: web.url });
    const session = await new Operator(again.url).session(devId);
    expect(session.packages.map(({ number }) => number)).toEqual([1, 2, 3, 2]);
    await again.close();
  });
});
