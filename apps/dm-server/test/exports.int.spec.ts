import { execFile } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestDatabase } from '@dm2/cluster';
import { sessionAlert } from '@dm2/protocol';
import type { RunningService } from '@dm2/service';
import { har } from '../src/management/exports/har-schema.js';
import { DEV_INFO, RawDevice, TYPE } from './support/device.js';
import { Operator } from './support/operator.js';
import { serverDatabase, SETTINGS, startServer } from './support/server.js';

let database: TestDatabase;
let server: RunningService;
let operator: Operator;
let devices = 0;

beforeAll(async () => {
  database = await serverDatabase('dm_exports');
  server = await startServer(database);
  operator = new Operator(server.url);
});

afterAll(async () => {
  await server?.close();
  await database?.drop();
});

async function newDevice(more: Record<string, unknown> = {}): Promise<RawDevice> {
  const devId = `urn:test:exported:${(devices += 1)}`;
  await operator.register(devId, more);
  return new RawDevice(server.url, devId);
}

const textOf = async (path: string) => {
  const response = await fetch(`${server.url}/api/v1${path}`, {
    headers: { authorization: `Bearer ${SETTINGS.DM_API_TOKEN}` },
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
};

describe('a recorded session in the formats of other tools', () => {
  it('is an HTTP Archive with the packages as they were, and the one that was refused', async () => {
    const device = await newDevice();
    await operator.queue(device.devId, [{ commands: [['GET', DEV_INFO]] }]);
    await device.open();
    await device.answer(200, 200);
    await device.answer(404);
    const { id, packages } = await operator.session(device.devId);
    const { headers, text } = await textOf(`/sessions/${id}/har`);
    expect(headers.get('content-type')).toMatch(/^application\/json/);
    expect(headers.get('content-disposition')).toBe(`attachment; filename="session-${id}.har"`);
    const { entries } = har.parse(JSON.parse(text)).log;
    expect(entries.map(({ response }) => response.status)).toEqual([200, 400, 200]);
    expect(
      [entries[0], entries[2]].flatMap((entry) => [
        entry?.request.postData.text,
        entry?.response.content.text,
      ]),
    ).toEqual(packages.map(({ body }) => body));
    expect(entries[0]?.request.url).toBe(`${server.url}/dm`);
    expect(text).not.toContain(Buffer.from(device.credentials ?? '').toString('base64'));
  });

  it('is the text of a diagram', async () => {
    const device = await newDevice();
    await operator.queue(device.devId, [{ commands: [['GET', DEV_INFO]] }]);
    await device.open();
    await device.answerWith([200], { 0: { type: 'text/plain', text: 'x' } });
    const { headers, text } = await textOf(`/sessions/${(await operator.session(device.devId)).id}/mermaid`);
    expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(text).toContain('  C->>S: 1: Package#35;1, 0 MOs');
    expect(text).toContain('  S->>C: 2: GET\n  C->>S: 3: 200\n  S->>C: 8: END\n');
  });

  it('sends the same request again by curl, once the credentials are filled in', async () => {
    const device = await newDevice();
    await operator.queue(device.devId, [{ commands: [['GET', DEV_INFO]] }]);
    await device.open();
    await device.post('text/plain', 'it’s no package');
    const session = await operator.session(device.devId);
    const [opened] = session.packages;
    const { text } = await textOf(`/sessions/${session.id}/packages/${opened?.id}/curl`);
    const credentials = Buffer.from(device.credentials ?? '').toString('base64');
    const env = { PATH: process.env['PATH'], DM_AUTHORIZATION: credentials };
    const { stdout } = await promisify(execFile)('/bin/sh', ['-c', text], { env });
    expect(JSON.parse(stdout)).toMatchObject({ CMD: [['GET', DEV_INFO]] });
    const [again, before] = await operator.sessions(device.devId);
    expect([before?.id, before?.state]).toEqual([session.id, 'aborted']);
    const [sent] = (await operator.session(device.devId)).packages;
    expect({ ...sent, id: '', at: '' }).toMatchObject({ body: opened?.body });
    expect(sent?.headers).toMatchObject({
      'omadm-devid': device.devId,
      'content-type': TYPE.initiation,
      accept: TYPE.request,
    });
    expect(again?.id).not.toBe(session.id);
    const refused = session.events.find(({ type }) => type === 'session.refused');
    expect((await textOf(`/sessions/${session.id}/packages/${refused?.id}/curl`)).text).toContain(
      "--data-binary 'it’s no package'",
    );
  });

  it.each(['har', 'mermaid', 'packages/p/curl'])('answers 404 to %s of what is unknown', async (what) => {
    const { status, text } = await textOf(`/sessions/nobody/${what}`);
    expect([status, JSON.parse(text)]).toEqual([404, expect.objectContaining({ code: 'session-unknown' })]);
  });

  it('has no curl of a package of the server, nor of a refused one that is kept in part', async () => {
    const device = await newDevice();
    await operator.queue(device.devId, [{ commands: [['GET', DEV_INFO]] }]);
    await device.open();
    await device.post(TYPE.response, 'x'.repeat(5000));
    const session = await operator.session(device.devId);
    const refused = session.events.find(({ type }) => type === 'session.refused');
    expect((await textOf(`/sessions/${session.id}/packages/${refused?.id}/curl`)).status).toBe(409);
    const answered = session.packages.find(({ direction }) => direction === 'out');
    expect((await textOf(`/sessions/${session.id}/packages/${answered?.id}/curl`)).status).toBe(404);
  });
});

describe('what belongs to a session without being in it', () => {
  it('is the Package#0 that led to it, with the bytes that were sent', async () => {
    const udp = createSocket('udp4').bind(0, '127.0.0.1');
    await once(udp, 'listening');
    const device = await newDevice({
      notification: { transport: 'udp', host: '127.0.0.1', port: udp.address().port },
    });
    const arriving = once(udp, 'message') as Promise<[Buffer]>;
    const asked = await operator.request('POST', `/devices/${device.devId}/notifications`);
    const [bytes] = await arriving;
    udp.close();
    await device.open({ Alert: [sessionAlert('server', Number(asked.body()['notificationId']))] });
    const { id } = await operator.session(device.devId);
    const session = (await operator.request('GET', `/sessions/${id}`)).body<{
      notifications: { bytes: string; sessionId: string }[];
    }>();
    expect(session.notifications).toMatchObject([{ bytes: bytes.toString('hex'), sessionId: id }]);
  });
});
