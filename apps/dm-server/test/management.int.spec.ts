import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import pg from 'pg';
import type { TestDatabase } from '@dm2/cluster';
import type { RunningService } from '@dm2/service';
import { DEV_INFO, RawDevice } from './support/device.js';
import { Operator } from './support/operator.js';
import { serverDatabase, startServer } from './support/server.js';

let database: TestDatabase;
let server: RunningService;
let operator: Operator;

beforeAll(async () => {
  database = await serverDatabase('dm_management');
  server = await startServer(database);
  operator = new Operator(server.url);
});

afterAll(async () => {
  await server?.close();
  await database?.drop();
});

const basic = (name: string) => ({ scheme: 'basic', username: name, password: 'secret' });

describe('the token', () => {
  it.each([
    ['GET', '/devices'],
    ['POST', '/devices'],
    ['GET', '/sessions'],
    ['GET', '/alerts'],
    ['GET', '/tasks/x'],
  ])('is needed for %s %s, and a 401 says which', async (method, path) => {
    const answer = await new Operator(server.url, 'another-token-of-that-length').request(method, path);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(answer.body()).toMatchObject({
      field: 'Authorization',
      detail: expect.stringContaining('DM_API_TOKEN') as string,
    });
  });
});

describe('devices', () => {
  it('are registered, shown without their secrets, changed and removed', async () => {
    const devId = 'IMEI:490154203237518';
    const made = await operator.request('POST', '/devices', {
      devId,
      auth: basic('device-1'),
      notification: { transport: 'udp', host: '127.0.0.1', port: 2948, secret: 'c2VjcmV0' },
      profile: 'cr',
    });
    expect(made.status).toBe(201);
    expect(made.body()).toMatchObject({
      devId,
      auth: { scheme: 'basic', username: 'device-1' },
      notification: { transport: 'udp', host: '127.0.0.1', port: 2948, signed: true },
      profile: 'cr',
      remarks: [],
      lastSeenAt: null,
    });
    expect(JSON.stringify(made.body())).not.toContain('secret');
    const device = new RawDevice(server.url, devId, 'device-1:secret');
    expect((await device.open()).status).toBe(200);
    expect((await operator.request('GET', `/devices/${devId}`)).body()).toMatchObject({
      lastSeenAt: expect.any(String) as string,
    });

    const changed = await operator.request('PATCH', `/devices/${devId}`, {
      auth: { scheme: 'basic', username: 'device-1', password: 'new' },
      notification: null,
      profile: 'ts',
      holdMs: 0,
    });
    expect(changed.body()).toMatchObject({ notification: null, profile: 'ts', holdMs: 0 });
    expect((await device.open()).status).toBe(401);
    expect((await new RawDevice(server.url, devId, 'device-1:new').open()).json).toEqual({ CMD: [['END']] });

    expect((await operator.request('DELETE', `/devices/${devId}`)).status).toBe(204);
    expect((await operator.request('GET', `/devices/${devId}`)).status).toBe(404);
    expect((await operator.request('GET', `/sessions?devId=${devId}`)).status).toBe(404);
    expect((await new RawDevice(server.url, devId, 'device-1:new').open()).status).toBe(401);
  });

  it('keep their secrets encrypted', async () => {
    await operator.request('POST', '/devices', {
      devId: 'urn:test:encrypted',
      auth: { scheme: 'basic', username: 'encrypted', password: 'plain-to-see' },
      notification: {
        transport: 'udp',
        host: 'h',
        port: 1,
        secret: Buffer.from('plain-to-see').toString('base64'),
      },
    });
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query<{ row: string; secret: Buffer; notification_secret: Buffer }>(
      `SELECT d::text AS row, auth_secret AS secret, notification_secret FROM dm_server.device d WHERE dev_id = 'urn:test:encrypted'`,
    );
    await client.end();
    expect(rows[0]?.row).not.toContain('plain-to-see');
    expect(rows[0]?.secret.includes('plain-to-see')).toBe(false);
    expect(rows[0]?.notification_secret.includes('plain-to-see')).toBe(false);
  });

  it.each(['urn:a/b?c#d', '%', 'a b'.replace(' ', '+'), 'x'.repeat(255), 'IMEI:1'])(
    'may be called "%s"',
    async (devId) => {
      const made = await operator.request('POST', '/devices', { devId, auth: { scheme: 'none' } });
      expect(made.status).toBe(201);
      const found = await operator.request('GET', `/devices/${encodeURIComponent(devId)}`);
      expect(found.body()).toMatchObject({ devId });
    },
  );

  it('get a remark for an unusual DevID, and are welcome', async () => {
    const made = await operator.request('POST', '/devices', {
      devId: 'IMEI:490154203237519',
      auth: { scheme: 'none' },
    });
    expect(made.body()).toMatchObject({
      remarks: [{ clause: 'TS 12.1', text: 'the check digit of the IMEI is wrong' }],
    });
  });

  it.each([
    ['no devId', { auth: { scheme: 'none' } }, 'devId'],
    ['a devId that is not visible', { devId: 'a b', auth: { scheme: 'none' } }, 'devId'],
    ['a devId that is too long', { devId: 'x'.repeat(256), auth: { scheme: 'none' } }, 'devId'],
    ['an unknown scheme', { devId: 'x', auth: { scheme: 'magic' } }, 'auth/scheme'],
    ['a scheme that is not there yet', { devId: 'x', auth: { scheme: 'psk' } }, 'auth/scheme'],
    ['Basic without a password', { devId: 'x', auth: { scheme: 'basic', username: 'x' } }, 'auth/password'],
    [
      'a user name with a colon',
      { devId: 'x', auth: { scheme: 'basic', username: 'a:b', password: 'x' } },
      'auth/username',
    ],
    [
      'a port that is none',
      { devId: 'x', auth: { scheme: 'none' }, notification: { transport: 'udp', host: 'h', port: 70000 } },
      'notification/port',
    ],
  ])('with %s are refused with 422, naming the field', async (_name, body, field) => {
    const answer = await operator.request('POST', '/devices', body);
    expect(answer.status).toBe(422);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer.body()).toMatchObject({ status: 422, field });
  });

  it('that exist, and user names that are taken, are 409', async () => {
    await operator.request('POST', '/devices', { devId: 'urn:test:twice', auth: basic('twice') });
    const again = await operator.request('POST', '/devices', {
      devId: 'urn:test:twice',
      auth: basic('thrice'),
    });
    expect([again.status, again.body()['code']]).toEqual([409, 'device-exists']);
    const taken = await operator.request('POST', '/devices', {
      devId: 'urn:test:other',
      auth: basic('twice'),
    });
    expect([taken.status, taken.body()['code']]).toEqual([409, 'username-taken']);
  });

  it('answer 400 to a body that is no JSON', async () => {
    const answer = await operator.request('POST', '/devices', '{');
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });
});

describe('lists', () => {
  it('are newest first, and a cursor leads through all of them', async () => {
    const names = Array.from({ length: 5 }, (_, i) => `urn:test:listed:${i}`);
    for (const devId of names)
      await operator.request('POST', '/devices', { devId, auth: { scheme: 'none' } });
    const seen: string[] = [];
    let cursor = '';
    for (;;) {
      const page = await operator.request('GET', `/devices?search=LISTED&limit=2${cursor}`);
      const { items, next } = page.body<{ items: { devId: string }[]; next: string | null }>();
      seen.push(...items.map(({ devId }) => devId));
      if (next === null) break;
      cursor = `&cursor=${next}`;
    }
    expect(seen).toEqual(names.toReversed());
  });

  it('of sessions, tasks and alerts go on after a cursor too', async () => {
    const devId = 'urn:test:paged';
    await operator.request('POST', '/devices', { devId, auth: { scheme: 'none' } });
    const device = new RawDevice(server.url, devId, undefined);
    for (let i = 0; i < 3; i += 1) {
      await operator.queue(devId, [{ commands: [['GET', DEV_INFO]] }]);
      await device.open();
      await device.answer(204);
    }
    for (const path of [
      `/sessions?devId=${devId}&`,
      '/sessions?',
      `/devices/${devId}/tasks?`,
      `/alerts?devId=${devId}&`,
      '/alerts?',
    ]) {
      const all = (await operator.request('GET', `${path}limit=3`)).body<{ items: { id: string }[] }>().items;
      const first = (await operator.request('GET', `${path}limit=1`)).body<{
        items: { id: string }[];
        next: string;
      }>();
      const rest = (await operator.request('GET', `${path}limit=2&cursor=${first.next}`)).body<{
        items: { id: string }[];
      }>();
      expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(all.map(({ id }) => id));
      expect(all).toHaveLength(3);
    }
  });

  it.each(['limit=0', 'limit=x', 'limit=100000', 'cursor=nonsense'])('answer 400 to %s', async (query) => {
    expect((await operator.request('GET', `/devices?${query}`)).status).toBe(400);
  });
});

describe('tasks', () => {
  const devId = 'urn:test:tasks';
  beforeAll(() => operator.register(devId));

  it.each([
    ['no steps', { steps: [] }, /^steps/],
    ['an unknown command', { steps: [{ commands: [['FETCH', 'x']] }] }, /^steps\/0\/commands\/0\/0/],
    ['a command without its parameters', { steps: [{ commands: [['GET']] }] }, /^steps\/0\/commands\/0/],
    ['an END of its own', { steps: [{ commands: [['END']] }] }, /^steps\/0\/commands\/0\/0/],
    ['an await without a show', { steps: [{ await: 'x' }] }, /^steps\/0\/await/],
    [
      'a placeholder that is none',
      { steps: [{ commands: [['SHOW', '{page}/x']] }] },
      /^steps\/0\/commands\/0\/1/,
    ],
    [
      'an object that has no name',
      { steps: [{ commands: [['HGET', '{repository}/x', 'urn:x//a']] }] },
      /^steps\/0\/commands\/0\/1/,
    ],
    ['an unknown member', { steps: [{ comands: [] }] }, /^steps\/0/],
  ])('with %s are refused with 422', async (_name, task, field) => {
    const answer = await operator.request('POST', `/devices/${devId}/tasks`, { name: 'x', ...task });
    expect(answer.status).toBe(422);
    expect(answer.body()['field']).toMatch(field);
  });

  it('are cancelled once, and only while they have not ended', async () => {
    const id = await operator.queue(devId, [{ commands: [['GET', DEV_INFO]] }]);
    expect((await operator.request('POST', `/tasks/${id}/retry`)).status).toBe(409);
    expect((await operator.request('POST', `/tasks/${id}/cancel`)).body()).toMatchObject({
      state: 'cancelled',
    });
    expect((await operator.request('POST', `/tasks/${id}/cancel`)).status).toBe(409);
    expect((await new RawDevice(server.url, devId).open()).commands).toEqual([['END']]);
    expect((await operator.request('POST', `/tasks/${id}/retry`)).body()).toMatchObject({
      state: 'queued',
      retryOf: id,
    });
  });

  it('that are cancelled while their answer is under way keep what the device reported', async () => {
    const other = 'urn:test:tasks:cancelled';
    await operator.register(other);
    const id = await operator.queue(other, [
      { commands: [['GET', DEV_INFO]] },
      { commands: [['GET', DEV_INFO]] },
    ]);
    const device = new RawDevice(server.url, other);
    await device.open();
    await operator.request('POST', `/tasks/${id}/cancel`);
    expect((await device.answer(204)).commands).toEqual([['END']]);
    expect(await operator.task(id)).toMatchObject({
      state: 'cancelled',
      results: [{ step: 0, status: 204 }],
    });
  });
});

describe('what is not there', () => {
  it.each([
    ['GET', '/devices/urn:test:nobody'],
    ['GET', '/devices/urn:test:nobody/mos'],
    ['GET', '/devices/urn:test:nobody/tasks'],
    ['GET', '/devices/urn:test:nobody/notifications'],
    ['GET', '/tasks/nothing'],
    ['GET', `/tasks/${'0'.repeat(16)}.t${'0'.repeat(26)}`],
    ['GET', '/sessions/nothing'],
    ['GET', '/ui-sessions/nothing'],
    ['GET', '/nothing'],
  ])('%s %s is 404', async (method, path) => {
    const answer = await operator.request(method, path);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });
});

describe('notifications', () => {
  it('need an address: without one 409', async () => {
    await operator.register('urn:test:silent');
    const answer = await operator.request('POST', '/devices/urn:test:silent/notifications', { reqMos: true });
    expect([answer.status, answer.body()['code']]).toEqual([409, 'no-address']);
  });

  it('of a task without one are recorded as failed, and the task waits for the next session', async () => {
    await operator.register('urn:test:silent:task');
    const id = await operator.queue('urn:test:silent:task', [{ commands: [['GET', DEV_INFO]] }], {
      notify: true,
    });
    const { items } = (await operator.request('GET', '/devices/urn:test:silent:task/notifications')).body<{
      items: unknown[];
    }>();
    expect(items).toMatchObject([{ state: 'failed', reason: 'no-address', taskId: id }]);
    expect((await operator.task(id)).state).toBe('queued');
  });
});
