import type { paths } from './generated/management-api.js';

/** The paths of the management API that answer a GET with JSON. */
export type GetPath = {
  [P in keyof paths]: paths[P] extends {
    get: { responses: { 200: { content: { 'application/json': unknown } } } };
  }
    ? P
    : never;
}[keyof paths];

/** What a GET answers. */
export type Answer<P extends GetPath> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer A } } } };
}
  ? A
  : never;

type ItemOf<P extends GetPath> = Answer<P> extends { items: (infer T)[] } ? T : never;

export type Device = Answer<'/api/v1/devices/{devId}'>;
export type Session = ItemOf<'/api/v1/sessions'>;
export type SessionDetail = Answer<'/api/v1/sessions/{id}'>;
export type LoggedPackage = SessionDetail['packages'][number];
export type DmEvent = SessionDetail['events'][number];
export type Task = ItemOf<'/api/v1/devices/{devId}/tasks'>;
export type TaskDetail = Answer<'/api/v1/tasks/{id}'>;
export type TaskResult = TaskDetail['results'][number];
/** What queueing answers: a task and its warnings. */
export type QueuedTask =
  paths['/api/v1/devices/{devId}/tasks']['post']['responses'][201]['content']['application/json'];
/** What queueing for several devices answers. */
export type QueuedBatch = paths['/api/v1/tasks']['post']['responses'][201]['content']['application/json'];
export type TaskBatch = Answer<'/api/v1/task-batches/{id}'>;
export type Notification = ItemOf<'/api/v1/devices/{devId}/notifications'>;
export type UiSession = ItemOf<'/api/v1/ui-sessions'>;
export type Alert = ItemOf<'/api/v1/alerts'>;
export type Subscription = ItemOf<'/api/v1/devices/{devId}/subscriptions'>;
export type KnownObject = ItemOf<'/api/v1/devices/{devId}/mos'>;

/** A list, newest first. */
export interface List<T> {
  items: T[];
  /** Cursor of the next page. */
  next: string | null;
}

/** An event of the live stream. */
export interface LiveEvent extends DmEvent {
  devId: string;
  sessionId: string | null;
}
