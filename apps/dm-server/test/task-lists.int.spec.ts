import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestDatabase } from '@dm2/cluster';
import type { RunningService } from '@dm2/service';
import { DEV_INFO, RawDevice } from './support/device.js';
import { Operator, type TaskAnswer } from './support/operator.js';
import { serverDatabase, startServer } from './support/server.js';

const GET = { commands: [['GET', DEV_INFO]] };
const A = 'urn:test:list:a';
const B = 'urn:test:list:b';

let database: TestDatabase;
let server: RunningService;
let operator: Operator;

beforeAll(async () => {
  database = await serverDatabase('dm_task_lists');
  server = await startServer(database);
  operator = new Operator(server.url);
  await operator.register(A);
  await operator.register(B);
});

afterAll(async () => {
  await server?.close();
  await database?.drop();
});

interface Listed {
  readonly items: readonly { id: string; devId: string; name: string; step: number; steps: number }[];
  readonly next: string | null;
}

async function list(query: string): Promise<Listed> {
  const answer = await operator.request('GET', `/tasks${query}`);
  expect(answer.status).toBe(200);
  return answer.body<Listed>();
}

describe('tasks of all devices', () => {
  it('are listed newest first, a page at a time, each once', async () => {
    const ids: string[] = [];
    for (const [i, devId] of [A, B, A, B, A].entries())
      ids.unshift(await operator.queue(devId, [GET], { name: `page ${i}` }));
    const seen: string[] = [];
    let cursor = '';
    do {
      const { items, next } = await list(`?name=PAGE&limit=2${cursor && `&cursor=${cursor}`}`);
      expect(items.length).toBeLessThanOrEqual(2);
      seen.push(...items.map(({ id }) => id));
      cursor = next ?? '';
    } while (cursor !== '');
    expect([...seen].sort()).toEqual([...ids].sort());
    const { items } = await list('?name=page&limit=5');
    expect(
      items
        .map(({ name }) => name)
        .sort()
        .reverse(),
    ).toEqual(items.map(({ name }) => name));
  });

  it('are filtered by device, state and part of the name', async () => {
    const id = await operator.queue(A, [GET], { name: 'one to cancel' });
    await operator.request('POST', `/tasks/${id}/cancel`);
    expect((await list('?state=cancelled')).items.map((task) => task.id)).toEqual([id]);
    expect((await list(`?state=cancelled&devId=${B}`)).items).toEqual([]);
    expect((await list('?name=To%20Cancel')).items.map((task) => task.id)).toEqual([id]);
    expect((await list(`?devId=${B}`)).items.every(({ devId }) => devId === B)).toBe(true);
    expect((await operator.request('GET', '/tasks?devId=urn:test:nobody')).status).toBe(404);
    expect((await operator.request('GET', '/tasks?state=asleep')).status).toBe(400);
  });
});

describe('a task for several devices', () => {
  const task = { name: 'together', steps: [GET] };

  it('is queued for each of them, and a device that is not registered keeps none of the others from theirs', async () => {
    const answer = await operator.request('POST', '/tasks', { devIds: [A, 'urn:test:nobody', B], task });
    expect(answer.status).toBe(201);
    const { batchId, items } = answer.body<{ batchId: string; items: { devId: string; id?: string }[] }>();
    expect(items).toMatchObject([
      { devId: A, id: expect.any(String) as string },
      { devId: 'urn:test:nobody', problem: { status: 404, code: 'device-unknown' } },
      { devId: B, id: expect.any(String) as string },
    ]);
    const queued = await list(`?batchId=${batchId}`);
    expect(queued.items.map(({ devId }) => devId).sort()).toEqual([A, B]);
    await operator.request('POST', `/tasks/${items[0]?.id ?? ''}/cancel`);
    expect((await operator.request('GET', `/task-batches/${batchId}`)).body()).toMatchObject({
      id: batchId,
      name: 'together',
      devices: 2,
      counts: { queued: 1, cancelled: 1, succeeded: 0 },
    });
  });

  it.each([
    ['a task that can’t be run', { devIds: [A], task: { name: 'x', steps: [{ commands: [['FLY']] }] } }, 422],
    ['no device at all', { devIds: [], task }, 422],
    ['only devices that are not registered', { devIds: ['urn:test:nobody'], task }, 422],
    ['a device twice', { devIds: [A, A], task }, 422],
    [
      'more than a thousand',
      { devIds: Array.from({ length: 1001 }, (_unused, i) => `urn:test:${i}`), task },
      422,
    ],
  ])('is refused for %s, and nothing is queued', async (_what, body, status) => {
    const before = await list('?limit=500');
    expect((await operator.request('POST', '/tasks', body)).status).toBe(status);
    expect((await list('?limit=500')).items).toHaveLength(before.items.length);
  });

  it('says of no batch that there is none', async () => {
    expect((await operator.request('GET', '/task-batches/b0')).status).toBe(404);
  });
});

describe('a task', () => {
  it('tells how far it is, and in which sessions it ran', async () => {
    const devId = 'urn:test:list:progress';
    await operator.register(devId);
    const id = await operator.queue(devId, [GET, GET]);
    const device = new RawDevice(server.url, devId);
    await device.open();
    await device.answer(404);
    const half = (await operator.request('GET', `/tasks/${id}`)).body<TaskAnswer & { step: number }>();
    expect(half).toMatchObject({ state: 'running', step: 1, steps: 2, progress: { resumes: 0, shows: [] } });
    // The second session: the step that was not answered is sent again.
    await device.open();
    await device.answer(404);
    const { sessions, ...done } = (await operator.request('GET', `/tasks/${id}`)).body<{
      sessions: { id: string; state: string }[];
    }>();
    expect(done).toMatchObject({ state: 'failed', reason: 'status', step: 2, steps: 2 });
    expect(sessions.map(({ state }) => state)).toEqual(['aborted', 'ended']);
    expect(sessions.map((session) => session.id)).toEqual(
      (await operator.sessions(devId)).map((session) => session.id).reverse(),
    );
  });
});
