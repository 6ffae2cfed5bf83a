import { MOID } from '@dm2/protocol';
import type { paths } from '../../api/generated/management-api.js';
import type { Answer } from '../../api/types.js';
import type { Device } from '../../api/types.js';

export type NewDevice = paths['/api/v1/devices']['post']['requestBody']['content']['application/json'];
export type DeviceChange =
  paths['/api/v1/devices/{devId}']['patch']['requestBody']['content']['application/json'];
export type Server = Answer<'/api/v1/server'>;

/** What is typed into the form of a device. */
export interface DeviceForm {
  readonly devId: string;
  readonly scheme: NewDevice['auth']['scheme'];
  readonly username: string;
  readonly password: string;
  readonly notified: boolean;
  readonly host: string;
  readonly port: string;
  /** base64 */
  readonly secret: string;
  readonly profile: '' | 'cr' | 'ts';
  readonly cache: boolean;
}

/** The form's field for each field a problem may name. */
export const FIELDS: Readonly<Record<string, keyof DeviceForm>> = {
  devId: 'devId',
  'auth/scheme': 'scheme',
  'auth/username': 'username',
  'auth/password': 'password',
  'notification/host': 'host',
  'notification/port': 'port',
  'notification/secret': 'secret',
  profile: 'profile',
  cache: 'cache',
};

export function emptyForm(): DeviceForm {
  return {
    devId: '',
    scheme: 'basic',
    username: '',
    password: randomPassword(),
    notified: false,
    host: '',
    port: '2948',
    secret: randomSecret(),
    profile: '',
    cache: true,
  };
}

/** Secrets are never told: an empty one stays what it is. */
export function formOf({ devId, auth, notification, profile, cache }: Device): DeviceForm {
  return {
    devId,
    scheme: auth.scheme,
    username: auth.username ?? '',
    password: '',
    notified: notification !== null,
    host: notification?.host ?? '',
    port: String(notification?.port ?? 2948),
    secret: '',
    profile,
    cache,
  };
}

/** The user name that is proposed for a device: HTTP Basic has no colon in one. */
export function usernameOf(devId: string): string {
  return devId.replaceAll(':', '-').slice(0, 255);
}

function authOf(form: DeviceForm): NewDevice['auth'] {
  const { scheme, password } = form;
  if (scheme !== 'basic') return { scheme };
  const username = form.username || usernameOf(form.devId);
  return { scheme, ...(username && { username }), ...(password && { password }) };
}

function addressOf({
  notified,
  host,
  port,
  secret,
}: DeviceForm): NonNullable<NewDevice['notification']> | null {
  return notified ? { transport: 'udp', host, port: Number(port), ...(secret && { secret }) } : null;
}

export function newDeviceOf(form: DeviceForm): NewDevice {
  const notification = addressOf(form);
  return {
    devId: form.devId,
    auth: authOf(form),
    ...(notification && { notification }),
    ...(form.profile && { profile: form.profile }),
    cache: form.cache,
  };
}

/** Only what was changed. Credentials go together, and so do an address and its secret. */
export function changeOf(form: DeviceForm, device: Device): DeviceChange {
  const was = formOf(device);
  const differs = (...names: (keyof DeviceForm)[]) => names.some((name) => form[name] !== was[name]);
  return {
    ...(differs('scheme', 'username', 'password') && { auth: authOf(form) }),
    ...(differs('notified', 'host', 'port', 'secret') && { notification: addressOf(form) }),
    ...(differs('profile') && { profile: form.profile || null }),
    ...(differs('cache') && { cache: form.cache }),
  };
}

/** 18 random bytes as text that needs no quoting. */
export function randomPassword(): string {
  return base64(crypto.getRandomValues(new Uint8Array(18)))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
}

export function randomSecret(): string {
  return base64(crypto.getRandomValues(new Uint8Array(32)));
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

/** The values of the DM Account (TS 12.2) that the device needs, by their place in it. */
export function accountValues(form: NewDevice, server: Server): (readonly [place: string, value: string])[] {
  const { username, password } = form.auth;
  return [
    ['SrvID', server.serverId],
    ['SrvURI', server.dmEndpoint],
    ...(username !== undefined && password !== undefined
      ? ([
          ['Auth/Trsp/Data', username],
          ['Auth/Trsp/Secret', password],
        ] as const)
      : []),
    ...(form.notification?.secret
      ? ([
          ['Auth/Noti/Type', '0 (SHA-256)'],
          ['Auth/Noti/Secret', form.notification.secret],
        ] as const)
      : []),
  ];
}

/** The same as the content of a bootstrap: `application/dmmo+json`, in which `bin` leaves are base64 (TS 8, 7.2.1.4). */
export function bootstrapOf(form: NewDevice, server: Server): string {
  const { username, password } = form.auth;
  const utf8 = (text: string) => base64(new TextEncoder().encode(text));
  const Auth = {
    ...(form.notification?.secret && { Noti: { Type: 0, Data: '', Secret: form.notification.secret } }),
    ...(username !== undefined &&
      password !== undefined && { Trsp: { Data: utf8(username), Secret: utf8(password) } }),
  };
  const DMAcc = {
    SrvID: server.serverId,
    SrvURI: server.dmEndpoint,
    Name: server.serverId,
    Perm: { x1: { MOID: '*' } },
    ...(Object.keys(Auth).length > 0 && { Auth }),
  };
  return JSON.stringify([{ ClientURI: `${MOID.dmAccount}//`, MOData: { DMAcc } }], null, 2);
}

/** A command line with which our simulator is that device. */
export function commandLineOf(form: NewDevice, server: Server): string {
  const { username, password } = form.auth;
  const { notification } = form;
  return [
    'npx --no-install dm-client run',
    `--server ${quoted(server.dmEndpoint)} --server-id ${quoted(server.serverId)}`,
    `--dev-id ${quoted(form.devId)}`,
    ...(username !== undefined && password !== undefined
      ? [`--user ${quoted(username)} --password ${quoted(password)}`]
      : []),
    ...(notification
      ? [
          ...(notification.secret ? [`--notify-secret ${quoted(notification.secret)}`] : []),
          `--notify ${quoted(`udp://${notification.host.includes(':') ? `[${notification.host}]` : notification.host}:${notification.port}`)}`,
        ]
      : []),
  ].join(' \\\n  ');
}

/** As one word of a shell. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
