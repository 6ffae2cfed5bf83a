import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { once } from 'node:events';
import { codesOf, ScriptedServer } from '@dm2/conformance';
import { chromium } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const program = fileURLToPath(new URL('../bin/dm-client.mjs', import.meta.url));
const PAGE =
  '<!doctype html><html lang="en"><title>Update?</title><form method="post" action="/answer"><button name="choice" value="accept">Accept</button><button name="choice" value="decline">Decline</button></form>';
const THANKS = '<!doctype html><html lang="en"><title>Thanks</title><p id="thanks">Thank you</p>';

let server: ScriptedServer;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dm2-browsers-'));
  server = await ScriptedServer.start((base) => ({
    script: [
      {
        commands: [
          ['SHOW', `${base}/ui?uiid=1`],
          ['GET', 'urn:oma:mo:oma-dm-devinfo:1.2//Man'],
        ],
      },
      { commands: [['GET', 'urn:oma:mo:oma-dm-devinfo:1.2//Mod']] },
      { commands: [['END']] },
    ],
    resources: {
      '/ui': { status: 200, contentType: 'text/html', body: PAGE },
      '/answer': { status: 200, contentType: 'text/html', body: THANKS },
    },
  }));
});

afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

function start(
  command: 'session' | 'run',
  browser: string,
  more: string[] = [],
  env: NodeJS.ProcessEnv = {},
) {
  return spawn(
    process.execPath,
    [program, command, '--server', server.endpoint, '--browser', browser, ...more],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_OPTIONS: '', ...env } },
  );
}

async function session(browser: string, env: NodeJS.ProcessEnv = {}): Promise<number | null> {
  const child = start('session', browser, [], env);
  child.stdout.resume();
  child.stderr.resume();
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

/** An `xdg-open` of this kind, first in the PATH. */
function opener(script: string): NodeJS.ProcessEnv {
  const file = join(folder, 'xdg-open');
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return { PATH: [folder, process.env['PATH'] ?? ''].join(delimiter) };
}

describe('the browser of a device (step 4.1)', () => {
  it('chromium: a real one, in which a scripted user clicks', async () => {
    expect(await session('chromium')).toBe(0);
    expect(codesOf(server.packages[1])).toEqual([200, 200]);
    const [answer] = server.at('/answer');
    expect(answer?.body.toString('utf8')).toBe('choice=accept');
  });

  it('chromium: 501 where there is none', async () => {
    expect(await session('chromium', { CHROMIUM_PATH: join(folder, 'none') })).toBe(0);
    expect(codesOf(server.packages[1])).toEqual([501, 200]);
  });

  it('system: hands the URL to the opener of the system, as one argument', async () => {
    const seen = join(folder, 'seen');
    expect(await session('system', opener(`printf '%s|' "$@" > '${seen}'`))).toBe(0);
    expect(codesOf(server.packages[1])).toEqual([200, 200]);
    expect(readFileSync(seen, 'utf8')).toBe(`${server.base}/ui?uiid=1|`);
  });

  it.each([
    ['501 if it finds no browser', 3, 501],
    ['500 if it fails', 4, 500],
  ])('system: %s', async (_title, exit, status) => {
    expect(await session('system', opener(`exit ${exit}`))).toBe(0);
    expect(codesOf(server.packages[1])).toEqual([status, 200]);
  });

  it('screen: a person answers in it, in a real browser, while the session goes on', async () => {
    const device = start('run', 'screen', ['--screen', '127.0.0.1:0']);
    device.stderr.resume();
    const exited = once(device, 'exit') as Promise<[number | null]>;
    const [line] = (await once(createInterface(device.stdout), 'line')) as [string];
    const { url } = JSON.parse(line) as { url: string };
    const browser = await chromium.launch({
      executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    });
    try {
      const page = await browser.newPage();
      await page.goto(url);
      expect((await page.request.post(`${url}/api/v1/sessions`)).status()).toBe(202);
      const shown = page.frameLocator('iframe');
      await shown.getByRole('button', { name: 'Accept' }).waitFor();
      // Nobody has answered, and the session is at its end: it did not wait.
      await vi.waitFor(() => expect(server.packages).toHaveLength(3));
      expect(codesOf(server.packages[1])).toEqual([200, 200]);
      await shown.getByRole('button', { name: 'Accept' }).click();
      await shown.locator('#thanks').waitFor();
      expect(server.at('/answer')[0]?.body.toString('utf8')).toBe('choice=accept');
    } finally {
      await browser.close();
      device.kill('SIGTERM');
    }
    expect((await exited)[0]).toBe(0);
  });
});
