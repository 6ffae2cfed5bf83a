import type { Device } from '../device.js';
import { factsOf, type Facts } from '../facts.js';
import { wholeNumber, type RawOptions } from '../options.js';
import type { Switches } from '../switches/switches.js';
import { ScreenConsent, type Question } from '../user/consent.js';
import { ScreenBrowser, type Shown } from './screen-browser.js';

/** What a person does on the screen: looks at pages, and says whether a command may be executed. */
export interface ScreenParts {
  readonly browser: ScreenBrowser;
  readonly consent: ScreenConsent;
}

export function screenParts({ consentTimeout }: Pick<RawOptions, 'consentTimeout'>): ScreenParts {
  return {
    browser: new ScreenBrowser(),
    consent: new ScreenConsent(wholeNumber('--consent-timeout', consentTimeout)),
  };
}

/** Everything the screen shows but log and tree. */
export interface ScreenState extends Facts {
  readonly online: boolean;
  readonly switches: Switches;
  /** The page in the browser of the screen. */
  readonly shown: Shown | null;
  /** Pages that can be opened again, newest first. */
  readonly pages: readonly Shown[];
  /** What the user is asked just now. */
  readonly question: Question | null;
}

export function screenState(device: Device, { browser, consent }: ScreenParts): ScreenState {
  return {
    ...factsOf(device),
    online: device.network.connected,
    switches: device.switches,
    shown: browser.shown ?? null,
    pages: browser.pages,
    question: consent.question ?? null,
  };
}
