import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import type { DataSource, MigrationInterface, QueryRunner } from 'typeorm';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@dm2/cluster';
import {
  createDatabase,
  createJobs,
  EventOutbox,
  inTransaction,
  newSortableId,
  OUTGOING_EVENT_TABLE,
  OutgoingEvent,
  poolOf,
  verifyEvent,
  type DmEvent,
  type PgBoss,
} from '../src/index.js';

const secret = `whsec_${Buffer.alloc(32, 4).toString('base64')}`;
const log = pino({ level: 'silent' });

class Outgoing1700000000001 implements MigrationInterface {
  name = 'Outgoing1700000000001';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(OUTGOING_EVENT_TABLE);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE outgoing_event');
  }
}

let database: TestDatabase;
let source: DataSource;
let jobs: PgBoss;
let outbox: EventOutbox;
let server: Server;
/** Requests so far, and how often each event came. */
let requests: number;
let received: Map<string, number>;
/** What is answered; nothing: the connection is closed, as if nobody was there. */
let answer: number | undefined;
let heard: () => void;

beforeEach(async () => {
  requests = 0;
  received = new Map<string, number>();
  answer = undefined;
  heard = () => undefined;
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      requests += 1;
      const { id } = verifyEvent(request.headers, Buffer.concat(chunks).toString('utf8'), secret);
      if (answer === undefined) response.destroy();
      else {
        received.set(id, (received.get(id) ?? 0) + 1);
        response.writeHead(answer).end();
      }
      heard();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  database = await createTestDatabase('outbox');
  source = await createDatabase({
    url: database.url,
    schema: 'data_repository',
    entities: [OutgoingEvent],
    migrations: [Outgoing1700000000001],
    pool: 8,
    log,
  });
  const pool = poolOf(source);
  jobs = await createJobs({ pool, schema: 'data_repository', log });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/internal/events`;
  outbox = new EventOutbox({ pool, jobs, log, url, secret });
});

afterEach(async () => {
  await outbox.stop();
  await jobs.stop({ graceful: false, timeout: 1000 });
  await source.destroy();
  await database.drop();
  server.closeAllConnections();
  server.close();
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise<void>((resolve) => (heard = resolve));
}

/** Facts with their events, as a service stores them. */
async function record(count: number): Promise<string[]> {
  const events = Array.from({ length: count }, (): DmEvent => ({
    id: newSortableId('e'),
    type: 'repository.read',
    source: 'data-repository',
    at: new Date().toISOString(),
    sequence: 0,
    data: {
      object: 'fw',
      devId: 'IMEI:1',
      method: 'GET',
      status: 200,
      bytes: 1,
      complete: true,
      contentType: null,
    },
  }));
  await inTransaction(poolOf(source), async (client) => {
    for (const event of events) await outbox.record(client, event);
  });
  return events.map(({ id }) => id);
}
it('while nobody is reached one event of a batch probes for all, and all go out when somebody is', async () => {
  await outbox.start();
  const ids = await record(300);
  outbox.deliverSoon(ids);
  // The first ten go together, not knowing; after that each batch of the queue sends one.
  await until(() => requests === 13);
  // Without the queue: all that wait go out because one of them got through.
  await jobs.offWork('event-delivery');
  answer = 204;
  outbox.deliverSoon(ids.slice(0, 1));
  await until(() => received.size === ids.length);
  expect([...received.values()].every((times) => times === 1)).toBe(true);
});

it('events that were delivered are forgotten by their time, and no others', async () => {
  await outbox.start();
  answer = 204;
  const [delivered = ''] = await record(1);
  outbox.deliverSoon([delivered]);
  const events = source.getRepository(OutgoingEvent);
  await until(() => received.size === 1);
  await vi.waitFor(async () => {
    expect((await events.findOneByOrFail({ id: delivered })).deliveredAt).toBeInstanceOf(Date);
  });
  answer = undefined;
  const [waiting = ''] = await record(1);
  await outbox.forgetBefore(new Date(Date.now() - 60_000));
  expect((await events.find()).map(({ id }) => id).sort()).toEqual([delivered, waiting].sort());
  await outbox.forgetBefore(new Date(Date.now() + 60_000));
  expect((await events.find()).map(({ id }) => id)).toEqual([waiting]);
});
