import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestDatabase } from '@dm2/cluster';
import type { RunningService } from '@dm2/service';
import { DEV_INFO, RawDevice } from './support/device.js';
import { Operator } from './support/operator.js';
import { serverDatabase, SETTINGS, startServer } from './support/server.js';

interface Listed {
  readonly devId: string;
  readonly lastSeenAt: string | null;
  readonly lastNotification: { readonly state: string; readonly reason: string | null } | null;
}

let database: TestDatabase;
let server: RunningService;
let operator: Operator;

beforeAll(async () => {
  database = await serverDatabase('dm_device_search');
  server = await startServer(database);
  operator = new Operator(server.url);
});

afterAll(async () => {
  await server?.close();
  await database?.drop();
});

const list = async (query: string) =>
  (await operator.request('GET', `/devices?${query}`)).body<{ items: Listed[]; next: string | null }>();
const found = async (query: string) => (await list(query)).items.map(({ devId }) => devId);
const address = { transport: 'udp', host: '127.0.0.1', port: 9 };

describe('devices are found', () => {
  const open = 'urn:Search:OPEN';
  const ended = 'urn:Search:ended';
  const never = 'urn:Search:100%_never';

  beforeAll(async () => {
    await operator.register(open);
    await operator.queue(open, [{ commands: [['GET', DEV_INFO]] }]);
    await new RawDevice(server.url, open).open();
    await operator.request('POST', '/devices', {
      devId: ended,
      auth: { scheme: 'none' },
      notification: address,
    });
    await new RawDevice(server.url, ended, undefined).open();
    await operator.register(never, { notification: { ...address, host: 'does-not-resolve.invalid' } });
  });

  it.each([
    ['search=search:', [never, ended, open]],
    ['search=urn:search:o&match=begins', [open]],
    ['search=ended&match=begins', []],
    ['search=ENDED', [ended]],
    ['search=100%25_', [never]],
    ['search=0%25n', []],
    ['session=open', [open]],
    ['session=none', [never, ended]],
    ['scheme=none', [ended]],
    ['transport=none', [open]],
    ['transport=udp', [never, ended]],
    ['seen=never', [never]],
    ['seen=ever', [ended, open]],
    ['sort=seen', [ended, open, never]],
    ['scheme=none&transport=none', []],
  ])('by %s', async (query, expected) => {
    expect(await found(query)).toEqual(expected);
  });

  it('by when they were seen, to the instant', async () => {
    const { items } = await list('search=ended');
    const at = encodeURIComponent(items[0]?.lastSeenAt ?? '');
    expect(await found(`seenAfter=${at}`)).toEqual([ended]);
    expect(await found(`seenBefore=${at}`)).toEqual([open]);
  });

  it('by how far the last notification came, not an earlier one', async () => {
    expect(await found('notified=never')).toEqual([never, ended, open]);
    await operator.queue(open, [{ commands: [['GET', DEV_INFO]] }], { notify: true });
    expect(await found('notified=failed')).toEqual([open]);
    expect((await list('search=open')).items[0]?.lastNotification).toMatchObject({
      state: 'failed',
      reason: 'no-address',
    });
    await operator.request('PATCH', `/devices/${open}`, { notification: address });
    await operator.request('POST', `/devices/${open}/notifications`, {});
    expect(await found('notified=failed')).toEqual([]);
    expect(await found('notified=never')).toEqual([never, ended]);
  });

  it.each(['registered', 'seen'])('page by page, sorted by %s, each once', async (sort) => {
    const all = await found(`sort=${sort}`);
    const paged: string[] = [];
    for (let cursor = ''; ;) {
      const { items, next } = await list(`sort=${sort}&limit=1${cursor}`);
      paged.push(...items.map(({ devId }) => devId));
      if (next === null) break;
      cursor = `&cursor=${next}`;
    }
    expect(paged).toEqual(all);
    expect(all).toHaveLength(3);
  });

  it.each(['session=maybe', 'scheme=magic', 'notified=perhaps', 'seenAfter=yesterday', 'sort=name'])(
    'not by %s: 400',
    async (query) => {
      expect((await operator.request('GET', `/devices?${query}`)).status).toBe(400);
    },
  );
});

describe('subscriptions of a device', () => {
  it('are the SUBs that succeeded and that no later UNSUB took back (TS 5.3.11, 5.3.12)', async () => {
    const devId = 'urn:search:subscribed';
    await operator.register(devId);
    const device = new RawDevice(server.url, devId);
    const sub = (name: string, uri: string) => ['SUB', `{repository}/objects/${name}`, uri];
    const [root, lang] = [DEV_INFO, `${DEV_INFO}Lang`];
    await operator.queue(devId, [
      { commands: [sub('a', root), sub('b', lang), sub('refused', `${DEV_INFO}FwV`)] },
      { commands: [['UNSUB', root]] },
    ]);
    const listed = async () =>
      (await operator.request('GET', `/devices/${devId}/subscriptions`)).body<{ items: unknown[] }>().items;
    await device.open();
    expect(await listed()).toEqual([]);
    await device.answer(200, 200, 403);
    expect(await listed()).toHaveLength(2);
    await device.answer(200);
    expect(await listed()).toMatchObject([
      { clientUri: lang, serverUri: '{repository}/objects/b', status: 200, step: 0, index: 1 },
    ]);
    await operator.queue(devId, [{ commands: [sub('again', root)] }]);
    await device.open();
    await device.answer(200);
    expect(await listed()).toMatchObject([
      { clientUri: root, serverUri: '{repository}/objects/again' },
      { clientUri: lang },
    ]);
  });

  it('of a device that nobody knows are 404', async () => {
    expect((await operator.request('GET', '/devices/urn:nobody/subscriptions')).status).toBe(404);
  });
});

it('the server tells what a device has to know of it (TS 12.2)', async () => {
  expect((await operator.request('GET', '/server')).body()).toEqual({
    serverId: SETTINGS.DM_SERVER_ID,
    dmEndpoint: `${server.url}/dm`,
    authSchemes: ['basic', 'none'],
    profile: 'cr',
  });
});
