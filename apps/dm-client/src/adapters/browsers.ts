import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { BrowserError, type BrowserPort, type DeviceLog } from '@dm2/client-engine';
import { chromium, type Browser } from 'playwright-core';
import { ScriptedUser, type ScriptedUserOptions } from './scripted-user.js';

export const BROWSERS = ['screen', 'system', 'chromium', 'scripted', 'none'] as const;
export type BrowserName = (typeof BROWSERS)[number];

/** A browser adapter and what the device must tell it. */
export interface DeviceBrowser extends BrowserPort {
  sessionBegins?(): void;
  exchangeDone?(): void;
  sessionDone?(): void;
  idle?(): Promise<void>;
  close?(): Promise<void>;
}

/** What each adapter is made of. */
export interface BrowserOptions extends ScriptedUserOptions {
  readonly log: DeviceLog;
  /** Shows a page on the device's screen; absent if it has none. */
  readonly onScreen?: (url: string) => void;
}

export function makeBrowser(name: BrowserName, options: BrowserOptions): DeviceBrowser {
  switch (name) {
    case 'scripted':
      return new ScriptedUser(options.log, options);
    case 'chromium':
      return new ChromiumBrowser();
    case 'system':
      return systemBrowser();
    case 'screen':
      return screenBrowser(options.onScreen);
    case 'none':
      return {
        adapter: 'none',
        open: () => Promise.reject(new BrowserError('none', 'this device has no browser')),
      };
  }
}

function screenBrowser(onScreen: ((url: string) => void) | undefined): DeviceBrowser {
  return {
    adapter: 'screen',
    async open(url) {
      if (!onScreen) throw new BrowserError('none', 'this device has no screen; start it with --screen');
      onScreen(url);
    },
  };
}

function systemBrowser(): DeviceBrowser {
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open']
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '']
        : ['xdg-open'];
  return {
    adapter: 'system',
    async open(url) {
      if (!/^https?:\/\//.test(url)) throw new BrowserError('failed', 'a browser opens http and https only');
      await new Promise<void>((resolve, reject) => {
        const child = spawn(command ?? 'xdg-open', [...args, new URL(url).href], {
          stdio: 'ignore',
          detached: true,
        });
        child.once('error', (cause) =>
          reject(new BrowserError('failed', `${command ?? ''} can't be started`, { cause })),
        );
        child.once('spawn', () => {
          child.unref();
          resolve();
        });
      });
    },
  };
}

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A real headless Chromium; whoever drives it finds the page by its DevTools, and the user is theirs. */
class ChromiumBrowser implements DeviceBrowser {
  readonly adapter = 'chromium';
  private browser: Promise<Browser> | undefined;

  async open(url: string): Promise<void> {
    const executablePath = process.env['CHROMIUM_PATH'] ?? PLACES.find((place) => existsSync(place));
    if (!executablePath) throw new BrowserError('none', 'there is no Chromium; set CHROMIUM_PATH');
    const port = process.env['CHROMIUM_DEBUGGING_PORT'];
    const args = [
      ...FLAGS,
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...(port ? [`--remote-debugging-port=${port}`] : []),
    ];
    try {
      this.browser ??= chromium.launch({ executablePath, args });
      const page = await (await this.browser).newPage({ viewport: { width: 390, height: 844 } });
      await page.goto(url, { waitUntil: 'commit' });
    } catch (cause) {
      this.browser = undefined;
      throw new BrowserError('failed', 'Chromium did not start', { cause });
    }
  }

  async close(): Promise<void> {
    await (await this.browser)?.close();
  }
}
