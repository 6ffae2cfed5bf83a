import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEVICE, startTestRepository, type TestRepository } from './repository.js';

let repository: TestRepository;
const content = randomBytes(300_000);

beforeAll(async () => {
  repository = await startTestRepository({ MAX_OBJECT_BYTES: '1000000' });
  expect((await repository.upload('fw', content)).status).toBe(201);
});
afterAll(() => repository.close());

interface Problem {
  code: string;
  field: string;
  detail: string;
}
const problem = async (response: Response) => (await response.json()) as Problem;

describe('GET of an object (HGET, TS 5.3.1)', () => {
  it('gives its bytes, type and entity tag', async () => {
    const response = await fetch(repository.sign('GET', 'fw'));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(response.headers.get('etag')).toMatch(/^"[0-9a-f]{64}"$/);
    expect(Buffer.from(await response.arrayBuffer()).equals(content)).toBe(true);
  });

  it('gives any satisfiable range as exactly that slice (RFC 9110 14)', async () => {
    const url = repository.sign('GET', 'fw');
    await fc.assert(
      fc.asyncProperty(
        fc.nat(content.length - 1),
        fc.nat(400_000),
        fc.constantFrom('both', 'from', 'last'),
        async (start, length, form) => {
          const end = start + length;
          const range =
            form === 'both' ? `${start}-${end}` : form === 'from' ? `${start}-` : `-${length + 1}`;
          const expected =
            form === 'both'
              ? content.subarray(start, end + 1)
              : form === 'from'
                ? content.subarray(start)
                : content.subarray(-(length + 1));
          const response = await fetch(url, { headers: { range: `bytes=${range}` } });
          expect(response.status).toBe(206);
          expect(Buffer.from(await response.arrayBuffer()).equals(expected)).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('refuses a range beyond the end with 416 and ignores a malformed one', async () => {
    const url = repository.sign('GET', 'fw');
    const beyond = await fetch(url, { headers: { range: 'bytes=300000-' } });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */300000']);
    const malformed = await fetch(url, { headers: { range: 'bytes=9-3' } });
    expect(malformed.status).toBe(200);
    await malformed.arrayBuffer();
  });

  it('answers 304 to a client that has it, and the whole to an If-Range of another version', async () => {
    const url = repository.sign('GET', 'fw');
    const etag = (await fetch(url, { method: 'HEAD' })).headers.get('etag') ?? '';
    expect((await fetch(url, { headers: { 'if-none-match': `"x", ${etag}` } })).status).toBe(304);
    const other = await fetch(url, { headers: { range: 'bytes=0-1', 'if-range': '"x"' } });
    expect(other.status).toBe(200);
    await other.arrayBuffer();
  });

  it('answers 406 to an Accept that does not take its type, 404 for an object that is not there', async () => {
    const refused = await fetch(repository.sign('GET', 'fw'), { headers: { accept: 'text/html' } });
    expect([refused.status, (await problem(refused)).field]).toEqual([406, 'Accept']);
    expect((await fetch(repository.sign('GET', 'nothing'))).status).toBe(404);
  });

  it('is recorded and reported when it is over', async () => {
    await (await fetch(repository.sign('GET', 'fw', { devId: 'UUID:reader' }))).arrayBuffer();
    const event = await repository.event(
      (one) => one.type === 'repository.read' && one.data.devId === 'UUID:reader',
    );
    expect(event.data).toMatchObject({
      object: 'fw',
      method: 'GET',
      status: 200,
      bytes: content.length,
      complete: true,
    });
    const [access] = await repository.accesses('?devId=UUID:reader');
    expect(access).toMatchObject({ object: 'fw', status: 200, bytes: content.length, complete: true });
  });

  it('that the device cuts is recorded as incomplete', async () => {
    expect((await repository.upload('large', randomBytes(999_999))).status).toBe(201);
    const url = new URL(repository.sign('GET', 'large', { devId: 'UUID:cutter' }));
    const socket = connect(Number(url.port), '127.0.0.1');
    socket.write(`GET ${url.pathname}${url.search} HTTP/1.1\r\nHost: x\r\n\r\n`);
    await once(socket, 'data');
    socket.pause();
    socket.resetAndDestroy();
    const event = await repository.event(
      (one) => one.type === 'repository.read' && one.data.devId === 'UUID:cutter',
    );
    expect(event.data).toMatchObject({ status: 200, complete: false });
  });
});

describe('the signature of a URL', () => {
  it.each([
    ['another method', () => repository.sign('GET', 'fw'), 'PUT', 'method-not-signed'],
    [
      'another object',
      () => repository.sign('GET', 'other').replace('/other', '/fw'),
      'GET',
      'signature-wrong',
    ],
    [
      'another device',
      () => repository.sign('GET', 'fw').replace('490154203237518', '490154203237519'),
      'GET',
      'signature-wrong',
    ],
    [
      'a later time',
      () => repository.sign('GET', 'fw', { expiresIn: -1000 }).replace(/e=\d+/, 'e=4000000000'),
      'GET',
      'signature-wrong',
    ],
    [
      'a time that is over',
      () => repository.sign('GET', 'fw', { expiresIn: -1000 }),
      'GET',
      'signature-expired',
    ],
    ['nothing', () => `${repository.url}/objects/fw`, 'GET', 'signature-missing'],
  ])('is not good for %s: 403 with the reason', async (_what, url, method, code) => {
    const response = await fetch(url(), { method, ...(method === 'PUT' ? { body: 'x' } : {}) });
    expect([response.status, (await problem(response)).code]).toEqual([403, code]);
  });
});

describe('PUT and POST of an object (HPUT, HPOST, TS 5.3.2, 5.3.3)', () => {
  const put = (name: string, body: string, headers: Record<string, string> = {}) =>
    fetch(repository.sign('PUT', name), {
      method: 'PUT',
      body,
      headers: { 'content-type': 'application/dmmo+json', ...headers },
    });

  it('store a version; a POST keeps those before it', async () => {
    const post = (body: string) =>
      fetch(repository.sign('POST', 'inventory'), {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/dmmo+json' },
      });
    expect((await post('[1]')).status).toBe(201);
    expect((await post('[2]')).status).toBe(200);
    expect(await (await fetch(repository.sign('GET', 'inventory'))).text()).toBe('[2]');
    const versions = await fetch(`${repository.url}/api/v1/objects/inventory/versions`, {
      headers: { authorization: `Bearer ${repository.token}` },
    });
    expect(((await versions.json()) as { items: unknown[] }).items).toHaveLength(2);
    const event = await repository.event(
      (one) => one.type === 'repository.written' && one.data.method === 'POST',
    );
    expect(event.data).toMatchObject({ object: 'inventory', devId: DEVICE, bytes: 3, complete: true });
  });

  it('of a type that is not taken is 415 and says which are, by OMADM-Accept (TS 5.5)', async () => {
    const response = await put('picture', 'x', { 'content-type': 'image/png' });
    expect([response.status, response.headers.get('omadm-accept')]).toEqual([
      415,
      expect.stringContaining('application/dmmo+json'),
    ]);
  });

  it('beyond the limit is 413, whether its length was told or not', async () => {
    const told = await put('big', 'x'.repeat(1_000_001));
    expect(told.status).toBe(413);
    const untold = await fetch(repository.sign('PUT', 'big', { devId: 'UUID:talker' }), {
      method: 'PUT',
      headers: { 'content-type': 'text/plain' },
      body: new Blob(['x'.repeat(1_000_001)]).stream(),
      duplex: 'half',
    });
    expect(untold.status).toBe(413);
    const [access] = await repository.accesses('?devId=UUID:talker');
    expect(access).toMatchObject({ status: 413, complete: true });
    expect((await fetch(repository.sign('GET', 'big'))).status).toBe(404);
  });

  it('follow If-Match and If-None-Match', async () => {
    expect((await put('guarded', '[]', { 'if-none-match': '*' })).status).toBe(201);
    expect((await put('guarded', '[]', { 'if-none-match': '*' })).status).toBe(412);
    expect((await put('guarded', '[]', { 'if-match': '"x"' })).status).toBe(412);
    const etag =
      (await fetch(repository.sign('GET', 'guarded'), { method: 'HEAD' })).headers.get('etag') ?? '';
    expect((await put('guarded', '[1]', { 'if-match': etag })).status).toBe(200);
  });

  it('at the same time leave one of them as the object, whole', async () => {
    const bodies = Array.from({ length: 12 }, (_unused, i) => String(i).repeat(5000));
    const answers = await Promise.all(
      bodies.map((body) => put('contended', body, { 'content-type': 'text/plain' })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(bodies).toContain(await (await fetch(repository.sign('GET', 'contended'))).text());
  });

  it('that breaks off leaves nothing behind', async () => {
    const url = new URL(repository.sign('PUT', 'broken', { devId: 'UUID:broken' }));
    const socket = connect(Number(url.port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(
      `PUT ${url.pathname}${url.search} HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 5000\r\n\r\nhalf`,
    );
    await once(socket, 'connect');
    socket.destroySoon();
    const event = await repository.event(
      (one) => one.type === 'repository.written' && one.data.devId === 'UUID:broken',
    );
    expect(event.data).toMatchObject({ complete: false });
    expect((await fetch(repository.sign('GET', 'broken'))).status).toBe(404);
    expect(readdirSync(join(repository.environment['OBJECT_DIR'] ?? '', 'incoming'))).toEqual([]);
  });
});

describe('the management API', () => {
  it('wants its token and says which', async () => {
    const response = await fetch(`${repository.url}/api/v1/objects`, {
      headers: { authorization: 'Bearer wrong' },
    });
    expect(response.status).toBe(401);
    expect((await problem(response)).detail).toContain('REPOSITORY_API_TOKEN');
  });

  it('lists, describes and deletes objects', async () => {
    const headers = { authorization: `Bearer ${repository.token}` };
    await repository.upload('passing', 'x');
    const list = (await (await fetch(`${repository.url}/api/v1/objects?limit=1`, { headers })).json()) as {
      items: { name: string }[];
      next: string;
    };
    expect(list.items).toHaveLength(1);
    expect(list.next).toEqual(expect.any(String));
    expect(
      (await fetch(`${repository.url}/api/v1/objects/passing`, { method: 'DELETE', headers })).status,
    ).toBe(204);
    expect((await fetch(`${repository.url}/api/v1/objects/passing`, { headers })).status).toBe(404);
    expect((await fetch(`${repository.url}/api/v1/objects?limit=0`, { headers })).status).toBe(400);
  });
});
