import { In, type EntityManager } from 'typeorm';
import { NotificationEntity } from '../database/entities/notification.entity.js';
import type { SessionEntity } from '../database/entities/session.entity.js';
import { UiSessionEntity } from '../database/entities/ui-session.entity.js';

/** What belongs to a session without being in it. */
export interface BesideSession {
  readonly notifications: readonly NotificationEntity[];
  readonly uiSessions: readonly UiSessionEntity[];
}

/**
 * The Package#0 and the UI sessions on both sides of a session: a UI session may be answered after its session has ended, its task
 * then calls the device back (`callBack`), and the notification that does so leads to another session.
 */
export async function besideSession(
  manager: EntityManager,
  { deviceKey, id: sessionId }: Pick<SessionEntity, 'deviceKey' | 'id'>,
): Promise<BesideSession> {
  const [own, leading] = await Promise.all([
    manager.find(UiSessionEntity, { where: { deviceKey, sessionId }, order: { id: 'ASC' } }),
    manager.find(NotificationEntity, { where: { deviceKey, sessionId }, order: { id: 'ASC' } }),
  ]);
  const shownIn = await calledBackFrom(manager, deviceKey, leading, own);
  const calling = await callingBack(manager, deviceKey, leading, own);
  return { notifications: [...leading, ...calling], uiSessions: [...own, ...shownIn] };
}

/** UI sessions of other sessions whose task sent the notification that led here. */
async function calledBackFrom(
  manager: EntityManager,
  deviceKey: string,
  leading: readonly NotificationEntity[],
  own: readonly UiSessionEntity[],
): Promise<UiSessionEntity[]> {
  const taskIds = leading.flatMap(({ taskId }) => taskId ?? []);
  if (taskIds.length === 0) return [];
  const shown = await manager.find(UiSessionEntity, {
    where: { deviceKey, taskId: In(taskIds) },
    order: { id: 'ASC' },
  });
  const mine = new Set(own.map(({ id }) => id));
  // Made later than the notification, a UI session can't be why it was sent.
  return shown.filter(
    ({ id, taskId, createdAt }) =>
      !mine.has(id) && leading.some((sent) => sent.taskId === taskId && sent.createdAt > createdAt),
  );
}

/** Notifications that the tasks of its UI sessions have sent since. */
async function callingBack(
  manager: EntityManager,
  deviceKey: string,
  leading: readonly NotificationEntity[],
  own: readonly UiSessionEntity[],
): Promise<NotificationEntity[]> {
  const taskIds = own.map(({ taskId }) => taskId);
  if (taskIds.length === 0) return [];
  const sent = await manager.find(NotificationEntity, {
    where: { deviceKey, taskId: In(taskIds) },
    order: { id: 'ASC' },
  });
  const led = new Set(leading.map(({ id }) => id));
  return sent.filter(
    ({ id, taskId, createdAt }) =>
      !led.has(id) && own.some((shown) => shown.taskId === taskId && createdAt > shown.createdAt),
  );
}
