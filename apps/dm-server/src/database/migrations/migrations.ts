import { Initial1780000000000 } from './1780000000000-initial.js';
import { Cache1780100000000 } from './1780100000000-cache.js';
import { Descriptions1780200000000 } from './1780200000000-descriptions.js';
import { NotificationBytes1780300000000 } from './1780300000000-notification-bytes.js';

/** In the order in which they run. One that has been released is never changed: add another. */
export const MIGRATIONS = [
  Initial1780000000000,
  Cache1780100000000,
  Descriptions1780200000000,
  NotificationBytes1780300000000,
];
