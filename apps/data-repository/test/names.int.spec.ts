import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, open } from './raw.js';
import { startTestRepository, type TestRepository } from './repository.js';

let repository: TestRepository;
beforeAll(async () => {
  repository = await startTestRepository();
});
afterAll(() => repository.close());

const put = (name: string, body: string) =>
  fetch(repository.sign('PUT', name), { method: 'PUT', body, headers: { 'content-type': 'text/plain' } });

describe('a name of an object', () => {
  it.each(['..', '.', '../../etc/passwd', 'a/b', 'a\\b', 'a\0b', 'a%b', 'a b', 'ä', 'x'.repeat(256)])(
    'can not be %j: 400, though the URL is signed',
    async (name) => {
      const { search } = new URL(repository.sign('PUT', name));
      // As it is: clients resolve "." and ".." before they send, an attacker does not.
      const target = `/objects/${encodeURIComponent(name).replaceAll('.', '%2e')}${search}`;
      const answer = await ask(
        repository.url,
        target,
        'PUT',
        'Content-Type: text/plain\r\nContent-Length: 0\r\n',
      );
      expect(answer).toMatch(/^HTTP\/1\.1 400 .*"code":"invalid-name".*/s);
    },
  );

  it.each([
    '/objects/../api/v1/objects',
    '/objects/..%2f..%2fetc%2fpasswd',
    '/objects//',
    '/objects/%',
    '/objects/%zz',
  ])('and a target such as %s leads nowhere', async (target) => {
    const answer = await ask(repository.url, target);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d .*application\/problem\+json/s);
    expect(answer).not.toContain('root:');
  });

  it('of any length is answered with a problem', async () => {
    for (const length of [1000, 2000, 10_000]) {
      const answer = await ask(repository.url, `/objects/${'x'.repeat(length)}?d=1&e=1&m=GET&s=x`);
      expect(answer).toMatch(/^HTTP\/1\.1 4\d\d .*application\/problem\+json/s);
    }
  });

  it.each(["a~:@!$&'()*+,;=-._Z9", 'x'.repeat(255), '...', '..a'])('can be %j', async (name) => {
    expect((await put(name, 'content')).status).toBe(201);
    expect(await (await fetch(repository.sign('GET', name))).text()).toBe('content');
  });

  it('never becomes a path: every file is named by its content', () => {
    const folder = repository.environment['OBJECT_DIR'] ?? '';
    for (const name of readdirSync(folder)) expect(name).toMatch(/^(?:[0-9a-f]{2}|incoming)$/);
  });
});

describe('an empty object', () => {
  it('is stored, read and described, and has no ranges', async () => {
    expect((await put('empty', '')).status).toBe(201);
    const url = repository.sign('GET', 'empty');
    const whole = await fetch(url);
    expect([whole.status, whole.headers.get('content-length'), await whole.text()]).toEqual([200, '0', '']);
    expect((await fetch(url, { method: 'HEAD' })).headers.get('content-length')).toBe('0');
    const part = await fetch(url, { headers: { range: 'bytes=0-' } });
    expect([part.status, part.headers.get('content-range')]).toEqual([416, 'bytes */0']);
  });
});

describe('a method that an object does not have', () => {
  it.each(['DELETE', 'PATCH', 'OPTIONS'])('such as %s is 405 and names those it has', async (method) => {
    const response = await fetch(repository.sign('GET', 'x'), { method });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD, PUT, POST']);
    expect(await response.json()).toMatchObject({ field: 'method' });
  });
});

describe('a refusal', () => {
  it.each([
    ['expired', () => repository.sign('GET', 'secret', { expiresIn: -1000 }), 'signature-expired'],
    ['tampered', () => repository.sign('GET', 'secret').replace(/s=.{4}/, 's=AAAA'), 'signature-wrong'],
    ['named twice', () => `${repository.sign('GET', 'secret')}&d=UUID:other`, 'signature-missing'],
  ])('of a URL that is %s does not tell what the right one would be', async (_what, url, code) => {
    await repository.upload('secret', 'x');
    const response = await fetch(url());
    const text = await response.text();
    expect([response.status, (JSON.parse(text) as { code: string }).code]).toEqual([403, code]);
    const right = new URL(repository.sign('GET', 'secret')).searchParams.get('s') ?? '';
    expect(text).not.toContain(right);
    expect(response.headers.get('etag')).toBeNull();
  });

  it('does not tell whether an object is there', async () => {
    const refused = async (name: string) =>
      (await fetch(repository.sign('GET', name).replace(/s=.{4}/, 's=AAAA'))).text();
    await repository.upload('there', 'x');
    expect(await refused('there')).toBe(await refused('not-there'));
  });

  it('of a large upload is over soon: the rest is not taken', async () => {
    const socket = await open(repository.url);
    socket.write(
      `PUT /objects/large HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 1000000000\r\n\r\n`,
    );
    expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1\.1 403 /);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    const block = randomBytes(65_536);
    let sent = 0;
    const more = () => {
      while (!socket.destroyed && sent < 1_000_000_000 && socket.write(block)) sent += block.length;
    };
    socket.on('drain', more);
    more();
    await closed;
    expect(sent).toBeLessThan(100_000_000);
  });
});
