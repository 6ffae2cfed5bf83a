import { spawn, type ChildProcess } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { KEY, makeBundle, signIn } from './fixtures/console.js';
import { FakeDmServer } from './fixtures/fake-dm-server.js';
import { FakeService } from './fixtures/fake-service.js';

const MIB = 1024 ** 2;
const SIZE = 512 * MIB;
const block = randomBytes(MIB);
const dmServer = new FakeDmServer();
const repository = new FakeService();
const folder = makeBundle();
let child: ChildProcess;
let url: string;
let cookie: string;

beforeAll(async () => {
  child = spawn(
    process.execPath,
    ['--conditions=@dm2/source', '--import', '@swc-node/register/esm-register', 'src/server/main.ts'],
    {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        PORT: '0',
        WEB_DIR: folder,
        CONSOLE_SESSION_KEY: KEY,
        DM_SERVER_URL: await dmServer.listen(),
        DATA_REPOSITORY_URL: await repository.listen(),
        REPOSITORY_API_TOKEN: FakeService.token,
      },
    },
  );
  if (!child.stdout) throw new Error('no output');
  for await (const line of createInterface({ input: child.stdout })) {
    const { msg, url: listening } = JSON.parse(line) as { msg: string; url: string };
    if (msg !== 'listening') continue;
    url = listening;
    break;
  }
  child.stdout.resume();
  cookie = await signIn(url, FakeDmServer.token);
}, 60_000);

afterAll(async () => {
  child.kill();
  if (child.exitCode === null) await once(child, 'exit');
  await Promise.all([dmServer.close(), repository.close()]);
  rmSync(folder, { recursive: true, force: true });
});

/** The most memory the console's server ever had, in bytes. */
function peak(): number {
  const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid ?? 0}/status`, 'utf8'));
  return Number(line?.[1]) * 1024;
}

function blocks(size: number): Readable {
  return Readable.from(
    (function* () {
      for (let sent = 0; sent < size; sent += block.length) yield block;
    })(),
  );
}

async function upload(size: number): Promise<void> {
  const hash = createHash('sha256');
  for (let sent = 0; sent < size; sent += block.length) hash.update(block);
  const { hostname, port } = new URL(url);
  const outgoing = request({
    hostname,
    port,
    path: '/repository-api/objects/firmware',
    method: 'PUT',
    headers: { cookie, origin: url, 'content-type': 'application/octet-stream', 'content-length': size },
  });
  blocks(size).pipe(outgoing);
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  response.resume();
  expect(response.statusCode).toBe(200);
  expect(repository.taken.at(-1)).toMatchObject({ bytes: size, sha256: hash.digest('hex'), complete: true });
}

async function download(size: number): Promise<void> {
  const before = repository.answer;
  repository.answer = (response) => {
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': size });
    blocks(size).pipe(response);
  };
  const response = await fetch(`${url}/repository-api/objects/firmware/content`, { headers: { cookie } });
  let got = 0;
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) got += chunk.length;
  repository.answer = before;
  expect([response.headers.get('content-length'), got]).toEqual([String(size), size]);
}

it.runIf(existsSync('/proc/self/status'))(
  'an object of 512 MB goes through in both directions with less than 64 MB of memory beyond what a small one takes',
  async () => {
    await upload(8 * MIB);
    await download(8 * MIB);
    const before = peak();
    await upload(SIZE);
    await download(SIZE);
    expect(peak() - before).toBeLessThan(64 * MIB);
  },
  120_000,
);
