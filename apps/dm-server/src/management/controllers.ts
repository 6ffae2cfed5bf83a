import { DdfsController } from './ddfs.controller.js';
import { ExportsController } from './exports/exports.controller.js';
import { LiveEventsController } from './live-events.controller.js';
import { DevicesController, RecordsController } from './management.controller.js';

/** The management API. */
export const CONTROLLERS = [
  DevicesController,
  RecordsController,
  ExportsController,
  DdfsController,
  LiveEventsController,
];
