import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectTo, type TestDatabase } from '@dm2/cluster';
import type { RunningService } from '@dm2/service';
import { deviceKeyOf } from '../src/ids.js';
import { DEV_INFO, RawDevice, TYPE, type DmResponse } from './support/device.js';
import { Operator } from './support/operator.js';
import { serverDatabase, startServer } from './support/server.js';

const LIMIT = 64 * 1024;

let database: TestDatabase;
let server: RunningService;
let operator: Operator;
let device: RawDevice;
let taskId: string;
let devices = 0;

beforeAll(async () => {
  database = await serverDatabase('dm_bad_input');
  server = await startServer(database, { DM_BODY_LIMIT: String(LIMIT) });
  operator = new Operator(server.url);
});

afterAll(async () => {
  await server?.close();
  await database?.drop();
});

/** A device in the middle of a session: two commands are unanswered. */
beforeEach(async () => {
  const devId = `urn:test:bad:${(devices += 1)}`;
  await operator.register(devId);
  taskId = await operator.queue(devId, [
    {
      commands: [
        ['GET', DEV_INFO],
        ['GET', DEV_INFO],
      ],
    },
  ]);
  device = new RawDevice(server.url, devId);
  await device.open();
});

function expectProblem(response: DmResponse, status: number, problem: Record<string, unknown>): void {
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(response.json).toMatchObject({ status, ...problem });
  expect(response.json['detail']).toEqual(expect.any(String));
}

/** The session is as it was: the right answer still is one. */
async function expectUntouched(): Promise<void> {
  expect(await operator.session(device.devId)).toMatchObject({ state: 'open', exchanges: 1 });
  expect((await device.answer(200, 200)).commands).toEqual([['END']]);
  expect((await operator.task(taskId)).state).toBe('succeeded');
}

describe('a body that is no package', () => {
  it.each([
    ['no JSON', TYPE.response, '{"Status":[', 'malformed-json', ''],
    ['no object', TYPE.response, '[]', 'malformed-package', ''],
    ['empty', TYPE.response, '', 'malformed-json', ''],
    ['not UTF-8', TYPE.response, new Uint8Array([0x7b, 0xff, 0x7d]), 'malformed-json', ''],
    ['without Status', TYPE.response, '{}', 'malformed-package', 'Status'],
    [
      'with a status that is none',
      TYPE.response,
      '{"Status":[{"sc":"200"},{"sc":200}]}',
      'malformed-package',
      'Status/0/sc',
    ],
    [
      'with an alert that has no type',
      TYPE.response,
      '{"Status":[{"sc":200},{"sc":200}],"Alert":[{}]}',
      'malformed-package',
      'Alert/0/AlertType',
    ],
    ['nested without end', TYPE.response, `${'['.repeat(5000)}`, 'malformed-json', ''],
    ['a Package#1 with MOS that is no array', TYPE.initiation, '{"MOS":{}}', 'malformed-package', 'MOS'],
  ] as const)('%s is 400, with field and clause', async (_name, type, body, code, field) => {
    const response = await device.post(type, body);
    expectProblem(response, 400, { code, field });
    expect(response.json['clause']).toMatch(/^TS /);
    await expectUntouched();
  });
});

describe('a multipart Package#3 (TS App. F)', () => {
  const part = (headers: string, text: string) => `--b\r\n${headers}\r\n\r\n${text}\r\n`;
  const first = part(`Content-Type: ${TYPE.response}`, '{"Status":[{"sc":200},{"sc":200}]}');
  const data = (name: string) =>
    part(`Content-Disposition: form-data; name="${name}"\r\nContent-Type: text/plain`, 'x');

  it.each([
    ['that is cut', `${first}${data('0').slice(0, -8)}`],
    ['without its end', `${first}${data('0')}`],
    ['whose first part is no Package#3', `${data('0')}--b--\r\n`],
    ['with a part that has no index', `${first}${data('first')}--b--\r\n`],
    ['with two parts for one command', `${first}${data('0')}${data('0')}--b--\r\n`],
    ['with data for a command that was not sent', `${first}${data('2')}--b--\r\n`],
    ['with nothing in it', ''],
  ])('%s is 400', async (_name, body) => {
    const response = await device.post('multipart/form-data; boundary=b', body);
    expectProblem(response, 400, { clause: 'TS App. F' });
    await expectUntouched();
  });

  it('without a boundary is 400, naming Content-Type', async () => {
    expectProblem(await device.post('multipart/form-data', `${first}--b--`), 400, { field: 'Content-Type' });
    await expectUntouched();
  });
});

describe('headers', () => {
  it.each([
    undefined,
    'application/json',
    'text/plain',
    'nonsense',
    'application/vnd.oma.dm.request+json',
    ';;;',
  ])('Content-Type %s is 415 and names what is taken (TS 5.5)', async (type) => {
    const response = await device.post(type, '{"Status":[{"sc":200},{"sc":200}]}');
    expectProblem(response, 415, { code: 'unsupported-media-type', field: 'Content-Type', clause: 'TS 5.5' });
    expect(response.headers.get('omadm-accept')).toContain(TYPE.response);
    await expectUntouched();
  });

  it.each(['application/json', 'text/*', `${TYPE.request};q=0`])(
    'Accept %s is 406 (TS 5.5)',
    async (accept) => {
      const response = await device.post(TYPE.response, '{"Status":[{"sc":200},{"sc":200}]}', { accept });
      expectProblem(response, 406, { code: 'not-acceptable', field: 'Accept', clause: 'TS 5.5' });
      await expectUntouched();
    },
  );

  it.each(['*/*', 'application/*', `text/html, ${TYPE.request};q=0.1`])(
    'Accept %s is taken',
    async (accept) => {
      expect(
        (await device.post(TYPE.response, '{"Status":[{"sc":200},{"sc":200}]}', { accept })).status,
      ).toBe(200);
    },
  );

  it('no Accept at all is taken (TS 5.5: a SHOULD)', async () => {
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    const body = '{"Status":[{"sc":200},{"sc":200}]}';
    const headers = device.headers(TYPE.response, { accept: undefined });
    socket.write(
      `POST /dm HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: ${body.length}\r\n${Object.entries(
        headers,
      )
        .map(([name, value]) => `${name}: ${value}\r\n`)
        .join('')}\r\n${body}`,
    );
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 200 /);
    socket.destroy();
  });

  it.each([undefined, '', ' ', 'two words', 'x'.repeat(256)])(
    'OMADM-DevID "%s" is 400 (TS 5.2)',
    async (devId) => {
      const response = await device.post(TYPE.response, '{"Status":[]}', { 'omadm-devid': devId });
      expectProblem(response, 400, { field: 'OMADM-DevID', clause: 'TS 5.2' });
      await expectUntouched();
    },
  );

  it.each(['GET', 'PUT', 'DELETE'])('the method %s is 405', async (method) => {
    const response = await fetch(`${server.url}/dm`, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
  });
});

describe('who it is', () => {
  it('is asked for when there are no credentials, and which are expected is said', async () => {
    const response = await device.post(TYPE.response, '{"Status":[{"sc":200},{"sc":200}]}', {
      authorization: undefined,
    });
    expectProblem(response, 401, { code: 'unauthenticated', field: 'Authorization' });
    expect(response.json['detail']).toContain('HTTP Basic');
    expect(response.headers.get('www-authenticate')).toBe('Basic realm="dm2.example", charset="UTF-8"');
    await expectUntouched();
  });

  it.each(['nobody:secret', 'wrong', ':', 'urn-test:'])('credentials "%s" are 401', async (credentials) => {
    const authorization = `Basic ${Buffer.from(credentials).toString('base64')}`;
    const response = await device.post(TYPE.response, '{"Status":[]}', { authorization });
    expectProblem(response, 401, { code: 'unauthenticated' });
    await expectUntouched();
  });

  it.each(['Bearer x', 'Basic', 'Basic %%%', 'Digest username="x"'])(
    'Authorization "%s" is 401',
    async (authorization) => {
      expectProblem(await device.post(TYPE.response, '{"Status":[]}', { authorization }), 401, {
        code: 'unauthenticated',
      });
      await expectUntouched();
    },
  );

  it('is asked for in the same words when the device is unknown', async () => {
    const stranger = new RawDevice(server.url, 'urn:test:bad:stranger');
    const response = await stranger.open();
    expectProblem(response, 401, { code: 'unauthenticated' });
    const known = await device.post(TYPE.response, '{"Status":[]}', { authorization: undefined });
    expect(response.json).toEqual(known.json);
    expect(response.headers.get('www-authenticate')).toBe(known.headers.get('www-authenticate'));
  });

  it('is 403 when the credentials are those of another device', async () => {
    await operator.register(`${device.devId}-other`);
    const other = new RawDevice(server.url, `${device.devId}-other`, device.credentials);
    expectProblem(await other.open(), 403, { code: 'other-device', field: 'OMADM-DevID' });
    const unknown = new RawDevice(server.url, 'urn:test:bad:stranger', device.credentials);
    expectProblem(await unknown.open(), 403, { code: 'other-device' });
    await expectUntouched();
  });
});

describe('a Package#3 that answers nothing', () => {
  it.each([[[200]], [[200, 200, 200]], [[]]])('with %j for two commands is 400 (TS 5.2.4)', async (codes) => {
    expectProblem(await device.answer(...codes), 400, {
      code: 'status-count',
      field: 'Status',
      clause: 'TS 5.2.4',
    });
    await expectUntouched();
  });

  it('without an open session is 400', async () => {
    await device.answer(200, 200);
    expectProblem(await device.answer(200, 200), 400, { code: 'no-session', clause: 'TS 5.2.4' });
  });
});

describe('a body over the limit', () => {
  it('is 413, by its Content-Length', async () => {
    const response = await device.post(TYPE.response, 'x'.repeat(LIMIT + 1));
    expectProblem(response, 413, { code: 'too-large', field: 'Content-Length' });
    await expectUntouched();
  });

  it('is 413 when it comes in chunks', async () => {
    const chunk = new TextEncoder().encode('x'.repeat(16 * 1024));
    let left = 6;
    const response = await fetch(`${server.url}/dm`, {
      method: 'POST',
      headers: device.headers(TYPE.response),
      body: new ReadableStream({
        pull(controller) {
          if ((left -= 1) < 0) controller.close();
          else controller.enqueue(chunk);
        },
      }),
      duplex: 'half',
    });
    expect(response.status).toBe(413);
    await response.text();
    await expectUntouched();
  });

  it('is taken up to the limit', async () => {
    const start = '{"Status":[{"sc":200},{"sc":200}],"more":"';
    const body = `${start}${'x'.repeat(LIMIT - start.length - 2)}"}`;
    expect(body.length).toBe(LIMIT);
    expect((await device.post(TYPE.response, body)).status).toBe(200);
  });
});

describe('more than can be kept', () => {
  const long = 'x'.repeat(10_000);

  it.each([
    ['a name that is too long', { MOS: [{ DDF: 'd:d', MOID: `urn:${long}`, MIID: ['a'] }] }],
    ['instances with names that are too long', { MOS: [{ DDF: 'd:d', MOID: 'urn:x', MIID: [long, 'a'] }] }],
    [
      'very many instances',
      { MOS: [{ DDF: 'd:d', MOID: 'urn:x', MIID: Array.from({ length: 3000 }, (_, i) => `${i}`) }] },
    ],
    ['very many alerts', { Alert: Array.from({ length: 2000 }, () => ({ AlertType: 'urn:x' })) }],
    ['very many remarks', { MOS: Array.from({ length: 500 }, () => ({ MIID: [] })) }],
  ])('%s is taken, and what was not kept is remarked', async (_name, package1) => {
    const response = await device.open(package1);
    expect(response.status).toBe(200);
    const { packages } = await operator.session(device.devId);
    expect(packages[0]?.remarks.length).toBeGreaterThan(0);
    expect(packages[0]?.remarks.length).toBeLessThanOrEqual(100);
  });

  it('data at a place that is too deep is taken', async () => {
    const deep = `urn:x:1.0/a/${'n/'.repeat(5000)}n`;
    const items = JSON.stringify([{ ClientURI: deep, MOData: { n: 1 } }]);
    const response = await device.answerWith([200, 200], {
      0: { type: 'application/dmmo+json', text: items },
    });
    expect(response.commands).toEqual([['END']]);
    expect((await operator.request('GET', `/devices/${device.devId}/mos`)).body()).toMatchObject({
      items: [],
    });
  });
});

describe('what was refused', () => {
  it('is kept beside the session, with its headers, its body, the field and the clause', async () => {
    await device.post(TYPE.response, '{"Status":[{"sc":200}]}');
    const { events, packages } = await operator.session(device.devId);
    expect(packages.map(({ number }) => number)).toEqual([1, 2]);
    const refused = events.filter(({ type }) => type === 'session.refused');
    expect(refused).toHaveLength(1);
    expect(refused[0]?.data).toMatchObject({
      status: 400,
      code: 'status-count',
      field: 'Status',
      clause: 'TS 5.2.4',
      contentType: TYPE.response,
      body: '{"Status":[{"sc":200}]}',
      encoding: 'utf8',
      bytes: 23,
    });
    expect(JSON.stringify(refused)).not.toContain(Buffer.from(device.credentials ?? '').toString('base64'));
  });

  it('is kept in its first 4 KiB, whatever bytes it is', async () => {
    await device.post(TYPE.response, new Uint8Array(10_000).fill(0xff));
    const { events } = await operator.session(device.devId);
    const { data } = events.find(({ type }) => type === 'session.refused') ?? {};
    expect(data).toMatchObject({ encoding: 'base64', bytes: 10_000 });
    expect(Buffer.from(String(data?.['body']), 'base64')).toHaveLength(4096);
  });

  it('is kept at most twenty times a minute, and of no device that is not registered', async () => {
    const stranger = new RawDevice(server.url, 'urn:test:bad:stranger');
    for (const sender of [device, stranger]) {
      for (let i = 0; i < 25; i += 1) await sender.post(TYPE.response, 'rubbish');
    }
    const kept = (await operator.session(device.devId)).events.filter(
      ({ type }) => type === 'session.refused',
    );
    // A minute may have ended meanwhile.
    expect(kept.length === 20 || kept.length === 25).toBe(true);
    const client = await connectTo(database.url);
    const { rowCount } = await client.query('SELECT 1 FROM dm_server.event_log WHERE device_key = $1', [
      deviceKeyOf(stranger.devId),
    ]);
    await client.end();
    expect(rowCount).toBe(0);
  });
});
