import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { LauncherError } from './launcher-error.js';

const folder = fileURLToPath(new URL('../../console', import.meta.url));
const bundle = path.join(folder, 'dist', 'web', 'index.html');

/** Builds the console's web bundle when it is missing or older than its sources. */
export async function ensureConsoleBundle(logs: string): Promise<void> {
  if (
    existsSync(bundle) &&
    statSync(bundle).mtimeMs > newest(['src/web', 'public', 'index.html', 'vite.config.ts'])
  )
    return;
  const vite = path.join(
    path.dirname(createRequire(path.join(folder, 'package.json')).resolve('vite/package.json')),
    'bin',
    'vite.js',
  );
  const log = path.join(logs, 'console-build.log');
  const child = spawn(process.execPath, [vite, 'build'], {
    cwd: folder,
    // Whoever starts this: what is served is never React's build for development.
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const file = createWriteStream(log);
  child.stdout.pipe(file, { end: false });
  child.stderr.pipe(file, { end: false });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  file.end();
  if (code !== 0) throw new LauncherError(`The console could not be built; the reason is in ${log}.`);
}

/** Time of the latest change below these places. */
function newest(places: readonly string[]): number {
  return Math.max(...places.map((place) => latest(path.join(folder, place))));
}

function latest(place: string): number {
  const stat = statSync(place, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(place).map((name) => latest(path.join(place, name))));
}
