import type { Bearer } from '@dm2/client-engine';
import type { BrowserName } from '../../adapters/browser.js';

export const BEARER_NAMES: Readonly<Record<Bearer, string>> = {
  wlan: 'WLAN',
  cellular: 'Mobile',
  wireline: 'Wireline',
};

/** What a person can choose as browser of the device, and the status that SHOW is then answered with. */
export const BROWSER_CHOICES: readonly {
  readonly name: BrowserName;
  readonly label: string;
  readonly status?: number;
}[] = [
  { name: 'screen', label: 'This screen' },
  { name: 'scripted', label: 'Scripted user' },
  { name: 'none', label: 'None', status: 501 },
  { name: 'broken', label: 'Does not start', status: 500 },
  { name: 'forbidden', label: 'Forbidden', status: 507 },
];

/** An adapter in a person's words. */
export function browserName(adapter: string): string {
  return BROWSER_CHOICES.find(({ name }) => name === adapter)?.label ?? adapter;
}
