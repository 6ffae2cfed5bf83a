import { Inject, Injectable } from '@nestjs/common';
import { inTransaction, Problem } from '@dm2/service';
import type pg from 'pg';
import { DataSource, In, type SelectQueryBuilder } from 'typeorm';
import type { z } from 'zod';
import { AlertEntity } from '../database/entities/alert.entity.js';
import { EventLogEntity } from '../database/entities/event-log.entity.js';
import { MoInstanceEntity } from '../database/entities/mo-instance.entity.js';
import { NotificationEntity } from '../database/entities/notification.entity.js';
import { OpenSessionEntity } from '../database/entities/open-session.entity.js';
import { PackageLogEntity } from '../database/entities/package-log.entity.js';
import { SessionEntity } from '../database/entities/session.entity.js';
import { UiSessionEntity } from '../database/entities/ui-session.entity.js';
import { describedNodes } from '../description/described-nodes.js';
import { Descriptions } from '../description/descriptions.js';
import { News } from '../event/news.js';
import { deviceKeyOfId } from '../ids.js';
import { Notifier } from '../notification/notifier.js';
import { POOL, PUBLIC_URL } from '../tokens.js';
import { asTheyHappened } from './as-they-happened.js';
import { summaryOf } from './ddf-views.js';
import { Devices } from './devices.js';
import { readCursor, toPage, type Page } from './paging.js';
import type * as schemas from './schemas.js';
import { besideSession } from './session-beside.js';

type SessionView = z.infer<typeof schemas.sessionView>;
type EventView = z.infer<typeof schemas.eventView>;
type Listed = z.infer<typeof schemas.devicesPage>;

/** What has been recorded: sessions with their packages, UI sessions, notifications, alerts, known objects. */
@Injectable()
export class Records {
  constructor(
    @Inject(DataSource) private readonly source: DataSource,
    @Inject(POOL) private readonly pool: pg.Pool,
    @Inject(Devices) private readonly devices: Devices,
    @Inject(Notifier) private readonly notifier: Notifier,
    @Inject(News) private readonly news: News,
    @Inject(Descriptions) private readonly descriptions: Descriptions,
    @Inject(PUBLIC_URL) private readonly publicUrl: () => string,
  ) {}

  async sessions({ state, ...page }: z.infer<typeof schemas.sessionPage>): Promise<Page<SessionView>> {
    const rows = await this.newest(SessionEntity, 'opened_at', page, (query) => {
      if (state !== undefined) query.andWhere('r.state = :state', { state });
    });
    const open = await this.openSessions(rows);
    const devId = await this.devices.devIds(rows.map(({ deviceKey }) => deviceKey));
    return toPage(
      rows,
      page.limit,
      ({ openedAt, id }) => ({ at: openedAt, id }),
      (session) => sessionView(session, devId(session.deviceKey), open.get(session.id)),
    );
  }

  async session(id: string): Promise<z.infer<typeof schemas.sessionDetail>> {
    const deviceKey = deviceKeyOfId(id, 'session');
    const { manager } = this.source;
    const session = deviceKey && (await manager.findOneBy(SessionEntity, { deviceKey, id }));
    if (!session) throw unknown('session');
    const [open, devId, packages, events, beside] = await Promise.all([
      this.openSessions([session]),
      this.devices.devIds([deviceKey]),
      manager.find(PackageLogEntity, {
        where: { deviceKey, sessionId: id },
        order: { at: 'ASC', id: 'ASC' },
      }),
      manager.find(EventLogEntity, { where: { deviceKey, sessionId: id }, order: { at: 'ASC', seq: 'ASC' } }),
      besideSession(manager, session),
    ]);
    const changes = await this.changesOf(beside.uiSessions);
    return {
      ...sessionView(session, devId(deviceKey), open.get(id)),
      packages: packages.map((record) => ({
        id: record.id,
        number: record.number,
        direction: record.direction,
        contentType: record.contentType,
        headers: record.headers,
        body: record.body,
        encoding: record.encoding,
        bytes: record.bytes,
        at: record.at.toISOString(),
        remarks: record.remarks,
      })),
      events: asTheyHappened(events)
        .filter(({ type }) => type !== 'session.package')
        .map(eventView),
      notifications: beside.notifications.map(notificationView),
      uiSessions: beside.uiSessions.map((uiSession) =>
        uiSessionView(uiSession, devId(deviceKey), changes.get(uiSession.id)),
      ),
    };
  }

  async uiSessions({
    state,
    page: kind,
    ...page
  }: z.infer<typeof schemas.uiSessionPage>): Promise<Page<z.infer<typeof schemas.uiSessionView>>> {
    const rows = await this.newest(UiSessionEntity, 'created_at', page, (query) => {
      // In the words of the index that has the few which are open.
      if (state === 'open') query.andWhere("r.state NOT IN ('finished', 'expired')");
      else if (state !== undefined) query.andWhere('r.state = :state', { state });
      if (kind !== undefined) query.andWhere('r.page = :kind', { kind });
    });
    const devId = await this.devices.devIds(rows.map(({ deviceKey }) => deviceKey));
    const changes = await this.changesOf(rows);
    return toPage(
      rows,
      page.limit,
      ({ createdAt, id }) => ({ at: createdAt, id }),
      (uiSession) => uiSessionView(uiSession, devId(uiSession.deviceKey), changes.get(uiSession.id)),
    );
  }

  async uiSession(id: string): Promise<z.infer<typeof schemas.uiSessionDetail>> {
    const deviceKey = deviceKeyOfId(id, 'uiSession');
    const { manager } = this.source;
    const uiSession = deviceKey && (await manager.findOneBy(UiSessionEntity, { deviceKey, id }));
    if (!uiSession) throw unknown('UI session');
    const devId = await this.devices.devIds([deviceKey]);
    const events = await manager.find(EventLogEntity, {
      where: { deviceKey, uiSessionId: id },
      order: { at: 'ASC', seq: 'ASC' },
    });
    return {
      ...uiSessionView(uiSession, devId(deviceKey), events.at(-1)?.at),
      events: events.map(eventView),
    };
  }

  async alerts(page: Listed): Promise<Page<z.infer<typeof schemas.alertView>>> {
    const rows = await this.newest(AlertEntity, 'at', page);
    const devId = await this.devices.devIds(rows.map(({ deviceKey }) => deviceKey));
    return toPage(
      rows,
      page.limit,
      ({ at, id }) => ({ at, id }),
      (alert) => ({
        id: alert.id,
        devId: devId(alert.deviceKey),
        sessionId: alert.sessionId,
        at: alert.at.toISOString(),
        alertType: alert.alertType,
        sourceUri: alert.sourceUri,
        targetUri: alert.targetUri,
        mark: alert.mark,
        dataType: alert.dataType,
        data: alert.data,
        answers:
          alert.taskId === null || alert.step === null || alert.index === null
            ? null
            : { taskId: alert.taskId, step: alert.step, index: alert.index },
      }),
    );
  }

  /** @throws Problem 404; 409 if the device has no address for notifications */
  async notify(
    devId: string,
    request: z.infer<typeof schemas.newNotification>,
  ): Promise<z.infer<typeof schemas.notificationView>> {
    const deviceKey = await this.devices.keyOf(devId);
    const { notification } = await this.devices.get(devId);
    if (!notification) {
      throw new Problem(409, {
        code: 'no-address',
        field: 'notification',
        detail: 'the device is registered without an address for notifications',
      });
    }
    const { id } = await inTransaction(this.pool, (client) =>
      this.notifier.request(client, {
        deviceKey,
        reqMos: request.reqMos,
        preferredConTypes: request.preferredConTypes,
        expiresAt: request.expiresAt === undefined ? undefined : new Date(request.expiresAt),
      }),
    );
    const made = await this.source.manager.findOneByOrFail(NotificationEntity, { deviceKey, id });
    this.notifier.soon();
    this.news.publish();
    return notificationView(made);
  }

  async notifications(
    devId: string,
    { limit, cursor }: z.infer<typeof schemas.page>,
  ): Promise<Page<z.infer<typeof schemas.notificationView>>> {
    await this.devices.keyOf(devId);
    const rows = await this.newest(NotificationEntity, 'created_at', { devId, limit, cursor });
    return toPage(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id }), notificationView);
  }

  async knownObjects(devId: string): Promise<Page<z.infer<typeof schemas.knownObject>>> {
    const deviceKey = await this.devices.keyOf(devId);
    const rows = await this.source.manager.find(MoInstanceEntity, {
      where: { deviceKey },
      order: { moid: 'ASC', miid: 'ASC' },
    });
    const descriptions = await this.descriptions.of([...new Set(rows.map(({ moid }) => moid))]);
    const objects = new Map<string, z.infer<typeof schemas.knownObject>>();
    for (const row of rows) {
      const described = descriptions.get(row.moid);
      const object = objects.get(row.moid) ?? {
        moid: row.moid,
        ddf: row.ddf,
        description: described ? summaryOf(described, this.publicUrl()) : null,
        instances: [],
      };
      objects.set(row.moid, object);
      object.instances.push({
        miid: row.miid,
        name: row.rootName,
        cv: row.cv,
        listedAt: row.listedAt?.toISOString() ?? null,
        at: row.readAt?.toISOString() ?? null,
        data: row.tree,
        nodes: described && row.tree !== null ? describedNodes(described.root, row.tree) : [],
      });
    }
    return { items: [...objects.values()], next: null };
  }

  /** Newest first, of all devices or one. Ids of one device sort by time, so that one device needs no other order. */
  private async newest<T extends { deviceKey: string; id: string }>(
    entity: new () => T,
    time: string,
    { devId, limit, cursor }: Listed,
    narrow?: (query: SelectQueryBuilder<T>) => void,
  ): Promise<T[]> {
    const after = readCursor(cursor);
    const query = this.source.manager.createQueryBuilder(entity, 'r').limit(limit + 1);
    if (devId === undefined) {
      query.orderBy(`r.${time}`, 'DESC').addOrderBy('r.id', 'DESC');
      if (after) query.andWhere(`(r.${time}, r.id) < (:at, :id)`, after);
    } else {
      const deviceKey = await this.devices.keyOf(devId);
      query.where('r.device_key = :deviceKey', { deviceKey }).orderBy('r.id', 'DESC');
      if (after) query.andWhere('r.id < :id', { id: after.id });
    }
    narrow?.(query);
    return query.getMany();
  }

  /** When the last event of each UI session was, read in the days since the oldest of them. */
  private async changesOf(uiSessions: readonly UiSessionEntity[]): Promise<Map<string, Date>> {
    const oldest = uiSessions.reduce((time, { createdAt }) => Math.min(time, createdAt.getTime()), Infinity);
    if (uiSessions.length === 0) return new Map();
    const { rows } = await this.pool.query<{ id: string; at: Date }>(
      `SELECT e.ui_session_id AS id, max(e.at) AS at
         FROM unnest($1::text[], $2::text[]) AS u (device_key, id)
         JOIN event_log e ON e.device_key = u.device_key AND e.ui_session_id = u.id AND e.at >= $3
        GROUP BY e.ui_session_id`,
      [uiSessions.map(({ deviceKey }) => deviceKey), uiSessions.map(({ id }) => id), new Date(oldest)],
    );
    return new Map(rows.map(({ id, at }) => [id, at]));
  }

  /** What the sessions that are still open have done so far. */
  private async openSessions(sessions: readonly SessionEntity[]): Promise<Map<string, OpenSessionEntity>> {
    const open = sessions.filter(({ state }) => state === 'open').map(({ id }) => id);
    if (open.length === 0) return new Map();
    const rows = await this.source.manager.findBy(OpenSessionEntity, {
      deviceKey: In(open.map((id) => deviceKeyOfId(id, 'session'))),
    });
    return new Map(rows.map((row) => [row.sessionId ?? '', row]));
  }
}

function sessionView(
  session: SessionEntity,
  devId: string,
  open: OpenSessionEntity | undefined,
): SessionView {
  const state = open?.state;
  return {
    id: session.id,
    devId,
    state: session.state,
    initiator: session.initiator,
    notificationId: session.notificationId,
    openedAt: session.openedAt.toISOString(),
    closedAt: session.closedAt?.toISOString() ?? null,
    exchanges: state?.exchanges ?? session.exchanges,
    commands: state?.commands ?? { ok: session.commandsOk, failed: session.commandsFailed },
  };
}

function eventView(event: EventLogEntity): EventView {
  return {
    id: event.id,
    type: event.type,
    source: event.source,
    at: event.at.toISOString(),
    taskId: event.taskId,
    data: event.data,
  };
}

function uiSessionView(
  uiSession: UiSessionEntity,
  devId: string,
  changedAt: Date | undefined,
): z.infer<typeof schemas.uiSessionView> {
  return {
    id: uiSession.id,
    devId,
    sessionId: uiSession.sessionId,
    taskId: uiSession.taskId,
    as: uiSession.as,
    page: uiSession.page,
    state: uiSession.state,
    result: uiSession.result,
    createdAt: uiSession.createdAt.toISOString(),
    changedAt: (changedAt ?? uiSession.createdAt).toISOString(),
    expiresAt: uiSession.expiresAt.toISOString(),
  };
}

function notificationView(notification: NotificationEntity): z.infer<typeof schemas.notificationView> {
  return {
    id: notification.id,
    notificationId: notification.notificationId,
    state: notification.state,
    reason: notification.reason,
    reqMos: notification.reqMos,
    preferredConTypes: notification.preferredConTypes,
    attempts: notification.attempts,
    bytes: notification.bytes?.toString('hex') ?? null,
    createdAt: notification.createdAt.toISOString(),
    sentAt: notification.sentAt?.toISOString() ?? null,
    answeredAt: notification.answeredAt?.toISOString() ?? null,
    expiresAt: notification.expiresAt.toISOString(),
    sessionId: notification.sessionId,
    taskId: notification.taskId,
  };
}

function unknown(what: string): Problem {
  return new Problem(404, {
    code: `${what.toLowerCase().replace(' ', '-')}-unknown`,
    field: 'id',
    detail: `there is no such ${what}`,
  });
}
