import { request } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ClientFault, ClientPackage } from './client-package.js';
import { Inbox, LockStepServer } from './lock-step-server.js';

const NEVER = new Promise<never>(() => undefined);
let inbox: Inbox;
let server: LockStepServer;

beforeEach(async () => {
  inbox = new Inbox();
  server = await LockStepServer.start(inbox);
});
afterEach(async () => server.close());

const post = async (body: string, contentType: string, path = '/dm') =>
  request(`${server.base}${path}`, { method: 'POST', body, headers: { 'content-type': contentType } });

describe('the lock-step server', () => {
  it('holds each package until the case answers it', async () => {
    const answered = post('{"Status":[{"sc":200}]}', 'application/vnd.oma.dm.response+json', '/dm-elsewhere');
    const exchange = await inbox.next(NEVER);
    expect(exchange?.request.path).toBe('/dm-elsewhere');
    exchange?.reply({ body: '{"CMD":[]}' });
    expect(await (await answered).body.json()).toEqual({ CMD: [] });
  });
  it('tells that nothing comes any more, but not before what has come is taken', async () => {
    const answered = post('{}', 'application/vnd.oma.dm.initiation+json');
    const first = await inbox.next(NEVER);
    first?.reply({ status: 500 });
    await answered;
    expect(await inbox.next(Promise.resolve())).toBeUndefined();
  });
  it('gives what lies at a path, one after the other, and keeps every request', async () => {
    const url = server.put('/report', { status: 415 }, { body: 'taken' });
    const codes = [];
    for (let i = 0; i < 3; i += 1) codes.push((await request(url, { method: 'PUT' })).statusCode);
    expect(codes).toEqual([415, 200, 200]);
    expect(server.at('/report')).toHaveLength(3);
    expect((await request(`${server.base}/nothing`)).statusCode).toBe(404);
  });
  it('can be closed twice', async () => {
    await server.close();
    await server.close();
  });
});

describe('a package as it came', () => {
  const read = (body: string, contentType: string) =>
    new ClientPackage(
      { method: 'POST', path: '/dm', headers: { 'content-type': contentType }, body: Buffer.from(body) },
      server,
    );
  const multipart = [
    '--b\r\nContent-Type: application/vnd.oma.dm.response+json\r\n\r\n{"Status":[{"sc":200},{"sc":200}]}',
    '\r\n--b\r\nContent-Disposition: form-data; name="0"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nvälue',
    '\r\n--b\r\nContent-Disposition: form-data; name="1"\r\nContent-Type: application/dmmo+json\r\n\r\n',
    '[{"ClientURI":"m/i/","MOData":{"Root":{"a":1}}}]\r\n--b--\r\n',
  ].join('');

  it('has statuses, and data by the index of its command', () => {
    const came = read(multipart, 'multipart/form-data; boundary=b');
    expect(came.codes).toEqual([200, 200]);
    expect(came.text(0)).toBe('välue');
    expect(came.value(1)).toEqual({ a: 1 });
    expect(came.items(1)[0]?.ClientURI).toBe('m/i/');
    expect(came.part(2)).toBeUndefined();
  });
  it.each([
    ['is no JSON', '{', 'application/vnd.oma.dm.response+json'],
    ['has no boundary', multipart, 'multipart/form-data'],
    ['has no end', multipart.slice(0, -8), 'multipart/form-data; boundary=b'],
  ])('is a fault of the client if it %s', (_what, body, type) => {
    expect(() => read(body, type)).toThrow(ClientFault);
  });
});
