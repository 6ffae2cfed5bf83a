import { setTimeout as later } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { TestDatabase } from '@dm2/cluster';
import type { RunningService } from '@dm2/service';
import { deviceKeyOf } from '../src/ids.js';
import { DEV_INFO, RawDevice, TYPE } from './support/device.js';
import { Operator } from './support/operator.js';
import { serverDatabase, startServer } from './support/server.js';

let database: TestDatabase;
let servers: RunningService[];
let operator: Operator;
let devices = 0;

beforeAll(async () => {
  database = await serverDatabase('dm_concurrency');
  servers = [await startServer(database), await startServer(database)];
  operator = new Operator(servers[0]?.url ?? '');
});

afterAll(async () => {
  for (const server of servers ?? []) await server.close();
  await database?.drop();
});

/** The same device as it is seen by each instance, in the middle of a session. */
async function openDevice(steps: readonly object[]): Promise<[RawDevice, RawDevice]> {
  const devId = `urn:test:concurrency:${(devices += 1)}`;
  await operator.register(devId);
  await operator.queue(devId, steps);
  const pair = servers.map(({ url }) => new RawDevice(url, devId)) as [RawDevice, RawDevice];
  await pair[0].open();
  return pair;
}

/** Does something while a package of the device is in progress. */
async function whileInProgress<T>(
  devId: string,
  work: (release: () => Promise<void>) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT 1 FROM dm_server.open_session WHERE device_key = $1 FOR UPDATE', [
      deviceKeyOf(devId),
    ]);
    return await work(async () => {
      await client.query('COMMIT');
    });
  } finally {
    await client.end();
  }
}

const GET = ['GET', DEV_INFO];

describe('packages travel one at a time (TS 5.1.1)', () => {
  it('refuses a second Package#3 at once, by whichever instance, and leaves the session as it was', async () => {
    const [first, second] = await openDevice([{ commands: [GET] }]);
    await whileInProgress(first.devId, async () => {
      for (const device of [first, second]) {
        const refused = await device.answer(204);
        expect(refused.status).toBe(409);
        expect(refused.json).toMatchObject({ code: 'package-in-progress', clause: 'TS 5.1.1', status: 409 });
      }
    });
    expect((await second.answer(204)).commands).toEqual([['END']]);
  });

  it('lets a Package#1 wait for the package in progress, and then abort that session', async () => {
    const [first, second] = await openDevice([{ commands: [GET] }]);
    const opened = await whileInProgress(first.devId, async (release) => {
      const opening = second.open();
      const winner = await Promise.race([opening.then(() => 'answered'), later(150).then(() => 'waiting')]);
      expect(winner).toBe('waiting');
      await release();
      return opening;
    });
    expect(opened.commands).toEqual([GET]);
    expect((await operator.sessions(first.devId)).map(({ state }) => state)).toEqual(['open', 'aborted']);
  });

  it('takes exactly one of many that come at the same moment', async () => {
    const [first, second] = await openDevice([{ commands: [GET, GET] }, { commands: [GET] }]);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? first : second).answer(204, 204)),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status !== 200 && status !== 409 && status !== 400)).toEqual([]);
    expect(await operator.session(first.devId)).toMatchObject({ state: 'open', exchanges: 2 });
    expect((await second.answer(204)).commands).toEqual([['END']]);
  });

  it('opens one session when several Package#1 come at the same moment', async () => {
    const [first, second] = await openDevice([{ commands: [GET] }]);
    await Promise.all([first.open(), second.open(), first.open()]);
    const sessions = await operator.sessions(first.devId);
    expect(sessions.filter(({ state }) => state === 'open')).toHaveLength(1);
  });

  it('is not disturbed by tasks that are queued and cancelled meanwhile', async () => {
    const [first] = await openDevice([{ commands: [GET] }]);
    const [answer, ids] = await Promise.all([
      first.answer(204),
      Promise.all(Array.from({ length: 5 }, () => operator.queue(first.devId, [{ commands: [GET] }]))),
    ]);
    expect(answer.status).toBe(200);
    const cancelled = await Promise.all(ids.map((id) => operator.request('POST', `/tasks/${id}/cancel`)));
    expect(cancelled.map(({ status }) => status)).toEqual(ids.map(() => 200));
  });
});

describe('an exchange', () => {
  const readData = JSON.stringify([{ ClientURI: DEV_INFO, CV: 'v1', MOData: { DevInfo: { Lang: 'de' } } }]);

  it.each<[string, (device: RawDevice) => Promise<unknown>]>([
    ['takes a status', (device) => device.answer(204)],
    [
      'takes data, and its validator along to the next read (TS 11)',
      (device) => device.answerWith([200], { 0: { type: 'application/dmmo+json', text: readData } }),
    ],
    ['gives what is stored for a 304', (device) => device.answer(304)],
    [
      'puts an alert to its EXEC (TS 5.4.1)',
      (device) =>
        device.post(
          TYPE.response,
          JSON.stringify({ Status: [{ sc: 204 }], Alert: [{ AlertType: 'urn:x', SourceURI: DEV_INFO }] }),
        ),
    ],
  ])('that %s takes two round trips to PostgreSQL', async (_what, work) => {
    const [device] = await openDevice([{ commands: [GET] }, { commands: [GET] }]);
    const query = vi.spyOn(pg.Client.prototype, 'query');
    const text = (call: unknown[]) => (typeof call[0] === 'string' ? call[0] : '');
    await work(device);
    const calls = query.mock.calls.map(text).filter((sql) => sql.includes('_exchange') || sql === 'ROLLBACK');
    query.mockRestore();
    expect(calls.map((sql) => sql.replace(/\(.*\)/s, '()').slice(0, 40))).toEqual([
      'BEGIN; SELECT open_exchange() AS state',
      'SELECT commit_exchange(); COMMIT',
    ]);
  });

  it('goes on with another instance after each package', async () => {
    const [first, second] = await openDevice([{ commands: [GET] }, { commands: [GET] }]);
    expect((await second.answer(204)).commands).toEqual([GET]);
    expect((await first.answer(204)).commands).toEqual([['END']]);
  });
});
