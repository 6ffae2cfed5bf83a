import { DdfsController } from './ddfs.controller.js';
import { ExportsController } from './exports/exports.controller.js';
import { LiveEventsController } from './live-events.controller.js';
import { DevicesController, RecordsController } from './management.controller.js';
import { TasksController } from './tasks.controller.js';
import { ServerController } from './server.controller.js';
import { OverviewController } from './overview/overview.controller.js';

/** The management API. */
export const CONTROLLERS = [
  DevicesController,
  RecordsController,
  TasksController,
  DdfsController,
  ServerController,
  LiveEventsController,
  OverviewController,
  ExportsController,
];
