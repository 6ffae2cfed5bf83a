import { spawn } from 'node:child_process';
import { BrowserError } from '@dm2/client-engine';
import type { DeviceBrowser } from './browser.js';

/** No shell is involved: a URL is an argument and nothing else. */
const OPENERS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};
/** An opener that fails does so at once. */
const FAILS_WITHIN_MS = 1500;

/** The operating system's browser. */
export function systemBrowser(): DeviceBrowser {
  const [command, ...args] = OPENERS[process.platform] ?? ['xdg-open'];
  return {
    adapter: 'system',
    async open(url) {
      if (!/^https?:$/.test(new URL(url).protocol))
        throw new BrowserError('failed', 'a browser opens http and https only');
      await new Promise<void>((resolve, reject) => {
        const child = spawn(command, [...args, new URL(url).href], { stdio: 'ignore', detached: true });
        const timer = setTimeout(started, FAILS_WITHIN_MS);
        function started(): void {
          clearTimeout(timer);
          child.unref();
          resolve();
        }
        function failed(error: BrowserError): void {
          clearTimeout(timer);
          reject(error);
        }
        child.once('error', (cause) => failed(new BrowserError('none', `there is no ${command}`, { cause })));
        child.once('exit', (code) => {
          if (code === 0) started();
          // xdg-open: 3 is "a required tool could not be found".
          else failed(new BrowserError(code === 3 ? 'none' : 'failed', `${command} ended with ${code}`));
        });
      });
    },
  };
}
