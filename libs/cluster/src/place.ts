import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, chmodSync, constants, lstatSync, mkdirSync, statSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { copyBinaries, type Binaries } from './binaries.js';
import { ClusterError } from './cluster-error.js';

/** The user PostgreSQL runs as: nothing when we are an ordinary user ourselves. */
export interface RunAs {
  uid?: number;
  gid?: number;
}

/** Where a cluster lives and what it is run with. */
export interface Place {
  folder: string;
  initdb: string;
  postgres: string;
  runAs: RunAs;
}

/**
 * Finds a folder and programs that PostgreSQL can use. PostgreSQL refuses to run as root, so root runs it as the user `postgres`
 * (made when missing). When that user can't enter the wanted folder or the programs' (a checkout below a home folder with mode
 * 0700), the programs are copied and the data kept below a readable cache folder, keyed by the wanted path.
 */
export function findPlace(wanted: string, binaries: Binaries): Place {
  const runAs = findUser();
  mkdirSync(wanted, { recursive: true });
  let folder = wanted;
  let native = binaries.native;
  if (runAs.uid !== undefined) {
    chmodSync(wanted, 0o711);
    if (!canEnter(wanted, runAs)) folder = path.join(readableCache(runAs), keyOf(wanted));
    if (!canRun(native, runAs)) native = copyBinaries(binaries, readableCache(runAs));
    mkdirSync(folder, { recursive: true, mode: 0o711 });
    chmodSync(folder, 0o711);
  }
  ensureExecutable(native);
  const program = (name: string) =>
    path.join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  const works = spawnSync(program('postgres'), ['--version'], { ...runAs, cwd: folder, encoding: 'utf8' });
  if (works.status !== 0) {
    const why = works.error?.message ?? works.stderr.trim().split('\n')[0] ?? '';
    throw new ClusterError(
      'no-binaries',
      `The embedded PostgreSQL does not run on this machine (${why}); set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
  return { folder, initdb: program('initdb'), postgres: program('postgres'), runAs };
}

/** The folder of the one test cluster of this machine user. */
export function testClusterFolder(): string {
  return path.join(process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'), 'dm2', 'test-cluster');
}

function keyOf(wanted: string): string {
  const name = path.basename(path.dirname(path.dirname(wanted))).replace(/[^A-Za-z0-9._-]/g, '_');
  return `${name}-${createHash('sha256').update(wanted).digest('hex').slice(0, 16)}`;
}

function findUser(): RunAs {
  if (process.getuid?.() !== 0) return {};
  const found = idsOf('postgres');
  if (found) return found;
  spawnSync(
    'useradd',
    ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'],
    {
      stdio: 'ignore',
    },
  );
  const made = idsOf('postgres') ?? idsOf('nobody');
  if (made) return made;
  throw new ClusterError(
    'no-user',
    'PostgreSQL does not run as root and no user "postgres" could be made; add one (useradd postgres), run as an ordinary user, or set DATABASE_URL.',
  );
}

function idsOf(name: string): { uid: number; gid: number } | undefined {
  const ask = (flag: string) => spawnSync('id', [flag, name], { encoding: 'utf8' });
  const [uid, gid] = [ask('-u'), ask('-g')];
  if (uid.status !== 0 || gid.status !== 0) return undefined;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

function canEnter(folder: string, runAs: RunAs): boolean {
  return (
    spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...runAs, cwd: '/', stdio: 'ignore' }).status === 0
  );
}

function canRun(native: string, runAs: RunAs): boolean {
  ensureExecutable(native);
  const check = 'test -r "$0/share/postgresql" && test -r "$0/lib" && "$0/bin/postgres" --version';
  return spawnSync('/bin/sh', ['-c', check, native], { ...runAs, cwd: '/', stdio: 'ignore' }).status === 0;
}

/** npm does not always keep the x-bits of files that are no `bin`. */
function ensureExecutable(native: string): void {
  if (process.platform === 'win32') return;
  for (const name of ['initdb', 'postgres']) {
    const file = path.join(native, 'bin', name);
    if ((statSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755);
  }
}

/** The first folder below which both we (root) may write and the other user may enter. */
function readableCache(runAs: RunAs): string {
  for (const base of ['/var/cache', '/var/tmp', tmpdir()]) {
    const folder = path.join(base, 'dm2');
    try {
      mkdirSync(folder, { recursive: true, mode: 0o755 });
      const info = lstatSync(folder);
      if (!info.isDirectory() || info.uid !== 0) continue; // somebody else's, in a folder all may write to
      chmodSync(folder, 0o755);
      accessSync(folder, constants.W_OK);
      if (canEnter(folder, runAs)) return folder;
    } catch {
      continue;
    }
  }
  throw new ClusterError(
    'no-place',
    'No folder was found that PostgreSQL may use (/var/cache and /var/tmp are closed to it); move the checkout, or set DATABASE_URL.',
  );
}
