import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { root } from '../places.js';

const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * Finds a Chromium or installs one: `CHROMIUM_PATH`, the system's, Debian's package where there are root and apt, else Playwright's own.
 * @returns its path, or why there is none
 */
export function ensureChromium(say: (line: string) => void): { path: string } | { problem: string } {
  const given = process.env['CHROMIUM_PATH'];
  if (given)
    return existsSync(given) ? { path: given } : { problem: `CHROMIUM_PATH names no file: ${given}` };
  const found = usual.find((file) => existsSync(file));
  if (found) return { path: found };
  if (process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0) {
    say('Installing Chromium (apt-get install chromium)…');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const apt = (...args: string[]) =>
      spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
    apt('update', '-qq');
    apt('install', '-y', '-qq', '--no-install-recommends', 'chromium');
    const installed = usual.find((file) => existsSync(file));
    if (installed) return { path: installed };
  }
  return playwrightsOwn(say);
}

function playwrightsOwn(say: (line: string) => void): { path: string } | { problem: string } {
  const ask = spawnSync(
    process.execPath,
    ['-e', "process.stdout.write(require('playwright-core').chromium.executablePath())"],
    { cwd: root, encoding: 'utf8' },
  );
  const own = ask.stdout;
  if (own && existsSync(own)) return { path: own };
  say("Installing Playwright's Chromium…");
  spawnSync(path.join(root, 'node_modules/.bin/playwright'), ['install', 'chromium'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: 300_000,
  });
  if (own && existsSync(own)) return { path: own };
  return { problem: 'no Chromium was found or could be installed; install one, or set CHROMIUM_PATH' };
}
