import { createHash, timingSafeEqual } from 'node:crypto';
import { ProtocolError, type Remark } from './errors.js';

/** Preferred bearers of a session (TS 5.2.1.2); `any` only last. */
export const CONNECTION_TYPES = ['any', 'cellular', 'wlan', 'wireline'] as const;
export type ConnectionType = (typeof CONNECTION_TYPES)[number];

/** Package#0, the DM Notification (TS 5.2.1, 7.1.1): asks a client to open a session. */
export interface Notification {
  /** SERVER-ID: `SrvID` of the DM Account. */
  readonly serverId?: string;
  /** PREFERRED-CON-TYPE, in order of preference. */
  readonly preferredConTypes?: readonly ConnectionType[];
  /** NOTIFICATION-ID, 16 bits: with SERVER-ID it makes duplicates known. */
  readonly notificationId?: number;
  /** SHA256-DIGEST, 32 bytes. */
  readonly digest?: Uint8Array;
  /** TIMESTAMP, POSIX seconds. */
  readonly timestamp?: number;
  /** REQ-MOS: the client is asked to list its management objects in Package#1. */
  readonly reqMos: boolean;
}

const CLAUSE = 'TS 7.1.1';
const VERSION = 2;
const OPTION = {
  serverId: 1,
  preferredConTypes: 2,
  notificationId: 3,
  digest: 4,
  timestamp: 5,
  reqMos: 6,
} as const;
const DIGEST_BYTES = 32;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function fail(field: string, message: string): ProtocolError {
  return new ProtocolError('malformed-notification', field, CLAUSE, message);
}

/**
 * Writes a Package#0. With a secret its SHA256-DIGEST is computed over secret, notification (the digest's bytes zero) and
 * authentication data; without one, `digest` is written as given.
 *
 * @param auth `Auth/Noti/Secret` and `Auth/Noti/Data` of the DM Account.
 */
export function encodeNotification(
  notification: Notification,
  auth?: { readonly secret: Uint8Array; readonly authData?: Uint8Array },
): Uint8Array {
  const options = optionsOf(auth ? { ...notification, digest: new Uint8Array(DIGEST_BYTES) } : notification);
  const chunks: Buffer[] = [Buffer.from([(VERSION << 4) | (options.length >> 1), (options.length & 1) << 7])];
  let previous = 0;
  let digestAt = -1;
  let length = 2;
  for (const { number, value } of options) {
    if (value.length > 0xfff) throw fail(`option ${number}`, `option ${number} is longer than 4095 bytes`);
    const header = Buffer.alloc(2);
    header.writeUInt16BE(((number - previous) << 12) | value.length);
    previous = number;
    chunks.push(header, value);
    if (number === OPTION.digest) digestAt = length + 2;
    length += 2 + value.length;
  }
  const bytes = Buffer.concat(chunks);
  if (auth) bytes.set(digestOf(bytes, digestAt, auth.secret, auth.authData), digestAt);
  return bytes;
}

function optionsOf(notification: Notification): { number: number; value: Buffer }[] {
  const { serverId, preferredConTypes, notificationId, digest, timestamp } = notification;
  const options: { number: number; value: Buffer }[] = [];
  if (serverId !== undefined) options.push({ number: OPTION.serverId, value: Buffer.from(serverId, 'utf8') });
  if (preferredConTypes !== undefined) {
    const any = preferredConTypes.indexOf('any');
    if (any >= 0 && any !== preferredConTypes.length - 1)
      throw fail('PREFERRED-CON-TYPE', '"any" may only be the last');
    options.push({
      number: OPTION.preferredConTypes,
      value: Buffer.from(preferredConTypes.map((type) => CONNECTION_TYPES.indexOf(type))),
    });
  }
  if (notificationId !== undefined) {
    if (!Number.isInteger(notificationId) || notificationId < 0 || notificationId > 0xffff)
      throw fail('NOTIFICATION-ID', 'must be 0 to 65535');
    const value = Buffer.alloc(2);
    value.writeUInt16BE(notificationId);
    options.push({ number: OPTION.notificationId, value });
  }
  if (digest !== undefined) {
    if (digest.length !== DIGEST_BYTES) throw fail('SHA256-DIGEST', 'must have 32 bytes');
    options.push({ number: OPTION.digest, value: Buffer.from(digest) });
  }
  if (timestamp !== undefined) {
    if (!Number.isInteger(timestamp) || timestamp < 0 || timestamp > 0xffffffff)
      throw fail('TIMESTAMP', 'must be POSIX seconds in 4 bytes');
    const value = Buffer.alloc(4);
    value.writeUInt32BE(timestamp);
    options.push({ number: OPTION.timestamp, value });
  }
  if (notification.reqMos) options.push({ number: OPTION.reqMos, value: Buffer.alloc(0) });
  return options;
}

/**
 * Reads a Package#0. Unknown options are skipped and reserved bits ignored.
 *
 * @throws ProtocolError for another version, options out of order or twice, or a notification that is cut.
 */
export function decodeNotification(bytes: Uint8Array): Notification {
  return decodeNotificationWithRemarks(bytes).notification;
}

/**
 * Reads a Package#0 and says what in it was tolerated: reserved bits that are set, options this project does not know, a TIMESTAMP
 * of 8 bytes, `any` that is not the last of the connection types.
 *
 * @throws ProtocolError as `decodeNotification`.
 */
export function decodeNotificationWithRemarks(bytes: Uint8Array): {
  readonly notification: Notification;
  readonly remarks: readonly Remark[];
} {
  const remarks: Remark[] = [];
  const remark = (clause: string, text: string) => remarks.push({ clause, text });
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length < 2) throw fail('', 'shorter than its header');
  const head = buffer.readUInt16BE(0);
  if (head >> 12 !== VERSION) throw fail('VER', `VER is ${head >> 12}, not ${VERSION}`);
  if ((head & 0x7f) !== 0) remark('TS 7.1.1.1', 'RESERVED: bits are set');
  const count = (head >> 7) & 0x1f;
  let notification: Notification = { reqMos: false };
  let at = 2;
  let number = 0;
  for (let i = 0; i < count; i += 1) {
    if (at + 2 > buffer.length) throw fail('OC', `cut after ${i} of ${count} options`);
    const header = buffer.readUInt16BE(at);
    const delta = header >> 12;
    if (delta === 0) throw fail(`option ${number}`, 'an option occurs twice or out of order');
    number += delta;
    const end = at + 2 + (header & 0xfff);
    if (end > buffer.length) throw fail(`option ${number}`, `option ${number} is cut`);
    const value = buffer.subarray(at + 2, end);
    notification = { ...notification, ...readOption(number, value) };
    if (number > OPTION.reqMos) remark('TS 7.1.1.2', `option ${number} is unknown`);
    if (number === OPTION.timestamp && value.length === 8) remark('TS 5.2.1.2', 'TIMESTAMP has 8 bytes');
    if (number === OPTION.preferredConTypes && value.subarray(0, -1).includes(0))
      remark('TS 5.2.1.2', 'PREFERRED-CON-TYPE: "any" is not the last');
    at = end;
  }
  if (at !== buffer.length) throw fail('OC', 'there are bytes after the last option');
  return { notification, remarks };
}

function readOption(number: number, value: Buffer): Partial<Notification> {
  switch (number) {
    case OPTION.serverId:
      try {
        return { serverId: utf8.decode(value) };
      } catch {
        throw fail('SERVER-ID', 'SERVER-ID is not UTF-8');
      }
    case OPTION.preferredConTypes:
      return {
        preferredConTypes: [...value].map((byte) => {
          const type = CONNECTION_TYPES[byte];
          if (type === undefined) throw fail('PREFERRED-CON-TYPE', `${byte} is no connection type`);
          return type;
        }),
      };
    case OPTION.notificationId:
      if (value.length !== 2) throw fail('NOTIFICATION-ID', 'NOTIFICATION-ID must have 2 bytes');
      return { notificationId: value.readUInt16BE(0) };
    case OPTION.digest:
      if (value.length !== DIGEST_BYTES) throw fail('SHA256-DIGEST', 'SHA256-DIGEST must have 32 bytes');
      return { digest: new Uint8Array(value) };
    case OPTION.timestamp:
      if (value.length === 4) return { timestamp: value.readUInt32BE(0) };
      if (value.length === 8 && value.readBigUInt64BE(0) <= BigInt(Number.MAX_SAFE_INTEGER))
        return { timestamp: Number(value.readBigUInt64BE(0)) };
      throw fail('TIMESTAMP', 'TIMESTAMP must have 4 or 8 bytes');
    case OPTION.reqMos:
      if (value.length !== 0) throw fail('REQ-MOS', 'REQ-MOS has no value');
      return { reqMos: true };
    default:
      return {};
  }
}

/**
 * Whether a Package#0 carries the digest of a sender who knows the secret (TS 5.2.1.2). A notification without digest, or
 * one that can't be read, does not.
 */
export function verifyDigest(bytes: Uint8Array, secret: Uint8Array, authData?: Uint8Array): boolean {
  const buffer = Buffer.from(bytes);
  const at = digestOffset(buffer);
  if (at < 0) return false;
  return timingSafeEqual(digestOf(buffer, at, secret, authData), buffer.subarray(at, at + DIGEST_BYTES));
}

function digestOffset(buffer: Buffer): number {
  if (buffer.length < 2) return -1;
  const count = (buffer.readUInt16BE(0) >> 7) & 0x1f;
  let at = 2;
  let number = 0;
  for (let i = 0; i < count && at + 2 <= buffer.length; i += 1) {
    const header = buffer.readUInt16BE(at);
    number += header >> 12;
    const end = at + 2 + (header & 0xfff);
    if (number === OPTION.digest)
      return (header & 0xfff) === DIGEST_BYTES && end <= buffer.length ? at + 2 : -1;
    at = end;
  }
  return -1;
}

function digestOf(bytes: Buffer, at: number, secret: Uint8Array, authData: Uint8Array | undefined): Buffer {
  const zeroed = Buffer.from(bytes);
  zeroed.fill(0, at, at + DIGEST_BYTES);
  return createHash('sha256')
    .update(secret)
    .update(zeroed)
    .update(authData ?? new Uint8Array())
    .digest();
}
