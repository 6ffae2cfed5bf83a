import { once } from 'node:events';
import { spawn, type ChildProcess } from 'node:child_process';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningService } from '../src/index.js';
import { aConfig, startAService } from './a-service.js';

const folder = fileURLToPath(new URL('..', import.meta.url));

async function bound(): Promise<{ server: Server; port: number }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}

describe('a running service', () => {
  let service: RunningService;
  let isReady = true;

  beforeAll(async () => {
    service = await startAService(aConfig.parse({ LOG_LEVEL: 'silent' }), {
      ready: () => (isReady ? Promise.resolve() : Promise.reject(new Error('the database is away'))),
    });
  });
  afterAll(() => service.close());

  const call = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${service.url}${path}`, init);
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      headers: response.headers,
      json: (await response.json()) as Record<string, unknown>,
    };
  };
  const json = (value: unknown): RequestInit => ({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof value === 'string' ? value : JSON.stringify(value),
  });

  test('is live always, and ready when it can do its work', async () => {
    expect((await call('/health/live')).json).toEqual({ status: 'ok' });
    expect((await call('/health/ready')).json).toEqual({ status: 'ok' });
    isReady = false;
    const away = await call('/health/ready');
    expect(away).toMatchObject({ status: 503, json: { code: 'not-ready', detail: 'the database is away' } });
    expect((await call('/health/live')).status).toBe(200);
    isReady = true;
  });

  test('counts its requests by route', async () => {
    await call('/health/live');
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    expect(metrics).toMatch(/http_request_duration_seconds_count\{[^}]*route="\/health\/live"[^}]*\} [1-9]/);
    expect(metrics).toContain('service="a-service"');
  });

  test('answers a problem as it is', async () => {
    expect(await call('/api/gone')).toMatchObject({
      status: 410,
      type: 'application/problem+json; charset=utf-8',
      json: {
        title: 'Gone',
        status: 410,
        code: 'thing-gone',
        detail: 'it was here',
        field: 'id',
        clause: 'TS 5.6',
      },
    });
  });

  test('tells nothing of its inside', async () => {
    const { status, json: problem } = await call('/api/broken');
    expect(status).toBe(500);
    expect(JSON.stringify(problem)).not.toContain('secret');
  });

  test('names every field that is wrong', async () => {
    const wrong = await call('/api/things', json({ name: 'x' }));
    expect(wrong).toMatchObject({ status: 422, json: { code: 'invalid-request', field: 'name' } });
    expect(wrong.json['errors']).toMatchObject([{ field: 'name' }, { field: 'size' }]);
    expect((await call('/api/things', json({ name: 'xy', size: 1 }))).status).toBe(201);
  });

  test.each([
    ['broken JSON', '/api/things', json('{"name":'), 400],
    ['a body beyond the limit', '/api/things', json({ name: 'x'.repeat(2_000_000) }), 413],
    [
      'a type that is not taken',
      '/api/things',
      { ...json('x'), headers: { 'content-type': 'text/csv' } },
      415,
    ],
    ['a raw body beyond its own limit', '/raw', json('x'.repeat(101)), 413],
    ['a path that is not there', '/nowhere', {}, 404],
    ['a path that is none', '/api/%zz', {}, 400],
    ['a path beyond any use', `/api/${'x'.repeat(20)}/${'x'.repeat(2000)}`, {}, 404],
  ])('answers %s with a problem', async (_what, path, init, status) => {
    const answer = await call(path, init);
    expect(answer).toMatchObject({ status, type: 'application/problem+json; charset=utf-8' });
    expect(answer.json).toMatchObject({ status, type: 'about:blank' });
    expect(typeof answer.json['code']).toBe('string');
  });

  test('gives a route that wants them the bytes as they came', async () => {
    expect((await call('/raw', json('{"a":  1}'))).json).toEqual({
      bytes: Buffer.from('{"a":  1}').toString('hex'),
    });
  });

  test('says which credential it expected', async () => {
    const none = await call('/api/guarded');
    expect(none).toMatchObject({ status: 401, json: { code: 'credentials-missing' } });
    expect(none.json['detail']).toContain('A_TOKEN');
    expect(none.headers.get('www-authenticate')).toBe('Bearer');
    const wrong = await call('/api/guarded', { headers: { authorization: 'Bearer nonsense' } });
    expect(wrong).toMatchObject({ status: 401, json: { code: 'credentials-wrong' } });
    const right = await call('/api/guarded', { headers: { authorization: 'Bearer the-right-token' } });
    expect(right.json).toEqual({ ok: true });
  });
});

describe('the process of a service', () => {
  const children: ChildProcess[] = [];
  afterAll(() => children.forEach((child) => child.kill('SIGKILL')));

  function start(env: Record<string, string>, fd?: number) {
    const { PORT: _port, HOST: _host, ...inherited } = process.env;
    const child = spawn(
      process.execPath,
      ['--conditions=@dm2/source', '--import', '@swc-node/register/esm-register', 'test/a-service.ts'],
      {
        cwd: folder,
        env: { ...inherited, ...env },
        stdio: ['ignore', 'pipe', 'pipe', ...(fd === undefined ? [] : [fd])],
      },
    );
    children.push(child);
    const ended = once(child, 'exit').then(([code]) => code as number);
    const { stdout, stderr } = child;
    if (!stdout || !stderr) throw new Error('the process has no output');
    const errors = text(stderr);
    let log = '';
    const up = new Promise<{ url: string; port: number }>((resolve) => {
      stdout.on('data', (chunk: Buffer) => {
        log += chunk.toString();
        const line = log.split('\n').find((one) => one.includes('"listening"'));
        if (line) resolve(JSON.parse(line) as { url: string; port: number });
      });
    });
    return { child, ended, errors, up, log: () => log };
  }

  test('says once that it listens, and stops within three seconds though a request never ends', async () => {
    const { child, up, ended, errors, log } = start({});
    const { url, port } = await up;
    expect(url).toBe(`http://127.0.0.1:${port}`);
    const slow = connect(port, '127.0.0.1');
    slow.on('error', () => undefined);
    slow.write('GET /slow HTTP/1.1\r\nhost: x\r\n\r\n');
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    const before = Date.now();
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(Date.now() - before).toBeLessThan(3000);
    slow.destroy();
    expect(log().match(/"listening"/g)).toHaveLength(1);
    expect(await errors).toBe('');
  });

  test('works on and stops as asked though nobody reads its log any more', async () => {
    const { child, up, ended } = start({});
    const { url } = await up;
    child.stdout?.destroy();
    for (let i = 0; i < 20; i += 1) expect((await fetch(`${url}/api/gone`)).status).toBe(410);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  test('listens on a socket that it inherits', async () => {
    const { server, port } = await bound();
    const { fd } = (server as unknown as { _handle: { fd: number } })._handle;
    const { child, up, ended } = start({ LISTEN_FD: '3', PUBLIC_URL: 'http://device.example/base/' }, fd);
    expect(await up).toMatchObject({ url: 'http://device.example/base', port });
    server.close();
    expect((await fetch(`http://127.0.0.1:${port}/health/live`)).status).toBe(200);
    child.kill('SIGINT');
    expect(await ended).toBe(0);
  });

  test('says in one line that its port is taken', async () => {
    const { server, port } = await bound();
    const { ended, errors } = start({ PORT: String(port) });
    expect(await ended).toBe(1);
    expect(await errors).toBe(`port ${port} is taken; stop the program that uses it, or set PORT\n`);
    server.close();
  });

  test('lists everything that is wrong with its configuration', async () => {
    const { ended, errors } = start({ PORT: 'many', LOG_LEVEL: 'loud' });
    expect(await ended).toBe(2);
    const lines = (await errors).trim().split('\n');
    expect(lines[0]).toBe('the configuration is wrong:');
    expect(lines.slice(1).map((line) => line.split(':')[0])).toEqual(['PORT', 'LOG_LEVEL']);
  });
});
