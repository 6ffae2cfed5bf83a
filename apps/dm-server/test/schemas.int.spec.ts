import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestDatabase } from '@dm2/cluster';
import { jsonSchema, SCHEMA_NAMES } from '@dm2/protocol';
import type { DmEvent, RunningService } from '@dm2/service';
import { z } from 'zod';
import { DEV_INFO } from './support/device.js';
import { Operator } from './support/operator.js';
import { serverDatabase, startServer } from './support/server.js';

let database: TestDatabase;
let server: RunningService;

beforeAll(async () => {
  database = await serverDatabase('dm_schemas');
  server = await startServer(database);
});

afterAll(async () => {
  await server?.close();
  await database?.drop();
});

async function schema(name: string): Promise<Record<string, unknown>> {
  const response = await fetch(`${server.url}/schemas/${name}.schema.json`);
  expect(response.headers.get('content-type')).toBe('application/schema+json; charset=utf-8');
  return (await response.json()) as Record<string, unknown>;
}

/** What a program that has nothing but the served schema says of a value. */
async function takes(name: string, value: unknown): Promise<boolean> {
  return z.fromJSONSchema(await schema(name)).safeParse(value).success;
}

describe('the published JSON Schemas', () => {
  it('are listed, each with its URL and title, for everybody', async () => {
    const { items } = (await (await fetch(`${server.url}/schemas`)).json()) as {
      items: { name: string; title: string; url: string }[];
    };
    expect(items.map(({ name }) => name)).toEqual([...SCHEMA_NAMES, 'task', 'event', 'ui-session-request']);
    for (const { name, title, url } of items) {
      expect(url).toBe(`${server.url}/schemas/${name}.schema.json`);
      expect(await (await fetch(url)).json()).toMatchObject({
        title,
        $schema: expect.stringContaining('json-schema.org') as string,
      });
    }
  });

  it('of packages, alerts and MO data are those of the protocol (TS 7.2.1)', async () => {
    for (const name of SCHEMA_NAMES) expect(await schema(name)).toEqual(jsonSchema(name));
  });

  it('may be cached', async () => {
    const url = `${server.url}/schemas/package2.schema.json`;
    const first = await fetch(url);
    await first.text();
    expect(first.headers.get('cache-control')).toMatch(/^public, max-age=/);
    const again = await fetch(url, { headers: { 'if-none-match': first.headers.get('etag') ?? '' } });
    expect(again.status).toBe(304);
  });

  it('that are not there are 404, with what to look at', async () => {
    const answer = await fetch(`${server.url}/schemas/package9.schema.json`);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });

  it('of a task takes what the management API takes, and no more', async () => {
    const operator = new Operator(server.url);
    await operator.register('urn:test:schemas');
    const steps = [
      { show: { page: 'consent', data: { title: 'x' }, as: 'consent' }, commands: [['GET', DEV_INFO]] },
      { await: 'consent', upTo: '20s', otherwise: 'callback' },
      { when: { 'consent.choice': 'accept' }, commands: [['DELETE', 'urn:x:1.0//a']] },
      { final: true, commands: [['HPOST', '{repository}/objects/inventory', DEV_INFO]] },
    ];
    const tasks: [object, number][] = [
      [{ name: 'flow', steps }, 201],
      [{ steps, onFailure: 'stop', notify: false }, 201],
      [{ name: 'flow', steps: [] }, 422],
      [{ name: 'flow' }, 422],
      [{ name: 'flow', steps: [{ comands: [] }] }, 422],
      [{ name: 'flow', steps: [{ commands: [[1]] }] }, 422],
      [{ name: 'flow', steps, onFailure: 'explode' }, 422],
    ];
    for (const [task, status] of tasks) {
      expect((await operator.request('POST', '/devices/urn:test:schemas/tasks', task)).status).toBe(status);
      expect([task, await takes('task', task)]).toEqual([task, status === 201]);
    }
  });

  it('of an event takes each that the internal interface takes (CR 6.2, step 4.3)', async () => {
    const head = { id: 'e1', at: new Date().toISOString(), sequence: 1 };
    const about = { uiSessionId: 'u', devId: 'IMEI:1', page: 'consent' };
    const finished: DmEvent = {
      ...head,
      type: 'ui-session.finished',
      source: 'web-server-component',
      data: { ...about, result: { choice: 'accept' }, outcome: 'completed' },
    };
    const written: DmEvent = {
      ...head,
      type: 'repository.written',
      source: 'data-repository',
      data: {
        object: 'o',
        devId: 'IMEI:1',
        method: 'PUT',
        status: 204,
        bytes: 3,
        complete: true,
        contentType: null,
      },
    };
    expect(await takes('event', finished)).toBe(true);
    expect(await takes('event', written)).toBe(true);
    expect(await takes('event', { ...finished, source: 'data-repository' })).toBe(false);
    expect(await takes('event', { ...written, data: about })).toBe(false);
  });
});
