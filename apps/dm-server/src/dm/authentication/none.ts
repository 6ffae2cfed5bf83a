import type { AuthScheme } from './scheme.js';

/** A device that was explicitly registered as one that can't authenticate: its DevID alone names it. */
export const NONE: AuthScheme = {
  name: 'none',
  expected: 'no credentials',
  present: () => undefined,
};
