import { once } from 'node:events';
import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runConsole, send, signIn, type RunningConsole } from './fixtures/console.js';
import { FakeDmServer } from './fixtures/fake-dm-server.js';
import { FakeService } from './fixtures/fake-service.js';

describe('the services beside the DM Server, on the console’s own origin', () => {
  const dmServer = new FakeDmServer();
  const repository = new FakeService();
  const pages = new FakeService();
  const initial = repository.answer;
  let dmServerUrl: string;
  let running: RunningConsole;
  let cookie: string;
  beforeAll(async () => {
    dmServerUrl = await dmServer.listen();
    running = await runConsole(dmServerUrl, {
      DATA_REPOSITORY_URL: `${await repository.listen()}/inner`,
      REPOSITORY_API_TOKEN: FakeService.token,
      WEB_SERVER_COMPONENT_URL: await pages.listen(),
      WSC_API_TOKEN: FakeService.token,
    });
    cookie = await signIn(running.url, FakeDmServer.token);
  });
  beforeEach(() => {
    repository.answer = initial;
    pages.answer = initial;
  });
  afterAll(async () => {
    await running.close();
    await Promise.all([dmServer.close(), repository.close(), pages.close()]);
  });

  const ask = (path: string, options: Parameters<typeof send>[2] = {}) =>
    send(running.url, path, { ...options, headers: { cookie, ...options.headers } });
  const own = () => ({ origin: running.url });
  const codeOf = (body: string) => (JSON.parse(body) as { code: string }).code;

  it('are asked with the token of the console’s server, and see neither cookie nor token of who is signed in', async () => {
    const answer = await ask('/repository-api/objects?limit=2', { headers: { 'x-other': 'y' } });
    expect([answer.status, answer.body]).toEqual([200, '{"items":[]}']);
    expect(answer.headers['x-secret']).toBeUndefined();
    const taken = repository.taken.at(-1);
    expect(taken?.url).toBe('/inner/api/v1/objects?limit=2');
    expect(taken?.headers.authorization).toBe(`Bearer ${FakeService.token}`);
    expect([taken?.headers.cookie, taken?.headers['x-other']]).toEqual([undefined, undefined]);
  });

  it('are there only for who is signed in with a token that the DM Server still knows', async () => {
    const asked = repository.taken.length;
    expect((await send(running.url, '/repository-api/objects')).status).toBe(401);
    const other = new FakeDmServer();
    const changed = await runConsole(await other.listen(), {
      DATA_REPOSITORY_URL: 'http://127.0.0.1:9',
      REPOSITORY_API_TOKEN: FakeService.token,
    });
    const known = await signIn(changed.url, FakeDmServer.token);
    other.tokens.clear();
    expect((await send(changed.url, '/repository-api/objects', { headers: { cookie: known } })).status).toBe(
      401,
    );
    expect(repository.taken).toHaveLength(asked);
    await changed.close();
    await other.close();
  });

  it.each([
    ['PUT', '/repository-api/objects/a'],
    ['DELETE', '/repository-api/objects/a'],
    ['PUT', '/repository-api/objects/a/policy'],
    ['POST', '/pages-api/pages/form/preview'],
    ['POST', '/pages-api/pages/form/preview/html'],
  ])('take %s %s only from the console’s own pages', async (method, path) => {
    const asked = repository.taken.length + pages.taken.length;
    const type = { 'content-type': 'application/json' };
    for (const headers of [
      type,
      { ...type, origin: 'https://evil.example' },
      { ...type, ...own(), 'sec-fetch-site': 'cross-site' },
    ])
      expect(
        (await ask(path, { method, headers, ...(method === 'DELETE' ? {} : { body: '{}' }) })).status,
      ).toBe(403);
    expect(repository.taken.length + pages.taken.length).toBe(asked);
    const body = method === 'DELETE' ? {} : { body: '{}' };
    expect((await ask(path, { method, headers: { ...type, ...own() }, ...body })).status).toBe(200);
  });

  it.each([
    '/repository-api/../internal',
    '/repository-api/objects/..',
    '/repository-api/objects/%2e%2e',
    '/repository-api/objects/%2E%2e/content',
    '/repository-api/objects/.',
    '/repository-api/objects/..\\health',
    '/repository-api/objects/a/../../../../health/live',
    '/repository-api/objects/%2e%2e/%2e%2e/metrics',
    '/repository-api//evil.example/objects',
    '/repository-api/metrics',
    '/pages-api/pages/../../health/live/preview',
    '/pages-api/ui-sessions/%2e%2e',
    '/pages-api/ui-sessions',
    '/pages-api/health',
  ])('lead nowhere but where they should: %s', async (path) => {
    const asked = [repository.taken.length, pages.taken.length];
    const answer = await ask(path);
    // The static files refuse some of them first.
    expect([403, 404]).toContain(answer.status);
    expect(answer.headers['content-type']).toContain('problem+json');
    expect([repository.taken.length, pages.taken.length]).toEqual(asked);
  });

  it('keep what is encoded within the name of an object', async () => {
    for (const name of ['a%2Fb', '..%2f..%2fmetrics', '..%5c..', '%252e%252e']) {
      await ask(`/repository-api/objects/${name}`);
      expect(repository.taken.at(-1)?.url).toBe(`/inner/api/v1/objects/${name}`);
    }
  });

  it('allow nothing that the pages do not need', async () => {
    const headers = own();
    for (const [method, path] of [
      ['POST', '/repository-api/objects/a'],
      ['PATCH', '/repository-api/objects/a'],
      ['PUT', '/repository-api/access'],
      ['PUT', '/pages-api/ui-sessions/a'],
      ['DELETE', '/pages-api/ui-sessions/a'],
    ] as const)
      expect([method, path, (await ask(path, { method, headers })).status]).toEqual([method, path, 404]);
  });

  it('say which settings are missing', async () => {
    const alone = await runConsole(dmServerUrl, { DATA_REPOSITORY_URL: 'http://127.0.0.1:9' });
    const get = (path: string) => send(alone.url, path, { headers: { cookie } });
    const objects = await get('/repository-api/objects');
    expect([objects.status, codeOf(objects.body)]).toEqual([503, 'not-configured']);
    expect(objects.body).toContain('set REPOSITORY_API_TOKEN of');
    expect((await get('/pages-api/pages')).body).toContain('WEB_SERVER_COMPONENT_URL and WSC_API_TOKEN');
    await alone.close();
  });

  it('that can’t be reached are named', async () => {
    const away = await runConsole(dmServerUrl, {
      DATA_REPOSITORY_URL: 'http://127.0.0.1:9',
      REPOSITORY_API_TOKEN: 'x',
    });
    const answer = await send(away.url, '/repository-api/objects', { headers: { cookie } });
    expect([answer.status, codeOf(answer.body)]).toEqual([502, 'service-unreachable']);
    expect(answer.body).toContain('the Data Repository');
    await away.close();
  });

  it('give objects away as files, which never run as pages of the console', async () => {
    repository.answer = (response) =>
      response
        .writeHead(200, { 'content-type': 'text/html', etag: '"1"', 'set-cookie': 'x=y' })
        .end('<script>1</script>');
    const { headers, body } = await ask("/repository-api/objects/it's(a).html/content");
    expect(body).toBe('<script>1</script>');
    expect(headers['content-disposition']).toBe("attachment; filename*=UTF-8''it%27s%28a%29.html");
    expect(headers['content-security-policy']).toBe("sandbox; default-src 'none'");
    expect([headers['set-cookie'], headers.etag]).toEqual([undefined, '"1"']);
  });

  it('show a preview under a policy of the console’s own, whatever its maker says', async () => {
    pages.answer = (response) =>
      response
        .writeHead(200, { 'content-type': 'text/html', 'content-security-policy': 'script-src *' })
        .end('<p>');
    const preview = '{"data":{"title":"ü & ä"}}';
    const { status, headers } = await ask('/pages-api/pages/consent/preview/html', {
      method: 'POST',
      headers: { ...own(), 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ preview }).toString(),
    });
    expect(status).toBe(200);
    expect(headers['content-security-policy']).toMatch(
      /^sandbox; default-src 'none'; .*form-action 'none'.*frame-ancestors 'self'$/,
    );
    const taken = pages.taken.at(-1);
    expect([taken?.url, taken?.headers['content-type'], taken?.bytes]).toEqual([
      '/api/v1/pages/consent/preview/html',
      'application/json',
      Buffer.byteLength(preview),
    ]);
  });

  it('see that an upload was given up, and how far it came', async () => {
    const { hostname, port } = new URL(running.url);
    const begun = repository.begun();
    const outgoing = request({
      hostname,
      port,
      path: '/repository-api/objects/cut',
      method: 'PUT',
      headers: { cookie, ...own(), 'content-type': 'application/octet-stream', 'content-length': 1_000_000 },
    });
    outgoing.on('error', () => undefined);
    outgoing.write(Buffer.alloc(100_000));
    await begun;
    const taken = repository.next();
    outgoing.destroy();
    await taken;
    expect(repository.taken.at(-1)).toMatchObject({ url: '/inner/api/v1/objects/cut', complete: false });
  });

  it('answer an upload that is too large, though it was not read to its end', async () => {
    repository.answer = (response) =>
      response.writeHead(413, { 'content-type': 'application/problem+json' }).end('{"code":"too-large"}');
    const answer = await ask('/repository-api/objects/big', {
      method: 'PUT',
      headers: { ...own(), 'content-type': 'image/png' },
      body: 'x'.repeat(9_000_000),
    });
    expect([answer.status, codeOf(answer.body)]).toEqual([413, 'too-large']);
    expect(repository.taken.at(-1)).toMatchObject({ bytes: 9_000_000, complete: true });
  });

  it('are let go when the console stops', async () => {
    const stopping = await runConsole(dmServerUrl, {});
    await stopping.close();
    await expect(once(request(stopping.url).end(), 'response')).rejects.toThrow();
  });
});
