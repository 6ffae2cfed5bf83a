import { BrowserError, type BrowserFailure, type DeviceLog } from '@dm2/client-engine';
import type { ScreenBrowser } from '../screen/screen-browser.js';
import type { BrowserName, DeviceBrowser, UserOptions } from './browser.js';
import { ChromiumBrowser } from './chromium.js';
import { ScriptedUser } from './scripted-user.js';
import { systemBrowser } from './system-browser.js';

/** What each adapter is made of. */
export interface BrowserOptions extends UserOptions {
  /** Chromium: a scripted user plays; otherwise whoever drives it by its DevTools. */
  readonly play: boolean;
  /** The browser of the device's screen; absent if it has none. */
  readonly screen?: ScreenBrowser;
}

export function makeBrowser(name: BrowserName, log: DeviceLog, options: BrowserOptions): DeviceBrowser {
  switch (name) {
    case 'scripted':
      return new ScriptedUser(log, options);
    case 'chromium':
      return new ChromiumBrowser(log, options);
    case 'system':
      return systemBrowser();
    case 'screen':
      return options.screen ?? without('screen', 'this device has no screen; start it with --screen');
    case 'none':
      return without('none', 'this device has no browser');
    case 'broken':
      return without('broken', 'the browser of this device does not start', 'failed');
    case 'forbidden':
      return without('forbidden', 'the settings of the user do not let servers open pages', 'forbidden');
  }
}

function without(adapter: string, reason: string, failure: BrowserFailure = 'none'): DeviceBrowser {
  return { adapter, open: () => Promise.reject(new BrowserError(failure, reason)) };
}
