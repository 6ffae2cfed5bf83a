import { UiSessions1700000000001 } from './migration-0001-ui-sessions.js';
import { Retention1700000000002 } from './migration-0002-retention.js';

/** In the order in which they run. One that has been released is never changed: add another. */
export const MIGRATIONS = [UiSessions1700000000001, Retention1700000000002];
