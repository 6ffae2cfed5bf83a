import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runConsole, send, signIn, type RunningConsole } from './fixtures/console.js';
import { FakeDmServer } from './fixtures/fake-dm-server.js';

describe('signing in', () => {
  const dmServer = new FakeDmServer();
  let url: string;
  let running: RunningConsole;
  beforeAll(async () => {
    url = await dmServer.listen();
    running = await runConsole(url);
  });
  afterAll(async () => {
    await running.close();
    await dmServer.close();
  });

  const login = (token: unknown, headers: Record<string, string> = {}, base = running.url) =>
    send(base, '/auth/login', {
      method: 'POST',
      headers: { origin: base, 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ token }),
    });

  it('asks the DM Server and keeps the token in a cookie that no script and no other site can use', async () => {
    const { status, headers } = await login(FakeDmServer.token);
    const cookie = headers['set-cookie']?.[0] ?? '';
    expect(status).toBe(204);
    expect(cookie).toMatch(/^dm2-console=[\w.-]+; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(cookie).not.toContain(FakeDmServer.token);
  });

  it('tells the page whether this browser is signed in', async () => {
    const session = async (headers = {}) => (await send(running.url, '/auth/session', { headers })).body;
    expect(await session()).toBe('{"signedIn":false}');
    expect(await session({ cookie: await signIn(running.url, FakeDmServer.token) })).toBe(
      '{"signedIn":true}',
    );
    expect(await session({ cookie: 'dm2-console=rubbish' })).toBe('{"signedIn":false}');
  });

  it('refuses a wrong token, a missing one, and a body that is no JSON', async () => {
    expect((await login('another')).status).toBe(401);
    expect((await login('  ')).status).toBe(422);
    expect((await login('x', { 'content-type': 'text/plain' })).status).toBe(415);
  });

  it('refuses a request from another site, and one that names no origin', async () => {
    expect((await login(FakeDmServer.token, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await login(FakeDmServer.token, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await login(FakeDmServer.token, { origin: 'null' })).status).toBe(403);
    const nameless = await send(running.url, '/auth/login', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: FakeDmServer.token }),
    });
    expect(nameless.status).toBe(403);
  });

  it('binds the cookie to https where the console is reached by https', async () => {
    const behind = await runConsole(url, { PUBLIC_URL: 'https://console.example' });
    const { status, headers } = await login(
      FakeDmServer.token,
      { origin: 'https://console.example' },
      behind.url,
    );
    expect(status).toBe(204);
    expect(headers['set-cookie']?.[0]).toMatch(/^__Host-dm2-console=.*; HttpOnly; Secure; SameSite=Strict$/);
    await behind.close();
  });

  it('says when the DM Server can’t be reached', async () => {
    const alone = await runConsole('http://127.0.0.1:9');
    const { status, body } = await login('x', {}, alone.url);
    expect([status, (JSON.parse(body) as { code: string }).code]).toEqual([502, 'server-unreachable']);
    await alone.close();
  });

  it('signs out by taking the cookie away', async () => {
    const { status, headers } = await send(running.url, '/auth/logout', {
      method: 'POST',
      headers: { origin: running.url },
    });
    expect(status).toBe(204);
    expect(headers['set-cookie']?.[0]).toMatch(/^dm2-console=;/);
    expect((await send(running.url, '/auth/logout', { method: 'POST' })).status).toBe(403);
  });
});
