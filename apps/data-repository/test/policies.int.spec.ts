import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { open } from './raw.js';
import { startTestRepository, type TestRepository } from './repository.js';

let repository: TestRepository;
beforeAll(async () => {
  repository = await startTestRepository();
});
afterAll(() => repository.close());

const send = (name: string, type: string, method: 'PUT' | 'POST' = 'PUT') =>
  fetch(repository.sign(method, name), { method, body: '[]', headers: { 'content-type': type } });

describe('an object that takes certain media types only (TS 5.3.11, 5.5)', () => {
  it('refuses others with 415 and names its own in OMADM-Accept, before there is an object', async () => {
    await repository.api('PUT', '/objects/reports/policy', { accepts: ['text/csv', 'text/plain'] });
    for (const method of ['PUT', 'POST'] as const) {
      const response = await send('reports', 'application/dmmo+json', method);
      expect([response.status, response.headers.get('omadm-accept')]).toEqual([415, 'text/csv, text/plain']);
      expect(await response.json()).toMatchObject({ field: 'Content-Type', clause: 'TS 5.5' });
    }
    expect((await fetch(repository.sign('GET', 'reports'))).status).toBe(404);
  });

  it('takes the report that is retried with a type named there', async () => {
    await repository.api('PUT', '/objects/retried/policy', { accepts: ['text/plain'] });
    const refused = await send('retried', 'application/dmmo+json');
    const named = refused.headers.get('omadm-accept') ?? '';
    const taken = await send('retried', `${named}; charset=utf-8`);
    expect([taken.status, taken.headers.get('omadm-accept')]).toEqual([201, 'text/plain']);
    const { headers } = await fetch(repository.sign('GET', 'retried'));
    expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
  });

  it('may take what the repository as a whole does not', async () => {
    expect((await send('picture', 'image/png')).status).toBe(415);
    await repository.api('PUT', '/objects/picture/policy', { accepts: ['image/*'] });
    expect((await send('picture', 'image/png')).status).toBe(201);
  });

  it('takes what all take when its policy is gone', async () => {
    await repository.api('PUT', '/objects/passing/policy', { accepts: ['text/csv'] });
    const own = await repository.api('GET', '/objects/passing/policy');
    expect(await own.json()).toEqual({ name: 'passing', accepts: ['text/csv'], isDefault: false });
    expect((await repository.api('DELETE', '/objects/passing/policy')).status).toBe(204);
    expect((await repository.api('DELETE', '/objects/passing/policy')).status).toBe(404);
    const common = await repository.api('GET', '/objects/passing/policy');
    expect(await common.json()).toMatchObject({
      isDefault: true,
      accepts: expect.arrayContaining(['application/dmmo+json']) as string[],
    });
    expect((await send('passing', 'application/dmmo+json')).status).toBe(201);
  });

  it.each([
    [{ accepts: [] }, 422, 'accepts'],
    [{ accepts: ['text'] }, 422, 'accepts/0'],
    [{ accepts: ['text/plain', 'a/b, c/d'] }, 422, 'accepts/1'],
    [{ accepts: ['text/plain\r\nx: y'] }, 422, 'accepts/0'],
    ['x'.repeat(20_000), 413, 'body'],
  ])('a policy that is none is refused, naming the field (%#)', async (body, status, field) => {
    const response = await repository.api('PUT', '/objects/wrong/policy', body);
    expect([response.status, await response.json()]).toEqual([status, expect.objectContaining({ field })]);
  });

  it('tells it also to a client that reads the answer only when it has sent everything', async () => {
    await repository.api('PUT', '/objects/late/policy', { accepts: ['text/csv'] });
    const { pathname, search } = new URL(repository.sign('PUT', 'late'));
    const socket = await open(repository.url);
    socket.pause();
    socket.write(
      `PUT ${pathname}${search} HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 500000\r\n\r\n`,
    );
    // Refused before its bytes come: the record of it is the sign.
    await repository.event((one) => one.type === 'repository.written' && one.data.object === 'late');
    await new Promise((sent) => socket.write('x'.repeat(500_000), sent));
    socket.resume();
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 415 .*omadm-accept: text\/csv/s);
    socket.destroy();
  });
});
