import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@dm2/cluster';
import type { RunningService } from '@dm2/service';
import { deviceKeyOf, newId } from '../src/ids.js';
import { DEV_INFO, RawDevice } from './support/device.js';
import { EventStream } from './support/event-stream.js';
import { Operator } from './support/operator.js';
import { serverDatabase, startServer } from './support/server.js';

let database: TestDatabase;
let server: RunningService;
let operator: Operator;
let devices = 0;

beforeAll(async () => {
  database = await serverDatabase('dm_live_events');
  server = await startServer(database);
  operator = new Operator(server.url);
});

afterAll(async () => {
  await server?.close();
  await database?.drop();
});

async function newDevice(): Promise<RawDevice> {
  const devId = `urn:test:live:${(devices += 1)}`;
  await operator.register(devId);
  return new RawDevice(server.url, devId);
}

describe('the stream of events', () => {
  it('tells what happens, as it happens', async () => {
    const device = await newDevice();
    const stream = await EventStream.open(server.url);
    expect(stream.response.headers.get('content-type')).toBe('text/event-stream');
    const taskId = await operator.queue(device.devId, [{ commands: [['GET', DEV_INFO]] }]);
    await device.open();
    await device.answer(204);
    const events = await stream.until('session.ended');
    stream.close();
    expect(events.map(({ name }) => name)).toEqual([
      'task.queued',
      'session.opened',
      'alert.received',
      'task.started',
      'session.package',
      'session.package',
      'task.step',
      'task.succeeded',
      'session.ended',
    ]);
    expect(events[0]?.data).toMatchObject({
      type: 'task.queued',
      source: 'dm-server',
      devId: device.devId,
      taskId,
    });
    expect(events[4]?.data.data).toMatchObject({ number: 1, direction: 'in' });
  });

  it('resumes after Last-Event-ID without loss or repetition', async () => {
    const device = await newDevice();
    const query = `?devId=${encodeURIComponent(device.devId)}`;
    const stream = await EventStream.open(server.url, { query });
    await device.open();
    const all = await stream.until('session.ended');
    stream.close();
    await device.open();
    const resumed = await EventStream.open(server.url, { query, lastEventId: all[1]?.cursor ?? '' });
    const rest = [...(await resumed.until('session.ended')), ...(await resumed.until('session.ended'))];
    resumed.close();
    expect(rest.slice(0, all.length - 2).map(({ data }) => data.id)).toEqual(
      all.slice(2).map(({ data }) => data.id),
    );
    expect(new Set(rest.map(({ data }) => data.id)).size).toBe(rest.length);
  });

  it('tells of one device only when asked to', async () => {
    const [device, other] = [await newDevice(), await newDevice()];
    const stream = await EventStream.open(server.url, { query: `?devId=${device.devId}` });
    await other.open();
    await device.open();
    const events = await stream.until('session.ended');
    stream.close();
    expect(new Set(events.map(({ data }) => data.devId))).toEqual(new Set([device.devId]));
  });

  it('does not miss what an older transaction commits late', async () => {
    const device = await newDevice();
    const deviceKey = deviceKeyOf(device.devId);
    const stream = await EventStream.open(server.url, { query: `?devId=${device.devId}` });
    const late = new pg.Client({ connectionString: database.url });
    await late.connect();
    await late.query('BEGIN');
    await late.query(
      `INSERT INTO dm_server.event_log (device_key, id, type, source, dev_id, data, at, seq)
       VALUES ($1, $2, 'test.late', 'dm-server', $3, '{}', now(), nextval('dm_server.event_log_seq'))`,
      [deviceKey, newId(deviceKey, 'event'), device.devId],
    );
    await device.open();
    const first = stream.next();
    await late.query('COMMIT');
    await late.end();
    expect((await first)?.name).toBe('test.late');
    expect((await stream.until('session.ended')).map(({ name }) => name)).toContain('session.opened');
    stream.close();
  });

  it('gives everything once, in one order, however many write at the same time', async () => {
    const device = await newDevice();
    const deviceKey = deviceKeyOf(device.devId);
    const query = `?devId=${device.devId}`;
    const streams = [
      await EventStream.open(server.url, { query }),
      await EventStream.open(server.url, { query }),
    ];
    const pool = new pg.Pool({ connectionString: database.url, max: 8, options: '-c search_path=dm_server' });
    const write = async (type: string, turns: number) => {
      const client = await pool.connect();
      await client.query('BEGIN');
      await client.query(
        `INSERT INTO event_log (device_key, id, type, source, dev_id, data, at) VALUES ($1, $2, $3, 'dm-server', $4, '{}', now())`,
        [deviceKey, newId(deviceKey, 'event'), type, device.devId],
      );
      for (let i = 0; i < turns; i += 1) await new Promise((resolve) => setImmediate(resolve));
      await client.query('COMMIT');
      client.release();
    };
    await Promise.all(Array.from({ length: 200 }, (_, i) => write('test.many', (i * 7919) % 97)));
    await write('test.last', 0);
    const [first, second] = await Promise.all(streams.map((stream) => stream.until('test.last')));
    for (const stream of streams) stream.close();
    await pool.end();
    expect(first).toHaveLength(201);
    expect(new Set(first?.map(({ data }) => data.id)).size).toBe(201);
    expect(second?.map(({ cursor }) => cursor)).toEqual(first?.map(({ cursor }) => cursor));
  });

  it('is not held up by transactions of other databases', async () => {
    const device = await newDevice();
    const elsewhere = await createTestDatabase('dm_elsewhere');
    const other = new pg.Client({ connectionString: elsewhere.url });
    await other.connect();
    await other.query('BEGIN');
    await other.query('SELECT pg_current_xact_id()');
    const stream = await EventStream.open(server.url, { query: `?devId=${device.devId}` });
    await device.open();
    expect((await stream.until('session.ended')).length).toBeGreaterThan(1);
    stream.close();
    await other.end();
    await elsewhere.drop();
  });

  it('needs the token, and a cursor that it has given', async () => {
    const response = await fetch(`${server.url}/api/v1/events`);
    expect(response.status).toBe(401);
    await response.text();
    const stream = await EventStream.open(server.url, { lastEventId: 'nonsense' });
    expect(stream.response.status).toBe(400);
    stream.close();
  });
});
