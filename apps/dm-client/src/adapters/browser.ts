import type { BrowserPort } from '@dm2/client-engine';
import type { Network } from '../network.js';
import type { SessionProgress } from '../session-progress.js';

export const BROWSERS = [
  'screen',
  'system',
  'chromium',
  'scripted',
  'none',
  /** One that does not start. */
  'broken',
  /** One that the user's settings keep closed. */
  'forbidden',
] as const;
export type BrowserName = (typeof BROWSERS)[number];

/** A Web Browser Component, and what the device tells it. */
export interface DeviceBrowser extends BrowserPort {
  sessionBegins?(progress: SessionProgress): void;
  /** Resolves when the user is done with every page. */
  idle?(): Promise<void>;
  close?(): Promise<void>;
}

/** Answers to fields by name. */
export type Answers = Readonly<Record<string, string | readonly string[]>>;

/** How a scripted user behaves. */
export interface UserOptions {
  /** Values for fields by name, used on every page that has them. */
  readonly answers: Answers;
  /** Exchanges of the session that go by after SHOW before the user answers. */
  readonly answerAfter: number;
  /** The user answers at the latest after this long, in milliseconds. */
  readonly thinkMs: number;
  /** `Accept-Language` of the browser; absent for none. */
  readonly acceptLanguage?: string;
  /** Over what pages come. */
  readonly network: Network;
}
