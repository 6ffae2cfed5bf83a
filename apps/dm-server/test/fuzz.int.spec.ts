import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestDatabase } from '@dm2/cluster';
import type { RunningService } from '@dm2/service';
import { DEV_INFO, RawDevice, TYPE } from './support/device.js';
import { Operator, type SessionAnswer } from './support/operator.js';
import { serverDatabase, startServer } from './support/server.js';

const DEV_ID = 'urn:test:fuzz';

let database: TestDatabase;
let server: RunningService;
let operator: Operator;
let device: RawDevice;
let taskId: string;

/** One session for all inputs: two commands are unanswered, and stay so. */
beforeAll(async () => {
  database = await serverDatabase('dm_fuzz');
  server = await startServer(database, { DM_BODY_LIMIT: '65536' });
  operator = new Operator(server.url);
  await operator.register(DEV_ID);
  taskId = await operator.queue(DEV_ID, [
    {
      commands: [
        ['GET', DEV_INFO],
        ['GET', DEV_INFO],
      ],
    },
  ]);
  device = new RawDevice(server.url, DEV_ID);
  await device.open();
});

afterAll(async () => {
  await server?.close();
  await database?.drop();
});

/** The session as it is, but for what was refused beside it. */
async function state(): Promise<Pick<SessionAnswer, 'id' | 'state' | 'exchanges' | 'commands' | 'packages'>> {
  const { id, state: phase, exchanges, commands, packages } = await operator.session(DEV_ID);
  return { id, state: phase, exchanges, commands, packages };
}

const bytes = (body: string | Uint8Array): Uint8Array<ArrayBuffer> =>
  new Uint8Array(typeof body === 'string' ? new TextEncoder().encode(body) : body);

const status = fc.oneof(
  fc.integer({ min: -1, max: 2500 }),
  fc.constantFrom('200', null, {}, [200], 1e99),
  fc.record({ sc: fc.oneof(fc.integer(), fc.string()), URI: fc.array(fc.string()) }, { requiredKeys: [] }),
);
/** Never the answer that is due: that has two statuses. */
const statuses = fc.oneof(
  fc.array(status, { maxLength: 1 }),
  fc.array(status, { minLength: 3, maxLength: 6 }),
  fc.jsonValue().filter((value) => !Array.isArray(value)),
);
const package3 = fc.oneof(
  fc.record(
    { Status: statuses, Alert: fc.oneof(fc.array(fc.jsonValue()), fc.jsonValue()) },
    { requiredKeys: [] },
  ),
  fc.jsonValue().filter((value) => typeof value !== 'object' || value === null || !('Status' in value)),
);
const json = package3.map((value) => JSON.stringify(value));
/** A Package#1 that is none: one that is would rightly open a session. */
const package1 = fc.oneof(
  fc.constantFrom(
    '[]',
    '"x"',
    'null',
    '1',
    '',
    '{',
    '{"MOS":1}',
    '{"MOS":[1]}',
    '{"Alert":{}}',
    '{"Alert":[{}]}',
  ),
  fc
    .record({ MOS: fc.constantFrom(1, 'x', {}, [null], [{ MIID: 1 }]), Alert: fc.jsonValue() })
    .map((v) => JSON.stringify(v)),
);
const boundary = fc.constantFrom('b', 'boundary with spaces', "'()+_,-./:=?", '', 'x'.repeat(300));
const part = fc
  .record({
    headers: fc.array(
      fc.oneof(
        fc.constantFrom(
          `Content-Type: ${TYPE.response}`,
          'Content-Disposition: form-data; name="0"',
          'Content-Disposition: form-data; name="9999999"',
          'Content-Disposition: form-data',
          'Content-Type',
        ),
        fc.string({ maxLength: 40 }),
      ),
      { maxLength: 4 },
    ),
    body: fc.oneof(json, fc.string()),
    end: fc.constantFrom('\r\n', '\n', ''),
  })
  .map(({ headers, body, end }) => `${headers.join('\r\n')}\r\n\r\n${body}${end}`);
const multipart = fc
  .record({ name: boundary, parts: fc.array(part, { maxLength: 4 }), closed: fc.boolean(), cut: fc.nat(20) })
  .map(({ name, parts, closed, cut }) => {
    const text = `${parts.map((each) => `--${name}\r\n${each}`).join('')}${closed ? `--${name}--\r\n` : ''}`;
    return { type: `multipart/form-data; boundary="${name}"`, body: text.slice(0, text.length - cut) };
  });
const random = fc.record({
  type: fc.constantFrom(
    TYPE.initiation,
    TYPE.response,
    'multipart/form-data; boundary=b',
    'application/json',
    'x',
  ),
  body: fc.uint8Array({ maxLength: 3000 }),
});
const request = fc.oneof(
  random,
  json.map((body) => ({ type: `${TYPE.response}; charset=utf-8`, body })),
  package1.map((body) => ({ type: TYPE.initiation, body })),
  multipart,
);

describe('whatever is posted to the DM endpoint', () => {
  it('is never answered 5xx, and nothing that is refused changes the session', async () => {
    const before = await state();
    await fc.assert(
      fc.asyncProperty(request, async ({ type, body }) => {
        const { status: code, headers, json: problem } = await device.post(type, bytes(body));
        expect(code).toBeGreaterThanOrEqual(400);
        expect(code).toBeLessThan(500);
        expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
        expect(problem).toMatchObject({
          status: code,
          code: expect.any(String) as string,
          clause: expect.stringMatching(/^TS /) as string,
        });
        expect(problem).toHaveProperty('field');
      }),
      { numRuns: 400 },
    );
    expect(await state()).toEqual(before);
  });

  it('with whatever headers is never answered 5xx', async () => {
    const before = await state();
    const visible = fc.stringMatching(/^[\x21-\x7e]{0,300}$/);
    await fc.assert(
      fc.asyncProperty(
        fc.record(
          {
            accept: visible,
            'omadm-devid': visible,
            'content-type': visible.filter((type) => !type.startsWith(TYPE.initiation)),
            authorization: fc.oneof(
              visible,
              visible.map((text) => `Basic ${text}`),
            ),
            cookie: fc.oneof(
              visible,
              visible.map((text) => `dm-session=${text}`),
            ),
          },
          { requiredKeys: ['omadm-devid'] },
        ),
        async (headers) => {
          const { status: code } = await device.post(
            headers['content-type'] ?? TYPE.response,
            '{"Status":[]}',
            headers,
          );
          expect(code).toBeGreaterThanOrEqual(400);
          expect(code).toBeLessThan(500);
        },
      ),
      { numRuns: 200 },
    );
    expect(await state()).toEqual(before);
  });

  it('leaves the answer that is due to be given', async () => {
    expect((await device.answer(200, 200)).commands).toEqual([['END']]);
    expect((await operator.task(taskId)).state).toBe('succeeded');
  });
});
