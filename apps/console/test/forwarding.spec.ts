import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runConsole, send, signIn, type RunningConsole } from './fixtures/console.js';
import { FakeDmServer } from './fixtures/fake-dm-server.js';

describe('the management API on the console’s own origin', () => {
  const dmServer = new FakeDmServer();
  let running: RunningConsole;
  let cookie: string;
  beforeAll(async () => {
    running = await runConsole(await dmServer.listen());
    cookie = await signIn(running.url, FakeDmServer.token);
  });
  afterAll(async () => {
    await running.close();
    await dmServer.close();
  });

  const api = (path: string, options: Parameters<typeof send>[2] = {}) =>
    send(running.url, path, { ...options, headers: { cookie, ...options.headers } });

  it('adds the token of who is signed in, and keeps the cookie to itself', async () => {
    const answer = await api('/api/v1/devices?search=IMEI%3A49&limit=2', {
      headers: { accept: 'application/json' },
    });
    expect([answer.status, answer.body]).toEqual([200, '{"items":[],"next":null}']);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['x-secret']).toBeUndefined();
    const seen = dmServer.seen.at(-1);
    expect(seen?.url).toBe('/api/v1/devices?search=IMEI%3A49&limit=2');
    expect(seen?.headers.authorization).toBe(`Bearer ${FakeDmServer.token}`);
    expect(seen?.headers.cookie).toBeUndefined();
  });

  it('passes a problem on as it is', async () => {
    const answer = await api('/api/v1/devices/unknown');
    expect([answer.status, answer.headers['content-type']]).toEqual([404, 'application/problem+json']);
  });

  it('lets nobody in without a cookie of this console', async () => {
    expect((await send(running.url, '/api/v1/devices')).status).toBe(401);
    const forged = cookie.replace(/.(?=.{9}$)/, (letter) => (letter === 'A' ? 'B' : 'A'));
    expect((await send(running.url, '/api/v1/devices', { headers: { cookie: forged } })).status).toBe(401);
  });

  it('forwards a change of its own pages, and refuses one that another site could send', async () => {
    const change = (headers: Record<string, string>) =>
      api('/api/v1/devices/a/notifications', { method: 'POST', headers, body: '{"reqMos":true}' });
    const own = { origin: running.url, 'content-type': 'application/json' };
    expect((await change(own)).status).toBe(201);
    expect(dmServer.seen.at(-1)?.body).toBe('{"reqMos":true}');
    const asked = dmServer.seen.length;
    expect((await change({ ...own, origin: 'https://evil.example' })).status).toBe(403);
    expect((await change({ 'content-type': 'application/json' })).status).toBe(403);
    expect((await change({ ...own, 'content-type': 'text/plain' })).status).toBe(415);
    expect(dmServer.seen).toHaveLength(asked);
  });

  it('leads nowhere but into the management API', async () => {
    const asked = dmServer.seen.length;
    for (const path of [
      '/api/../internal/events',
      '/api/%2e%2e/internal/events',
      '/api/..\\internal',
      '/api/./../dm',
      '/schemas/../internal/events',
      '/schemas/%2e%2e/dm',
    ])
      expect([path, (await api(path)).status]).toEqual([path, 404]);
    expect(dmServer.seen).toHaveLength(asked);
  });

  it('says when the DM Server can’t be reached', async () => {
    const alone = await runConsole('http://127.0.0.1:9');
    // The same key: a cookie outlives the console that made it.
    const answer = await send(alone.url, '/api/v1/devices', { headers: { cookie } });
    expect([answer.status, (JSON.parse(answer.body) as { code: string }).code]).toEqual([
      502,
      'server-unreachable',
    ]);
    await alone.close();
  });

  async function listen(base: string, lastEventId?: string) {
    const { hostname, port } = new URL(base);
    const outgoing = request({
      hostname,
      port,
      path: '/api/v1/events?devId=a',
      agent: false,
      headers: { cookie, ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }) },
    });
    outgoing.on('error', () => undefined);
    outgoing.end();
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
    response.on('error', () => undefined);
    return { outgoing, response };
  }

  it('passes each event on as it comes, and asks to resume where the browser was', async () => {
    const { outgoing, response } = await listen(running.url, '798-1');
    const upstream = await dmServer.nextStream();
    expect(response.headers['content-type']).toBe('text/event-stream');
    expect(response.headers['cache-control']).toContain('no-transform');
    expect(dmServer.seen.at(-1)?.headers['last-event-id']).toBe('798-1');
    for (const event of ['id: 1\ndata: {}\n\n', 'id: 2\ndata: {}\n\n']) {
      upstream.write(event);
      const [chunk] = (await once(response, 'data')) as [Buffer];
      expect(chunk.toString()).toBe(event);
    }
    outgoing.destroy();
    await once(upstream, 'close');
  });

  it('ends the stream when the DM Server ends it', async () => {
    const { response } = await listen(running.url);
    const upstream = await dmServer.nextStream();
    response.resume();
    upstream.end();
    await once(response, 'end');
  });

  it('breaks off the stream when the DM Server is gone', async () => {
    const { response } = await listen(running.url);
    const upstream = await dmServer.nextStream();
    const broken = once(response, 'end').catch((error: NodeJS.ErrnoException) => error.code);
    response.resume();
    upstream.destroy();
    expect(await broken).toBe('ECONNRESET');
  });

  it('stops at once though somebody listens', async () => {
    const stopping = await runConsole(`http://${dmServer.host}`);
    const { response } = await listen(stopping.url);
    const upstream = await dmServer.nextStream();
    response.resume();
    await Promise.all([stopping.close(), once(response, 'end'), once(upstream, 'close')]);
  });
});
