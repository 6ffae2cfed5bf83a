import { Initial1780000000000 } from './1780000000000-initial.js';

/** In the order in which they run. One that has been released is never changed: add another. */
export const MIGRATIONS = [Initial1780000000000];
