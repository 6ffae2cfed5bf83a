import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../src/server/config.js';
import { createConsole } from '../src/server/console-server.js';
import { KEY, runConsole, send, type RunningConsole } from './fixtures/console.js';
import { FakeDmServer } from './fixtures/fake-dm-server.js';

describe('the pages of the console', () => {
  const dmServer = new FakeDmServer();
  let running: RunningConsole;
  beforeAll(async () => {
    running = await runConsole(await dmServer.listen());
  });
  afterAll(async () => {
    await running.close();
    await dmServer.close();
  });

  it('gives the page for every deep link, with a policy and a nonce that nobody can guess', async () => {
    const [one, other] = [await send(running.url, '/'), await send(running.url, '/sessions/a.s1?at=p2')];
    const nonce = /nonce="([^"]+)"/.exec(one.body)?.[1] ?? '';
    expect(one.status).toBe(200);
    expect(other.status).toBe(200);
    expect(nonce).toMatch(/^[A-Za-z0-9+/=]{24}$/);
    expect(one.headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonce}'`);
    expect(one.headers['content-security-policy']).not.toContain('unsafe');
    expect(one.headers['cache-control']).toBe('no-cache');
    expect(other.body).not.toContain(nonce);
  });

  it('gives assets compressed and for ever, and none that are not there', async () => {
    const asset = await send(running.url, '/assets/index-abc.js', { headers: { 'accept-encoding': 'br' } });
    expect(asset.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-encoding': 'br',
      'x-content-type-options': 'nosniff',
    });
    const missing = await send(running.url, '/assets/index-old.js');
    expect([missing.status, missing.headers['content-type']]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ]);
    expect((await send(running.url, '/assets/%2e%2e/%2e%2e/etc/passwd')).body).not.toContain('root:');
  });

  it('answers a path that is no page with a problem', async () => {
    expect((await send(running.url, '/health/else')).status).toBe(404);
    expect((await send(running.url, '/devices', { method: 'DELETE' })).status).toBe(404);
  });

  it('is alive by itself and ready with the DM Server', async () => {
    expect((await send(running.url, '/health/live')).status).toBe(200);
    expect((await send(running.url, '/health/ready')).status).toBe(200);
    const alone = await runConsole('http://127.0.0.1:9');
    expect((await send(alone.url, '/health/live')).status).toBe(200);
    expect((await send(alone.url, '/health/ready')).status).toBe(503);
    expect((await send(alone.url, '/metrics')).body).toContain('process_resident_memory_bytes');
    await alone.close();
  });

  it('says what to do when the bundle was not built', async () => {
    const config = loadConfig({
      DM_SERVER_URL: 'http://127.0.0.1:9',
      CONSOLE_SESSION_KEY: KEY,
      LOG_LEVEL: 'silent',
    });
    const empty = mkdtempSync(join(tmpdir(), 'dm2-empty-'));
    await expect(createConsole(config, empty)).rejects.toThrow('npm run build:web -w apps/console');
  });
});
