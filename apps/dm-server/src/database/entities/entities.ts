import { AlertEntity } from './alert.entity.js';
import { DdfEntity } from './ddf.entity.js';
import { DeviceEntity } from './device.entity.js';
import { EventLogEntity } from './event-log.entity.js';
import { MoInstanceEntity } from './mo-instance.entity.js';
import { NotificationEntity } from './notification.entity.js';
import { OpenSessionEntity } from './open-session.entity.js';
import { PackageLogEntity } from './package-log.entity.js';
import { ReceivedEventEntity } from './received-event.entity.js';
import { SessionEntity } from './session.entity.js';
import { TaskEntity } from './task.entity.js';
import { TaskResultEntity } from './task-result.entity.js';
import { UiSessionEntity } from './ui-session.entity.js';

/** Every table of the schema. */
export const ENTITIES = [
  AlertEntity,
  DdfEntity,
  DeviceEntity,
  EventLogEntity,
  MoInstanceEntity,
  NotificationEntity,
  OpenSessionEntity,
  PackageLogEntity,
  ReceivedEventEntity,
  SessionEntity,
  TaskEntity,
  TaskResultEntity,
  UiSessionEntity,
];
