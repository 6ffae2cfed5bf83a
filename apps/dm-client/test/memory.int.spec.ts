import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const MIB = 1024 ** 2;
const folder = fileURLToPath(new URL('..', import.meta.url));
const pkgData = 'urn:oma:mo:oma-fumo:1.0//Update/PkgData';

/**
 * Runs a session in which the device fetches an object of that size by HGET; the most memory its process had by the time of the last
 * package.
 */
async function peakOf(size: number): Promise<{ peak: number; statuses: string }> {
  const block = randomBytes(MIB);
  const state = mkdtempSync(join(tmpdir(), 'dm2-device-'));
  let peak = 0;
  let packages = 0;
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    if (request.url === '/object' && request.method === 'GET') {
      response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': size });
      void (async () => {
        for (let sent = 0; sent < size; sent += block.length)
          if (!response.write(block)) await once(response, 'drain');
        response.end();
      })();
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
    });
    request.on('end', () => {
      bodies.push(Buffer.concat(chunks).toString('utf8'));
      const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const commands = [[['HGET', `${base}/object`, pkgData]]][packages] ?? [['END']];
      packages += 1;
      const status = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid ?? 0}/status`, 'utf8'));
      peak = Number(status?.[1]) * 1024;
      response.writeHead(200, { 'content-type': 'application/vnd.oma.dm.request+json' });
      response.end(JSON.stringify({ CMD: commands }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/dm`;
  const args = ['session', '--server', endpoint, '--browser', 'none', '--state', state];
  const child = spawn(
    process.execPath,
    ['--conditions=@dm2/source', '--import', '@swc-node/register/esm-register', 'src/main.ts', ...args],
    {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '' },
    },
  );
  const [code] = (await once(child, 'exit')) as [number | null];
  server.closeAllConnections();
  server.close();
  rmSync(state, { recursive: true, force: true });
  expect(code).toBe(0);
  return { peak, statuses: bodies.slice(1).join(' ') };
}

it.runIf(existsSync('/proc/self/status'))(
  'fetches 512 MB with less than 64 MB of memory beyond what a small object takes',
  async () => {
    const small = await peakOf(8 * MIB);
    const large = await peakOf(512 * MIB);
    expect(large.statuses).toBe('{"Status":[{"sc":200}]}');
    expect(large.peak - small.peak).toBeLessThan(64 * MIB);
  },
  180_000,
);
