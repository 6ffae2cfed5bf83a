import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { findBinaries } from '../src/binaries.js';
import { identity } from '../bin/process-lock.mjs';
import { findPlace } from '../src/place.js';
import { ClusterError, connectTo, startCluster, type Cluster } from '../src/index.js';

const isRoot = process.getuid?.() === 0;
const projectRoot = fileURLToPath(new URL('..', import.meta.url));
const cleanUp: (() => unknown)[] = [];

afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

function freshFolder(mode = 0o755): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'dm2-cluster-'));
  chmodSync(folder, mode);
  cleanUp.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function started(dataDir: string): Promise<Cluster> {
  const cluster = await startCluster({ dataDir });
  cleanUp.push(() => cluster.stop());
  if (cluster.folder !== dataDir)
    cleanUp.push(() => rmSync(cluster.folder, { recursive: true, force: true }));
  return cluster;
}

interface OwnerSays {
  url: string;
  pid: number;
  folder: string;
  error?: string;
}

/** A process of its own that owns a cluster, so that it can be killed. */
async function owner(
  dataDir: string,
  user: { uid?: number; gid?: number } = {},
): Promise<{ child: ChildProcess; said: OwnerSays }> {
  const child = spawn(
    process.execPath,
    [
      '--conditions=@dm2/source',
      '--import',
      '@swc-node/register/esm-register',
      'test/fixtures/owner-process.ts',
      dataDir,
    ],
    { ...user, cwd: projectRoot, stdio: ['pipe', 'pipe', 'inherit'] },
  );
  cleanUp.push(() => child.kill('SIGKILL'));
  for await (const line of createInterface({ input: child.stdout })) {
    return { child, said: JSON.parse(line) as OwnerSays };
  }
  throw new Error('the owner ended without a word');
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = await connectTo(url);
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

function postmasterOf(folder: string): number {
  return Number(readFileSync(path.join(folder, 'data/postmaster.pid'), 'utf8').split('\n')[0]);
}

/** Waits until the process is gone, by watching it. */
async function gone(pid: number): Promise<void> {
  await expect.poll(() => identity(pid), { timeout: 10_000, interval: 20 }).toBeUndefined();
}

describe('startCluster', () => {
  it('runs a UTF-8 server with the C locale that takes 300 connections, and finds its data again', async () => {
    const dataDir = path.join(freshFolder(), 'postgres');
    const first = await started(dataDir);
    const facts = await query(
      first.url,
      `SELECT current_setting('server_encoding') AS encoding, current_setting('max_connections') AS connections,
              datcollate AS locale FROM pg_database WHERE datname = 'postgres'`,
    );
    expect(facts).toEqual([{ encoding: 'UTF8', connections: '300', locale: 'C' }]);
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS n');
    const server = postmasterOf(first.folder);
    await first.stop();
    expect(identity(server)).toBeUndefined();
    expect(await query((await started(dataDir)).url, 'SELECT n FROM kept')).toEqual([{ n: 42 }]);
  });

  it('leaves no process behind when its owner is killed with SIGKILL, and can be started again at once', async () => {
    const dataDir = path.join(freshFolder(), 'postgres');
    const { child, said } = await owner(dataDir);
    const server = postmasterOf(said.folder);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const again = await started(dataDir);
    expect(await query(again.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    await gone(server);
    await gone(said.pid);
  });

  it('refuses a folder that another live process uses, and names it', async () => {
    const dataDir = path.join(freshFolder(), 'postgres');
    const { child } = await owner(dataDir);
    const refused = startCluster({ dataDir });
    await expect(refused).rejects.toThrow(ClusterError);
    await expect(refused).rejects.toThrow(`in use by process ${child.pid}`);
  });

  it('stops a postmaster that a killed supervisor left on the folder', async () => {
    const dataDir = path.join(freshFolder(), 'postgres');
    const first = await started(dataDir);
    const stale = postmasterOf(first.folder);
    process.kill(first.pid, 'SIGKILL');
    await first.ended;
    expect(identity(stale)).toBeDefined();
    const second = await started(dataDir);
    expect(identity(stale)).toBeUndefined();
    expect(await query(second.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  });

  it('works below a home folder that only its owner can enter', async () => {
    const home = freshFolder(0o700);
    const dataDir = path.join(home, 'checkout/.dm2/postgres');
    const cluster = await started(dataDir);
    expect(await query(cluster.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    if (isRoot) expect(cluster.folder.startsWith(home)).toBe(false);
    else expect(cluster.folder).toBe(dataDir);
  });

  it('copies the programs when the user PostgreSQL runs as can not reach them', () => {
    const home = freshFolder(0o700);
    const native = path.join(home, 'native');
    cpSync(findBinaries().native, native, { recursive: true, verbatimSymlinks: true });
    const place = findPlace(path.join(home, 'postgres'), { native, version: `test-${process.pid}` });
    if (isRoot) cleanUp.push(() => rmSync(path.dirname(path.dirname(place.postgres)), { recursive: true }));
    expect(place.postgres.startsWith(home)).toBe(!isRoot);
    expect(spawnSync(place.postgres, ['--version'], { ...place.runAs, cwd: '/' }).status).toBe(0);
  });

  it.runIf(isRoot)('runs as an ordinary user too', async () => {
    const folder = freshFolder();
    const id = (flag: string) => Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout);
    const user = { uid: id('-u'), gid: id('-g') };
    const dataDir = path.join(folder, 'postgres');
    mkdirSync(dataDir);
    spawnSync('chown', [`${user.uid}:${user.gid}`, dataDir]);
    const { child, said } = await owner(dataDir, user);
    expect(said.error).toBeUndefined();
    expect(await query(said.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    const server = postmasterOf(said.folder);
    child.stdin?.end();
    await once(child, 'exit');
    await gone(server);
  });
});
