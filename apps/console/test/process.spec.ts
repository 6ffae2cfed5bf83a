import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KEY, makeBundle, send, signIn } from './fixtures/console.js';
import { FakeDmServer } from './fixtures/fake-dm-server.js';

const project = fileURLToPath(new URL('..', import.meta.url));

/** The console as a process of its own, from its sources. */
function run(env: Record<string, string>, socket?: number): ChildProcess {
  return spawn(
    process.execPath,
    ['--conditions=@dm2/source', '--import', '@swc-node/register/esm-register', 'src/server/main.ts'],
    {
      cwd: project,
      env: { PATH: process.env['PATH'], TS_NODE_PROJECT: join(project, 'tsconfig.json'), ...env },
      stdio: ['ignore', 'pipe', 'pipe', socket ?? 'ignore'],
    },
  );
}

async function textOf(stream: NodeJS.ReadableStream | null): Promise<string> {
  let text = '';
  for await (const chunk of stream ?? []) text += String(chunk);
  return text;
}

/** What it said on standard error, and its exit code. */
async function endOf(child: ChildProcess): Promise<{ said: string; code: number | null }> {
  const exit = once(child, 'exit') as Promise<[number | null]>;
  const said = await textOf(child.stderr);
  const [code] = await exit;
  return { said, code };
}

/** The line that says it is up. */
async function listening(child: ChildProcess): Promise<{ url: string; port: number; service: string }> {
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    const record = JSON.parse(line) as { msg: string; url: string; port: number; service: string };
    if (record.msg === 'listening') return record;
  }
  throw new Error(await textOf(child.stderr));
}

describe('the console as a process', () => {
  const dmServer = new FakeDmServer();
  const bundle = makeBundle();
  let env: Record<string, string>;
  beforeAll(async () => {
    env = { DM_SERVER_URL: await dmServer.listen(), CONSOLE_SESSION_KEY: KEY, PORT: '0', WEB_DIR: bundle };
  });
  afterAll(async () => {
    await dmServer.close();
    rmSync(bundle, { recursive: true });
  });

  it('lists everything that is wrong with its configuration, and exits with 2', async () => {
    const child = run({ PORT: 'http', CONSOLE_SESSION_KEY: 'c2hvcnQ=', LOG_LEVEL_FILE: '/nowhere' });
    const { said, code } = await endOf(child);
    expect(code).toBe(2);
    expect(said).toMatch(/PORT \(port to listen on/);
    expect(said).toMatch(/CONSOLE_SESSION_KEY \(.*must be 32 bytes in base64/);
    expect(said).toMatch(/DM_SERVER_URL is not set: the DM Server/);
    expect(said).toMatch(/LOG_LEVEL_FILE: \/nowhere can't be read/);
  });

  it('says how to build the web bundle when it is missing, and exits with 1', async () => {
    const child = run({ ...env, WEB_DIR: join(project, 'test') });
    const { said, code } = await endOf(child);
    expect([code, said]).toEqual([
      1,
      'the web bundle is missing; build it with "npm run build:web -w apps/console"\n',
    ]);
  });

  it('stops at once and cleanly, though a browser listens to events', async () => {
    const child = run(env);
    const { url, service } = await listening(child);
    expect(service).toBe('console');
    const cookie = await signIn(url, FakeDmServer.token);
    const events = await fetch(`${url}/api/v1/events`, { headers: { cookie } });
    await dmServer.nextStream();
    const stopped = once(child, 'exit');
    const began = performance.now();
    child.kill('SIGTERM');
    await events.text();
    expect(await stopped).toEqual([0, null]);
    expect(performance.now() - began).toBeLessThan(3000);
  });

  it('listens on a socket that it inherits', async () => {
    const socket = createServer().listen(0, '127.0.0.1');
    await once(socket, 'listening');
    const { port } = socket.address() as AddressInfo;
    const { fd } = (socket as unknown as { _handle: { fd: number } })._handle;
    const child = run({ ...env, LISTEN_FD: '3', PORT: String(port) }, fd);
    const { port: own } = await listening(child);
    expect(own).toBe(port);
    // Only the console accepts from here on.
    socket.close();
    expect((await send(`http://127.0.0.1:${port}`, '/health/live')).status).toBe(200);
    child.kill('SIGTERM');
    await once(child, 'exit');
  });

  it('says in one line that its port is taken, and exits with 1', async () => {
    const socket = createServer().listen(0, '127.0.0.1');
    await once(socket, 'listening');
    const { port } = socket.address() as AddressInfo;
    const child = run({ ...env, PORT: String(port) });
    const { said, code } = await endOf(child);
    expect([code, said]).toEqual([1, `port ${port} is taken; stop the program that uses it, or set PORT\n`]);
    socket.close();
  });
});
