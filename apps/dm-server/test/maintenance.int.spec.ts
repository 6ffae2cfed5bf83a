import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestDatabase } from '@dm2/cluster';
import type { RunningService } from '@dm2/service';
import { deviceKeyOf, newId } from '../src/ids.js';
import { Maintenance } from '../src/maintenance/maintenance.js';
import { DEV_INFO, RawDevice } from './support/device.js';
import { EventStream } from './support/event-stream.js';
import { Operator } from './support/operator.js';
import { serverDatabase, startServer } from './support/server.js';
import { WebServer } from './support/web-server.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let database: TestDatabase;
let server: RunningService;
let web: WebServer;
let operator: Operator;
let client: pg.Client;
let maintenance: Maintenance;
let devices = 0;

beforeAll(async () => {
  database = await serverDatabase('dm_maintenance');
  web = await WebServer.start();
  server = await startServer(database, { WSC_URL: web.url });
  operator = new Operator(server.url);
  maintenance = server.app.get(Maintenance);
  client = new pg.Client({ connectionString: database.url, options: '-c search_path=dm_server' });
  await client.connect();
});

afterAll(async () => {
  await client?.end();
  await server?.close();
  await web?.stop();
  await database?.drop();
});

async function newDevice(): Promise<RawDevice> {
  const devId = `urn:test:maintenance:${(devices += 1)}`;
  await operator.register(devId);
  return new RawDevice(server.url, devId);
}

const inFuture = (ms: number) => new Date(Date.now() + ms);

describe('what is left alone', () => {
  it('expires when its device has been silent for half an hour, and its step is sent again', async () => {
    const device = await newDevice();
    await operator.queue(device.devId, [{ commands: [['GET', DEV_INFO]] }]);
    await device.open();
    await maintenance.expireSessions(inFuture(29 * MINUTE));
    expect((await operator.session(device.devId)).state).toBe('open');
    await maintenance.expireSessions(inFuture(31 * MINUTE));
    const session = await operator.session(device.devId);
    expect(session).toMatchObject({ state: 'expired', exchanges: 1 });
    expect(session.events.map(({ type }) => type)).toContain('session.expired');
    expect((await device.answer(204)).status).toBe(400);
    expect((await device.open()).commands).toEqual([['GET', DEV_INFO]]);
  });

  it('is a task whose time comes while it waits: its job ends it', async () => {
    const device = await newDevice();
    const stream = await EventStream.open(server.url, { query: `?devId=${device.devId}` });
    const id = await operator.queue(device.devId, [{ commands: [['GET', DEV_INFO]] }], {
      expiresAt: inFuture(200).toISOString(),
    });
    await stream.until('task.expired');
    stream.close();
    expect(await operator.task(id)).toMatchObject({ state: 'expired', reason: 'expired' });
    expect((await device.open()).commands).toEqual([['END']]);
  });

  it('is a UI session after a day: nobody is waited for any more', async () => {
    const device = await newDevice();
    const taskId = await operator.queue(device.devId, [
      { show: { page: 'consent', as: 'consent' } },
      { await: 'consent', upTo: '1ms', otherwise: 'callback' },
    ]);
    const [show] = (await device.open()).commands;
    const id = web.idOf(show?.[1]);
    await device.answer(200);
    expect((await operator.task(taskId)).state).toBe('waiting');
    await maintenance.expireUiSessions(inFuture(25 * 60 * MINUTE));
    expect((await operator.request('GET', `/ui-sessions/${id}`)).body()).toMatchObject({
      state: 'expired',
      events: [{ type: 'ui-session.finished', data: { outcome: 'expired' } }],
    });
    expect((await device.open()).commands).toEqual([['END']]);
    expect((await operator.task(taskId)).state).toBe('succeeded');
  });
});

describe('the logs', () => {
  const partitions = async (table: string) => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = $1::regclass ORDER BY 1`,
      [table],
    );
    return rows.map(({ name }) => name);
  };
  const dayOf = (date: Date) => date.toISOString().slice(0, 10).replaceAll('-', '');

  it.each(['package_log', 'event_log'])('%s has a partition for each day, some days ahead', async (table) => {
    const names = await partitions(table);
    for (let day = 0; day <= 7; day += 1) expect(names).toContain(`${table}_${dayOf(inFuture(day * DAY))}`);
    expect(names).toContain(`${table}_default`);
    await maintenance.keepPartitions(inFuture(3 * DAY));
    expect(await partitions(table)).toContain(`${table}_${dayOf(inFuture(10 * DAY))}`);
  });

  it('takes a day that nobody has prepared, and moves it when it is', async () => {
    const device = await newDevice();
    const deviceKey = deviceKeyOf(device.devId);
    const at = inFuture(40 * DAY);
    await client.query(
      `INSERT INTO event_log (device_key, id, type, source, dev_id, data, at) VALUES ($1, $2, 'test', 'dm-server', $3, '{}', $4)`,
      [deviceKey, newId(deviceKey, 'event'), device.devId, at],
    );
    const where = async () =>
      (
        await client.query<{ name: string }>(
          'SELECT tableoid::regclass::text AS name FROM event_log WHERE device_key = $1',
          [deviceKey],
        )
      ).rows.map(({ name }) => name);
    expect(await where()).toEqual(['event_log_default']);
    await Promise.all([maintenance.keepPartitions(at), maintenance.keepPartitions(at)]);
    expect(await where()).toEqual([`event_log_${dayOf(at)}`]);
  });

  it('are kept for thirty days', async () => {
    const old = new Date(Date.now() - 40 * DAY);
    await client.query('SELECT make_partition($1, $2)', ['package_log', old.toISOString().slice(0, 10)]);
    expect(await partitions('package_log')).toContain(`package_log_${dayOf(old)}`);
    await maintenance.keepPartitions(new Date());
    expect(await partitions('package_log')).not.toContain(`package_log_${dayOf(old)}`);
    expect(await partitions('package_log')).toContain(`package_log_${dayOf(new Date())}`);
  });
});
