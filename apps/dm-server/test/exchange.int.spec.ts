import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestDatabase } from '@dm2/cluster';
import type { RunningService } from '@dm2/service';
import { CLIENT_INITIATED, DEV_INFO, RawDevice, TYPE } from './support/device.js';
import { Operator } from './support/operator.js';
import { serverDatabase, startServer } from './support/server.js';

let database: TestDatabase;
let server: RunningService;
let operator: Operator;
let devices = 0;

beforeAll(async () => {
  database = await serverDatabase('dm_exchange');
  server = await startServer(database);
  operator = new Operator(server.url);
});

afterAll(async () => {
  await server?.close();
  await database?.drop();
});

async function newDevice(more: Record<string, unknown> = {}): Promise<RawDevice> {
  const devId = `urn:test:exchange:${(devices += 1)}`;
  await operator.register(devId, more);
  return new RawDevice(server.url, devId);
}

describe('a session', () => {
  it('is answered END at once when no task asks for anything', async () => {
    const device = await newDevice();
    const { status, headers, json } = await device.open();
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe(TYPE.request);
    expect(json).toEqual({ CMD: [['END']], Status: [{ sc: 200 }] });
    expect(await operator.session(device.devId)).toMatchObject({ state: 'ended', exchanges: 1 });
  });

  it('carries a task step by step and reports what became of each command', async () => {
    const device = await newDevice();
    const id = await operator.queue(device.devId, [
      {
        commands: [
          ['GET', DEV_INFO],
          ['GET', `${DEV_INFO}Lang`],
        ],
      },
      { commands: [['DELETE', 'urn:oma:mo:x:1.0/a/b']] },
      { final: true, commands: [['HPOST', 'http://repository.example/x', DEV_INFO]] },
    ]);
    expect((await device.open()).commands).toEqual([
      ['GET', DEV_INFO],
      ['GET', `${DEV_INFO}Lang`],
    ]);
    expect((await operator.task(id)).state).toBe('running');
    const items = [
      { ClientURI: DEV_INFO, CV: 'v1', MOData: { DevInfo: { DevID: device.devId, Lang: 'de-DE' } } },
    ];
    const second = await device.answerWith([200, 200], {
      0: { type: 'application/dmmo+json', text: JSON.stringify(items) },
      1: { type: 'text/plain', text: 'de-DE' },
    });
    expect(second.commands).toEqual([['DELETE', 'urn:oma:mo:x:1.0/a/b']]);
    expect((await device.answer(404)).commands.map(([name]) => name)).toEqual(['HPOST', 'END']);
    const task = await operator.task(id);
    expect(task).toMatchObject({ state: 'failed', reason: 'status' });
    expect(task.results.map(({ step, index, status }) => [step, index, status])).toEqual([
      [0, 0, 200],
      [0, 1, 200],
      [1, 0, 404],
      [2, 0, null],
    ]);
    expect(task.results[0]?.data).toMatchObject({ encoding: 'mo', value: items });
    expect(await operator.session(device.devId)).toMatchObject({
      state: 'ended',
      initiator: 'client',
      exchanges: 3,
      commands: { ok: 2, failed: 1 },
    });
  });

  it('remembers what it has learnt of the tree, and the language of the device', async () => {
    const device = await newDevice();
    await operator.queue(device.devId, [
      { commands: [['GET', DEV_INFO]] },
      { commands: [['GET', `${DEV_INFO}FwV`]] },
    ]);
    await device.open({
      MOS: [{ DDF: 'http://ddf.example/devinfo', MOID: 'urn:oma:mo:oma-dm-devinfo:1.2', MIID: ['main'] }],
      Alert: [CLIENT_INITIATED],
    });
    const items = [{ ClientURI: DEV_INFO, MOData: { DevInfo: { DevID: device.devId, Lang: 'fr' } } }];
    await device.answerWith([200], { 0: { type: 'application/dmmo+json', text: JSON.stringify(items) } });
    await device.answerWith([200], { 0: { type: 'text/plain', text: '2.0' } });
    const mos = await operator.request('GET', `/devices/${device.devId}/mos`);
    expect(mos.body()).toMatchObject({
      items: [
        {
          moid: 'urn:oma:mo:oma-dm-devinfo:1.2',
          ddf: 'http://ddf.example/devinfo',
          instances: [
            { miid: 'main', name: 'DevInfo', data: { DevID: device.devId, Lang: 'fr', FwV: '2.0' } },
          ],
        },
      ],
    });
    expect((await operator.request('GET', `/devices/${device.devId}`)).body()).toMatchObject({
      lang: 'fr',
      openSessionId: null,
    });
  });

  it('forgets what was deleted, and instances that are no longer listed', async () => {
    const device = await newDevice();
    await operator.queue(device.devId, [
      { commands: [['GET', 'urn:x:1.0/a/']] },
      { commands: [['DELETE', 'urn:x:1.0/a/n']] },
    ]);
    await device.open({
      MOS: [{ DDF: 'd:d', MOID: 'urn:x:1.0', MIID: ['a', 'b'] }],
      Alert: [CLIENT_INITIATED],
    });
    const items = [{ ClientURI: 'urn:x:1.0/a/', MOData: { X: { n: { deep: 1 }, m: true } } }];
    await device.answerWith([200], { 0: { type: 'application/dmmo+json', text: JSON.stringify(items) } });
    await device.answer(200);
    await device.open({ MOS: [{ DDF: 'd:d', MOID: 'urn:x:1.0', MIID: ['a'] }], Alert: [CLIENT_INITIATED] });
    const { items: objects } = (await operator.request('GET', `/devices/${device.devId}/mos`)).body<{
      items: unknown[];
    }>();
    expect(objects).toMatchObject([{ moid: 'urn:x:1.0', instances: [{ miid: 'a', data: { m: true } }] }]);
    expect(objects).toHaveProperty('0.instances.length', 1);
    expect(objects).not.toHaveProperty('0.instances.0.data.n');
  });

  it('leaves the status for the previous package out for a device with the profile ts', async () => {
    const device = await newDevice({ profile: 'ts' });
    expect((await device.open()).json).toEqual({ CMD: [['END']] });
  });

  it('takes an authenticated device at its word when it was registered with none', async () => {
    const devId = 'urn:test:exchange:open';
    await operator.request('POST', '/devices', { devId, auth: { scheme: 'none' } });
    expect((await new RawDevice(server.url, devId, undefined).open()).status).toBe(200);
    expect((await new RawDevice(server.url, devId, 'anybody:whatever').open()).status).toBe(200);
    const other = await newDevice();
    expect((await new RawDevice(server.url, devId, other.credentials).open()).status).toBe(403);
  });

  it('keeps each package as it was on the wire, without credentials, with what was tolerated', async () => {
    const device = await newDevice();
    await operator.queue(device.devId, [{ commands: [['GET', DEV_INFO]] }]);
    const opened = await device.open({ MOS: [{ MIID: [] }] });
    device.cookie = opened.headers.get('set-cookie')?.split(';', 1)[0];
    await device.post(TYPE.response, '{"Status":[204]}');
    const { packages, events } = await operator.session(device.devId);
    expect(packages.map(({ number, direction }) => [number, direction])).toEqual([
      [1, 'in'],
      [2, 'out'],
      [3, 'in'],
      [2, 'out'],
    ]);
    expect(packages[0]?.body).toBe('{"MOS":[{"MIID":[]}]}');
    expect(packages[0]?.remarks.map(({ clause }) => clause)).toContain('TS 5.2.2');
    expect(packages[2]?.remarks).toMatchObject([{ clause: 'TS 7.2.1.3' }]);
    expect(packages[2]?.headers).toMatchObject({ authorization: 'Basic [redacted]', cookie: '[redacted]' });
    expect(events.map(({ type }) => type)).toEqual([
      'session.opened',
      'task.started',
      'task.step',
      'task.succeeded',
      'session.ended',
    ]);
  });

  it('keeps a body that is no text as base64, and NUL and lone surrogates do no harm', async () => {
    const device = await newDevice();
    await operator.queue(device.devId, [
      { commands: [['GET', DEV_INFO]] },
      { commands: [['GET', DEV_INFO]] },
    ]);
    await device.open({
      Alert: [{ AlertType: 'urn:x\u0000', DataType: 'application/json', Data: { a: '\ud800' } }],
    });
    const odd = await device.answerWith([200], { 0: { type: 'text/plain', text: 'a\u0000b' } });
    expect(odd.status).toBe(200);
    await device.post(TYPE.response, '{"Status":[{"sc":200,"URI":["\\u0000"]}]}');
    const { packages } = await operator.session(device.devId);
    expect(packages[2]?.encoding).toBe('base64');
    expect(Buffer.from(packages[2]?.body ?? '', 'base64').toString()).toContain('a\u0000b');
    expect(packages[4]?.body).toBe('{"Status":[{"sc":200,"URI":["\\u0000"]}]}');
  });

  it('stores generic alerts and never answers them', async () => {
    const device = await newDevice();
    const alert = {
      AlertType: 'urn:x:event',
      SourceURI: 'urn:x:1.0/a/',
      Mark: 'critical',
      DataType: 'application/json',
      Data: { n: 1 },
    };
    const { json } = await device.open({ Alert: [CLIENT_INITIATED, alert] });
    expect(json).toEqual({ CMD: [['END']], Status: [{ sc: 200 }] });
    const { items } = (await operator.request('GET', `/alerts?devId=${device.devId}`)).body<{
      items: unknown[];
    }>();
    expect(items).toMatchObject([
      { alertType: 'urn:x:event', sourceUri: 'urn:x:1.0/a/', mark: 'critical', data: { n: 1 } },
      { alertType: CLIENT_INITIATED.AlertType },
    ]);
  });
});

describe('the session cookie', () => {
  it('holds a client that returns it to its session: a late Package#3 is 409', async () => {
    const device = await newDevice();
    await operator.queue(device.devId, [{ commands: [['GET', DEV_INFO]] }]);
    const first = await device.open();
    const cookie = first.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^dm-session=[^;]+; Path=\/; HttpOnly; SameSite=Strict$/);
    await device.open();
    device.cookie = cookie.split(';', 1)[0];
    const late = await device.answer(200);
    expect(late.status).toBe(409);
    expect(late.json).toMatchObject({ code: 'stale-session', field: 'Cookie' });
    device.cookie = undefined;
    expect((await device.answer(200)).commands).toEqual([['END']]);
  });
});

describe('a lost Package#3', () => {
  it('is asked for again in the next session when every command may be repeated', async () => {
    const device = await newDevice();
    const id = await operator.queue(device.devId, [{ commands: [['GET', DEV_INFO]] }]);
    const lost = await device.open();
    expect((await device.open()).commands).toEqual(lost.commands);
    const sessions = await operator.sessions(device.devId);
    expect(sessions.map(({ state }) => state)).toEqual(['open', 'aborted']);
    expect((await device.answer(204)).commands).toEqual([['END']]);
    expect((await operator.task(id)).state).toBe('succeeded');
  });

  it('leaves the outcome unknown when one may not, and only a retry repeats it', async () => {
    const device = await newDevice();
    const id = await operator.queue(device.devId, [{ commands: [['EXEC', 'urn:x:1.0//Update']] }]);
    await device.open();
    expect((await device.open()).commands).toEqual([['END']]);
    const task = await operator.task(id);
    expect(task).toMatchObject({ state: 'failed', reason: 'outcome-unknown' });
    expect(task.results).toMatchObject([{ status: null, outcome: 'unknown' }]);
    const retried = await operator.request('POST', `/tasks/${id}/retry`);
    expect(retried.status).toBe(201);
    expect(retried.body()).toMatchObject({ state: 'queued', retryOf: id });
    expect((await device.open()).commands).toEqual([['EXEC', 'urn:x:1.0//Update']]);
  });
});
