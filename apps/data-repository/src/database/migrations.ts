import { Objects1700000000001 } from './migration-0001-objects.js';
import { Policies1700000000002 } from './migration-0002-policies.js';

/** In the order in which they run. One that has been released is never changed: add another. */
export const MIGRATIONS = [Objects1700000000001, Policies1700000000002];
