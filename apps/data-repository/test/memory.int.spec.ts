import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createTestDatabase, type TestDatabase } from '@dm2/cluster';
import { signObjectUrl } from '@dm2/service';
import { afterAll, beforeAll, expect, it } from 'vitest';

const MIB = 1024 ** 2;
const SIZE = 512 * MIB;
const key = randomBytes(32);
const token = randomBytes(24).toString('base64url');
const folder = mkdtempSync(join(tmpdir(), 'dm2-memory-'));
let database: TestDatabase;
let child: ChildProcess;
let url: string;

beforeAll(async () => {
  database = await createTestDatabase('repository-memory');
  child = spawn(
    process.execPath,
    ['--conditions=@dm2/source', '--import', '@swc-node/register/esm-register', 'src/main.ts'],
    {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        PORT: '0',
        DATABASE_URL: database.url,
        REPOSITORY_API_TOKEN: token,
        REPOSITORY_URL_KEY: key.toString('base64'),
        EVENTS_URL: 'http://127.0.0.1:9/internal/events',
        INTERNAL_EVENTS_SECRET: `whsec_${randomBytes(32).toString('base64')}`,
        OBJECT_DIR: join(folder, 'objects'),
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
}, 60_000);

afterAll(async () => {
  child.kill();
  if (child.exitCode === null) await once(child, 'exit');
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** The most memory the service ever had, in bytes. */
function peak(): number {
  const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid ?? 0}/status`, 'utf8'));
  return Number(line?.[1]) * 1024;
}

async function upload(name: string, size: number): Promise<number | undefined> {
  const block = randomBytes(MIB);
  const out = request(`${url}/api/v1/objects/${name}`, {
    method: 'PUT',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/octet-stream',
      'content-length': size,
    },
  });
  const answered = once(out, 'response');
  for (let sent = 0; sent < size; sent += block.length) if (!out.write(block)) await once(out, 'drain');
  out.end();
  const [response] = (await answered) as [IncomingMessage];
  response.resume();
  await once(response, 'end');
  return response.statusCode;
}

async function download(name: string): Promise<number> {
  const signed = signObjectUrl(
    { base: url, method: 'GET', object: name, devId: 'IMEI:1', expiresAt: new Date(Date.now() + 600_000) },
    key,
  );
  const response = await fetch(signed);
  let size = 0;
  for await (const chunk of response.body ?? []) size += (chunk as Uint8Array).length;
  return size;
}

it.runIf(existsSync('/proc/self/status'))(
  'moves 512 MB up and down with less than 64 MB of memory beyond what a small object takes',
  async () => {
    expect(await upload('small', 8 * MIB)).toBe(201);
    expect(await download('small')).toBe(8 * MIB);
    const before = peak();
    expect(await upload('large', SIZE)).toBe(201);
    expect(await download('large')).toBe(SIZE);
    expect(peak() - before).toBeLessThan(64 * MIB);
  },
  120_000,
);
