import { Initial1780000000000 } from './1780000000000-initial.js';
import { Cache1780100000000 } from './1780100000000-cache.js';
import { Descriptions1780200000000 } from './1780200000000-descriptions.js';
import { NotificationBytes1780300000000 } from './1780300000000-notification-bytes.js';
import { TaskLists1780310000000 } from './1780310000000-task-lists.js';
import { DeviceSearch1780320000000 } from './1780320000000-device-search.js';
import { Overview1780340000000 } from './1780340000000-overview.js';

/** In the order in which they run. One that has been released is never changed: add another. */
export const MIGRATIONS = [
  Initial1780000000000,
  Cache1780100000000,
  Descriptions1780200000000,
  NotificationBytes1780300000000,
  TaskLists1780310000000,
  DeviceSearch1780320000000,
  Overview1780340000000,
];
