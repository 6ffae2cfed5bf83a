import { Inject, Injectable } from '@nestjs/common';
import { inTransaction, Problem } from '@dm2/service';
import type pg from 'pg';
import { DataSource, In } from 'typeorm';
import type { z } from 'zod';
import type { ServerConfig } from '../config.js';
import { DeviceEntity } from '../database/entities/device.entity.js';
import { OpenSessionEntity } from '../database/entities/open-session.entity.js';
import { devIdRemarks } from '../device/dev-id-remarks.js';
import { DeviceSecrets } from '../device/device-secrets.js';
import { isSupported } from '../dm/authentication/schemes.js';
import { deviceKeyOf } from '../ids.js';
import { NOTIFICATION_SECRET } from '../notification/notifier.js';
import type { NotificationState } from '../notification/transport.js';
import { CONFIG, POOL } from '../tokens.js';
import { findDevices } from './device-search.js';
import { toPage, type Page } from './paging.js';
import type { auth, changedDevice, devicePage, deviceView, newDevice, notification } from './schemas.js';

type DeviceView = z.infer<typeof deviceView>;

interface LastNotification {
  readonly device_key: string;
  readonly id: string;
  readonly state: NotificationState;
  readonly reason: string | null;
  readonly created_at: Date;
}

const AUTH_SECRET = 'auth';
/** Everything that is stored of a device. */
const TABLES = [
  'package_log',
  'event_log',
  'received_event',
  'notification',
  'alert',
  'mo_instance',
  'ui_session',
  'task_result',
  'task',
  'session',
  'open_session',
  'device',
];

/** Devices and their credentials. */
@Injectable()
export class Devices {
  constructor(
    @Inject(DataSource) private readonly source: DataSource,
    @Inject(POOL) private readonly pool: pg.Pool,
    @Inject(DeviceSecrets) private readonly secrets: DeviceSecrets,
    @Inject(CONFIG) private readonly config: ServerConfig,
  ) {}

  /** @throws Problem 409 if it is registered, or another device has the user name */
  async register(device: z.infer<typeof newDevice>): Promise<DeviceView> {
    const deviceKey = deviceKeyOf(device.devId);
    const entity = this.source.manager.create(DeviceEntity, {
      deviceKey,
      devId: device.devId,
      ...this.credentials(deviceKey, device.auth),
      ...this.address(deviceKey, device.notification ?? null),
      // Begins anywhere: a device that was registered before drops the notifications it has had.
      nextNotificationId: Math.floor(Math.random() * 0x10000),
      profile: device.profile ?? null,
      holdMs: device.holdMs ?? null,
      cache: device.cache,
      lang: null,
      remarks: devIdRemarks(device.devId),
      registeredAt: new Date(),
    });
    await this.source
      .transaction(async (manager) => {
        await manager.insert(DeviceEntity, entity);
        await manager.insert(OpenSessionEntity, { deviceKey });
      })
      .catch(rethrow);
    return this.get(device.devId);
  }

  async change(devId: string, change: z.infer<typeof changedDevice>): Promise<DeviceView> {
    const deviceKey = await this.keyOf(devId);
    const changes = {
      ...(change.auth === undefined ? {} : this.credentials(deviceKey, change.auth)),
      ...(change.notification === undefined ? {} : this.address(deviceKey, change.notification)),
      ...(change.profile === undefined ? {} : { profile: change.profile }),
      ...(change.holdMs === undefined ? {} : { holdMs: change.holdMs }),
      ...(change.cache === undefined ? {} : { cache: change.cache }),
    };
    if (Object.keys(changes).length > 0) {
      await this.source.manager.update(DeviceEntity, { deviceKey }, changes as never).catch(rethrow);
    }
    return this.get(devId);
  }

  /** Removes a device and all that is stored of it. */
  async remove(devId: string): Promise<void> {
    const deviceKey = await this.keyOf(devId);
    await inTransaction(this.pool, async (client) => {
      await client.query('SELECT 1 FROM open_session WHERE device_key = $1 FOR UPDATE', [deviceKey]);
      for (const table of TABLES)
        await client.query(`DELETE FROM ${table} WHERE device_key = $1`, [deviceKey]);
    });
  }

  /** @throws Problem 404 */
  async get(devId: string): Promise<DeviceView> {
    const deviceKey = deviceKeyOf(devId);
    const view = (await this.views([deviceKey])).get(deviceKey);
    if (!view) throw unknown(devId);
    return view;
  }

  /** Those that a search finds, as it sorts them. */
  async list(search: z.infer<typeof devicePage>): Promise<Page<DeviceView>> {
    const found = await findDevices(this.pool, search);
    const views = await this.views(found.map(({ deviceKey }) => deviceKey));
    const page = toPage(
      found,
      search.limit,
      ({ at, deviceKey }) => ({ at, id: deviceKey }),
      ({ deviceKey }) => views.get(deviceKey),
    );
    // One that is removed meanwhile is not there.
    return { ...page, items: page.items.filter((view) => view !== undefined) };
  }

  /** @throws Problem 404 */
  async keyOf(devId: string): Promise<string> {
    const deviceKey = deviceKeyOf(devId);
    if (!(await this.source.manager.existsBy(DeviceEntity, { deviceKey }))) throw unknown(devId);
    return deviceKey;
  }

  /** The DevIDs of some devices by their keys. */
  async devIds(deviceKeys: readonly string[]): Promise<(deviceKey: string) => string> {
    const devices = await this.source.manager.find(DeviceEntity, {
      select: { deviceKey: true, devId: true },
      where: { deviceKey: In([...new Set(deviceKeys)]) },
    });
    const byKey = new Map(devices.map(({ deviceKey, devId }) => [deviceKey, devId]));
    return (deviceKey) => byKey.get(deviceKey) ?? '';
  }

  private credentials(deviceKey: string, { scheme, ...rest }: z.infer<typeof auth>) {
    if (!isSupported(scheme)) {
      throw new Problem(422, {
        code: 'scheme-unsupported',
        field: 'auth/scheme',
        detail: `this server does not authenticate devices by "${scheme}" yet; it does by basic, or none`,
      });
    }
    if (scheme !== 'basic') return { authScheme: scheme, authName: null, authProof: null, authSecret: null };
    const { username, password } = rest;
    if (username === undefined || password === undefined) {
      throw new Problem(422, {
        code: 'invalid-request',
        field: username === undefined ? 'auth/username' : 'auth/password',
        detail: 'HTTP Basic needs username and password',
      });
    }
    return {
      authScheme: scheme,
      authName: username,
      authProof: this.secrets.proof(scheme, username, password),
      authSecret: this.secrets.encrypt(deviceKey, AUTH_SECRET, Buffer.from(password, 'utf8')),
    };
  }

  private address(deviceKey: string, address: z.infer<typeof notification> | null) {
    if (address === null) return { notification: null, notificationSecret: null };
    const { secret, data, ...place } = address;
    return {
      notification: { ...place, ...(data === undefined ? {} : { data }) },
      notificationSecret:
        secret === undefined
          ? null
          : this.secrets.encrypt(deviceKey, NOTIFICATION_SECRET, Buffer.from(secret, 'base64')),
    };
  }

  /** How some devices are shown, by their keys. */
  private async views(deviceKeys: readonly string[]): Promise<Map<string, DeviceView>> {
    const deviceKey = In([...deviceKeys]);
    const [devices, sessions, notifications] = await Promise.all([
      this.source.manager.findBy(DeviceEntity, { deviceKey }),
      this.source.manager.findBy(OpenSessionEntity, { deviceKey }),
      this.pool.query<LastNotification>(
        `SELECT n.* FROM unnest($1::text[]) AS k (device_key) CROSS JOIN LATERAL (
           SELECT device_key, id, state, reason, created_at FROM notification n
            WHERE n.device_key = k.device_key ORDER BY id DESC LIMIT 1) n`,
        [deviceKeys],
      ),
    ]);
    const open = new Map(sessions.map((session) => [session.deviceKey, session]));
    const last = new Map(notifications.rows.map((row) => [row.device_key, row]));
    return new Map(
      devices.map((device) => [
        device.deviceKey,
        this.view(device, open.get(device.deviceKey), last.get(device.deviceKey)),
      ]),
    );
  }

  private view(
    device: DeviceEntity,
    open: OpenSessionEntity | undefined,
    last: LastNotification | undefined,
  ): DeviceView {
    return {
      devId: device.devId,
      auth: { scheme: device.authScheme, username: device.authName },
      notification: device.notification && {
        ...device.notification,
        signed: device.notificationSecret !== null,
      },
      profile: device.profile ?? (this.config.DM_PACKAGE2_STATUS ? 'cr' : 'ts'),
      holdMs: device.holdMs,
      cache: device.cache,
      lang: device.lang,
      remarks: device.remarks,
      registeredAt: device.registeredAt.toISOString(),
      lastSeenAt: open?.lastSeenAt?.toISOString() ?? null,
      openSessionId: open?.sessionId ?? null,
      lastNotification: last
        ? { id: last.id, state: last.state, reason: last.reason, at: last.created_at.toISOString() }
        : null,
    };
  }
}

function unknown(devId: string): Problem {
  return new Problem(404, {
    code: 'device-unknown',
    field: 'devId',
    detail: `no device is registered as "${devId.slice(0, 255)}"`,
  });
}

function rethrow(error: unknown): never {
  const { code, constraint } =
    (error as { driverError?: { code?: string; constraint?: string } }).driverError ?? {};
  if (code !== '23505') throw error;
  throw constraint === 'device_auth_name'
    ? new Problem(409, {
        code: 'username-taken',
        field: 'auth/username',
        detail: 'another device authenticates with this user name',
      })
    : new Problem(409, {
        code: 'device-exists',
        field: 'devId',
        detail: 'this device is registered already',
      });
}
