import { once } from 'node:events';
import { createSocket, type Socket } from 'node:dgram';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connectTo, type TestDatabase } from '@dm2/cluster';
import { decodeNotification, sessionAlert, verifyDigest } from '@dm2/protocol';
import type { RunningService } from '@dm2/service';
import { Waiters } from '../src/dm/waiters.js';
import { DEV_INFO, RawDevice, type DmResponse } from './support/device.js';
import { Operator } from './support/operator.js';
import { serverDatabase, startServer } from './support/server.js';
import { report, WebServer } from './support/web-server.js';

const SECRET = Buffer.from('secret of the account');

let database: TestDatabase;
let server: RunningService;
let other: RunningService;
let web: WebServer;
let operator: Operator;
let udp: Socket;
let devices = 0;

beforeAll(async () => {
  database = await serverDatabase('dm_feedback');
  web = await WebServer.start();
  // Two instances of one server.
  server = await startServer(database, { WSC_URL: web.url });
  other = await startServer(database, { WSC_URL: web.url });
  operator = new Operator(server.url);
  udp = createSocket('udp4').bind(0, '127.0.0.1');
  await once(udp, 'listening');
});

afterAll(async () => {
  udp?.close();
  await server?.close();
  await other?.close();
  await web?.stop();
  await database?.drop();
});

afterEach(() => {
  web.failWith = undefined;
});

const SHOW = {
  show: { page: 'consent', data: { title: 'Update?' }, as: 'consent' },
  commands: [['GET', DEV_INFO]],
};
const ACCEPTED = { when: { 'consent.choice': 'accept' }, commands: [['GET', `${DEV_INFO}FwV`]] };

async function deviceWith(steps: readonly object[], more: Record<string, unknown> = {}) {
  const devId = `urn:test:feedback:${(devices += 1)}`;
  await operator.register(devId, more);
  const taskId = await operator.queue(devId, steps);
  return { device: new RawDevice(server.url, devId), taskId, devId };
}

/** Opens a session up to the answer that is held back, and gives it and the UI session's id. */
async function upToHold(steps: readonly object[], more: Record<string, unknown> = {}, through = server) {
  const { device, taskId, devId } = await deviceWith(steps, more);
  const [show] = (await device.open()).commands;
  expect(show?.[0]).toBe('SHOW');
  const uiSessionId = web.idOf(show?.[1]);
  const answer = new RawDevice(through.url, devId).answer(200, 200);
  await untilHeld(through, uiSessionId, answer);
  return { device, taskId, devId, uiSessionId, answer };
}

/** Until an answer is held back for the UI session, or so many; rejects when the answer comes instead, with what it was. */
async function untilHeld(
  { app }: RunningService,
  uiSessionId: string,
  answer: Promise<DmResponse> = new Promise(() => undefined),
  count = 1,
): Promise<void> {
  let came: DmResponse | undefined;
  void answer.then((response) => (came = response));
  while (app.get(Waiters).waitingFor(uiSessionId) < count) {
    if (came) throw new Error(`not held back: ${came.status} ${JSON.stringify(came.json)}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function nextDatagram(): Promise<Buffer> {
  const [bytes] = (await once(udp, 'message')) as [Buffer];
  return bytes;
}

const notification = () => ({
  notification: {
    transport: 'udp',
    host: '127.0.0.1',
    port: udp.address().port,
    secret: SECRET.toString('base64'),
  },
});

describe('a SHOW', () => {
  it('has its UI session made ready first, in the language of the device', async () => {
    const { device, devId } = await deviceWith([{ commands: [['GET', `${DEV_INFO}Lang`]] }, SHOW]);
    await device.open();
    const { commands } = await device.answerWith([200], { 0: { type: 'text/plain', text: 'nl-NL' } });
    expect(commands.map(([name]) => name)).toEqual(['SHOW', 'GET']);
    const id = web.idOf(commands[0]?.[1]);
    expect(web.prepared.get(id)).toMatchObject({
      page: 'consent',
      data: { title: 'Update?' },
      lang: 'nl-NL',
      devId,
    });
    const uiSession = (await operator.request('GET', `/ui-sessions/${id}`)).body();
    expect(uiSession).toMatchObject({ id, devId, page: 'consent', state: 'created', result: null });
  });

  it('is deferred while the Web Server Component is away, and other work goes on', async () => {
    const { device, taskId } = await deviceWith([
      SHOW,
      { commands: [['GET', DEV_INFO]] },
      { await: 'consent' },
      ACCEPTED,
    ]);
    web.failWith = 503;
    expect((await device.open()).commands).toEqual([['GET', DEV_INFO]]);
    expect((await device.answer(204)).commands).toEqual([['GET', DEV_INFO]]);
    web.failWith = undefined;
    expect((await device.answer(204)).commands.map(([name]) => name)).toEqual(['SHOW']);
    expect((await operator.task(taskId)).state).toBe('running');
  });

  it('fails with a reason when it can not be had at all', async () => {
    const { device, taskId } = await deviceWith([SHOW]);
    web.failWith = 500;
    await device.open();
    expect((await device.answer(200)).commands).toEqual([['END']]);
    const task = await operator.task(taskId);
    expect(task.state).toBe('failed');
    expect(task.results).toContainEqual(
      expect.objectContaining({
        step: 0,
        index: 0,
        status: null,
        outcome: 'not-sent',
        reason: expect.stringContaining('500') as string,
      }),
    );
  });
});

describe('a Web Server Component that does not answer', () => {
  it('holds an exchange up for four seconds at most, however many pages are due', async () => {
    const { device, devId } = await deviceWith([SHOW]);
    for (let i = 0; i < 3; i += 1) await operator.queue(devId, [SHOW]);
    web.silent = true;
    const begun = Date.now();
    expect((await device.open()).commands).toEqual([['GET', DEV_INFO]]);
    expect(Date.now() - begun).toBeLessThan(6000);
    web.silent = false;
  });
});

describe('an answer that is held back', () => {
  const WAIT = [SHOW, { await: 'consent', upTo: '20s' }, ACCEPTED];

  it('leaves as soon as the user has answered', async () => {
    const { device, taskId, uiSessionId, answer } = await upToHold(WAIT);
    expect((await operator.task(taskId)).state).toBe('waiting');
    expect(await report(server.url, web.event('ui-session.opened', uiSessionId, 1))).toBe(204);
    expect(
      await report(server.url, web.event('ui-session.finished', uiSessionId, 2, { choice: 'accept' })),
    ).toBe(204);
    expect((await answer).commands).toEqual([['GET', `${DEV_INFO}FwV`]]);
    expect((await device.answer(200)).commands).toEqual([['END']]);
    expect((await operator.task(taskId)).state).toBe('succeeded');
    const { events } = await operator.session(device.devId);
    expect(events.map(({ type }) => type).filter((type) => type.startsWith('ui-session'))).toEqual([
      'ui-session.opened',
      'ui-session.finished',
    ]);
  });

  it('is woken by feedback that another instance has taken', async () => {
    const { answer, uiSessionId } = await upToHold(WAIT);
    expect(
      await report(other.url, web.event('ui-session.finished', uiSessionId, 1, { choice: 'accept' })),
    ).toBe(204);
    expect((await answer).commands).toEqual([['GET', `${DEV_INFO}FwV`]]);
  });

  it('may be held by another instance than the one that opened the session', async () => {
    const { answer, uiSessionId, device } = await upToHold(WAIT, {}, other);
    await report(server.url, web.event('ui-session.finished', uiSessionId, 1, { choice: 'decline' }));
    expect((await answer).commands).toEqual([['END']]);
    expect(await operator.session(device.devId)).toMatchObject({ state: 'ended' });
  });

  it('refuses a further Package#3 meanwhile with 409, and goes on', async () => {
    const { device, answer, uiSessionId } = await upToHold(WAIT);
    const second = await device.answer(200, 200);
    expect(second.status).toBe(409);
    expect(second.json).toMatchObject({ code: 'package-in-progress', clause: 'TS 5.1.1' });
    await report(server.url, web.event('ui-session.finished', uiSessionId, 1, { choice: 'accept' }));
    expect((await answer).status).toBe(200);
  });

  it('is an empty package when its time is over, and the session goes on', async () => {
    const { answer, device, uiSessionId } = await upToHold(WAIT, { holdMs: 50 });
    expect((await answer).json).toMatchObject({ CMD: [] });
    const again = device.answer();
    await untilHeld(server, uiSessionId);
    await report(server.url, web.event('ui-session.finished', uiSessionId, 1, { choice: 'accept' }));
    expect((await again).status).toBe(200);
  });

  it('marks nothing as sent when the client has closed its connection', async () => {
    const { device } = await deviceWith(WAIT);
    const [show] = (await device.open()).commands;
    const uiSessionId = web.idOf(show?.[1]);
    const waiters = server.app.get(Waiters);
    const socket = await device.answerOverSocket(200, 200);
    await untilHeld(server, uiSessionId);
    socket.destroy();
    while (waiters.waitingFor(uiSessionId) > 0) await new Promise((resolve) => setImmediate(resolve));
    await report(server.url, web.event('ui-session.finished', uiSessionId, 1, { choice: 'accept' }));
    const { packages } = await operator.session(device.devId);
    expect(packages.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect((await device.open()).commands).toEqual([['GET', `${DEV_INFO}FwV`]]);
  });

  it('gives way at once to a task that is queued meanwhile, by whichever instance', async () => {
    const { answer, device, uiSessionId } = await upToHold(WAIT);
    await new Operator(other.url).queue(device.devId, [{ commands: [['GET', `${DEV_INFO}SwV`]] }]);
    expect((await answer).commands).toEqual([['GET', `${DEV_INFO}SwV`]]);
    const again = device.answer(204);
    await untilHeld(server, uiSessionId, again);
    await report(server.url, web.event('ui-session.finished', uiSessionId, 1, { choice: 'accept' }));
    expect((await again).commands).toEqual([['GET', `${DEV_INFO}FwV`]]);
  });

  it('ends at once when the task that waits is cancelled', async () => {
    const { answer, taskId } = await upToHold(WAIT);
    expect((await operator.request('POST', `/tasks/${taskId}/cancel`)).status).toBe(200);
    expect((await answer).commands).toEqual([['END']]);
  });

  it('is held on when the connection that hears of feedback was lost, and hears of it when it is back', async () => {
    const { answer, uiSessionId } = await upToHold(WAIT);
    const client = await connectTo(database.url);
    const lost = await client.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'dm_server feedback' AND datname = current_database()",
    );
    await client.end();
    expect(lost.rowCount).toBe(2);
    // Meanwhile nothing is heard; after that everybody looks again.
    await report(server.url, web.event('ui-session.finished', uiSessionId, 1, { choice: 'accept' }));
    expect((await answer).commands).toEqual([['GET', `${DEV_INFO}FwV`]]);
  });

  it('is not waited for by a device that holds nothing back', async () => {
    const { device } = await deviceWith(WAIT, { holdMs: 0 });
    await device.open();
    expect((await device.answer(200, 200)).json).toMatchObject({ CMD: [] });
  });

  it('is told that its session is over when the device has opened another', async () => {
    const { device, answer, uiSessionId } = await upToHold(WAIT);
    const reopened = device.open();
    await untilHeld(server, uiSessionId, reopened, 2);
    await report(server.url, web.event('ui-session.finished', uiSessionId, 1, { choice: 'accept' }));
    expect(await answer).toMatchObject({ status: 409, json: { code: 'session-gone' } });
    expect((await reopened).commands).toEqual([['GET', `${DEV_INFO}FwV`]]);
  });
});

describe('an await that is in vain', () => {
  it('continues, and what hangs on the answer is skipped', async () => {
    const { answer, taskId } = await upToHold([SHOW, { await: 'consent', upTo: '50ms' }, ACCEPTED]);
    expect((await answer).commands).toEqual([['END']]);
    const task = await operator.task(taskId);
    expect(task.state).toBe('succeeded');
    expect(task.results.find(({ step }) => step === 2)).toMatchObject({ status: null, outcome: 'skipped' });
  });

  it('calls the device back by Package#0 in a second session', async () => {
    const { answer, device, taskId, uiSessionId } = await upToHold(
      [SHOW, { await: 'consent', upTo: '50ms', otherwise: 'callback' }, ACCEPTED],
      notification(),
    );
    expect((await answer).commands).toEqual([['END']]);
    expect((await operator.task(taskId)).state).toBe('waiting');
    const called = nextDatagram();
    await report(other.url, web.event('ui-session.finished', uiSessionId, 1, { choice: 'accept' }));
    const bytes = await called;
    expect(verifyDigest(bytes, SECRET)).toBe(true);
    const { serverId, notificationId, timestamp } = decodeNotification(bytes);
    expect(serverId).toBe('dm2.example');
    expect(Math.abs((timestamp ?? 0) - Date.now() / 1000)).toBeLessThan(60);
    const second = await device.open({ MOS: [], Alert: [sessionAlert('server', notificationId)] });
    expect(second.commands).toEqual([['GET', `${DEV_INFO}FwV`]]);
    expect((await device.answer(200)).commands).toEqual([['END']]);
    expect((await operator.task(taskId)).state).toBe('succeeded');
    const [sent] = (await operator.request('GET', `/devices/${device.devId}/notifications`)).body<{
      items: unknown[];
    }>().items;
    expect(sent).toMatchObject({ notificationId, state: 'answered', taskId });
    expect(await operator.session(device.devId)).toMatchObject({ initiator: 'server' });
  });
});

describe('events of the internal interface', () => {
  it('are applied once, however often they come', async () => {
    const { uiSessionId, answer, device } = await upToHold([SHOW, { await: 'consent' }]);
    const event = web.event('ui-session.finished', uiSessionId, 1, { choice: 'accept' });
    expect(
      await Promise.all([report(server.url, event), report(other.url, event), report(server.url, event)]),
    ).toEqual([204, 204, 204]);
    expect(await report(server.url, event)).toBe(204);
    await answer;
    const { events } = await operator.session(device.devId);
    expect(events.filter(({ id }) => id === event.id)).toHaveLength(1);
  });

  it('give the same result in whatever order they come', async () => {
    const { device } = await deviceWith([SHOW]);
    const [show] = (await device.open()).commands;
    const id = web.idOf(show?.[1]);
    await report(server.url, web.event('ui-session.answered', id, 3, { name: 'second', more: 1 }));
    await report(server.url, web.event('ui-session.answered', id, 2, { name: 'first', age: 7 }));
    await report(server.url, web.event('ui-session.opened', id, 1));
    expect((await operator.request('GET', `/ui-sessions/${id}`)).body()).toMatchObject({
      state: 'answered',
      result: { name: 'second', more: 1, age: 7 },
    });
    await report(server.url, web.event('ui-session.finished', id, 5, { name: 'last' }));
    await report(server.url, web.event('ui-session.answered', id, 4, { name: 'late' }));
    expect((await operator.request('GET', `/ui-sessions/${id}`)).body()).toMatchObject({
      state: 'finished',
      result: { name: 'last', more: 1, age: 7 },
    });
  });

  it('are refused with a wrong signature, a wrong shape, or about what nobody knows', async () => {
    const { device } = await deviceWith([SHOW]);
    const id = web.idOf((await device.open()).commands[0]?.[1]);
    const event = web.event('ui-session.opened', id, 1);
    expect(await report(server.url, event, `whsec_${Buffer.alloc(24, 1).toString('base64')}`)).toBe(401);
    expect(await report(server.url, { ...event, sequence: -1 })).toBe(400);
    const stranger = `${'0'.repeat(16)}.u${'0'.repeat(26)}`;
    expect(await report(server.url, web.event('ui-session.opened', stranger, 1))).toBe(422);
    expect(await report(server.url, web.event('ui-session.opened', 'nonsense', 1))).toBe(422);
    expect((await operator.request('GET', `/ui-sessions/${id}`)).body()).toMatchObject({
      state: 'created',
      events: [],
    });
  });

  it('of the repository belong to the session the device is in, or was in last', async () => {
    const { device, devId } = await deviceWith([SHOW]);
    await device.open();
    const access = (id: string) => ({
      id,
      type: 'repository.read' as const,
      source: 'data-repository' as const,
      at: new Date().toISOString(),
      sequence: 0,
      data: {
        object: 'firmware',
        devId,
        method: 'GET' as const,
        status: 200,
        bytes: 5,
        complete: true,
        contentType: null,
      },
    });
    expect(await report(server.url, access(`during-${devId}`))).toBe(204);
    await device.answer(200, 200);
    expect(await report(server.url, access(`after-${devId}`))).toBe(204);
    const session = await operator.session(devId);
    expect(session.state).toBe('ended');
    expect(session.events.filter(({ type }) => type === 'repository.read').map(({ id }) => id)).toEqual([
      `during-${devId}`,
      `after-${devId}`,
    ]);
  });
});
