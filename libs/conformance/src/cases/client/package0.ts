import { createHash } from 'node:crypto';

/** An option of a Package#0, with any number and any bytes. */
export type Option = readonly [number: number, value: Buffer];

/** What a Package#0 holds. */
export interface Package0 {
  readonly version?: number;
  /** OC, if it is not to be the number of options there are. */
  readonly count?: number;
  /** The seven reserved bits. */
  readonly reserved?: number;
  readonly serverId?: string;
  /** Bytes of PREFERRED-CON-TYPE. */
  readonly preferred?: readonly number[];
  readonly notificationId?: number;
  /** Signs it (TS 5.2.1.2). */
  readonly auth?: { readonly secret: Buffer; readonly authData?: Buffer };
  /** POSIX seconds, in so many bytes. */
  readonly timestamp?: number;
  readonly timestampBytes?: 4 | 8;
  readonly reqMos?: boolean;
  /** Options that no specification knows. */
  readonly more?: readonly Option[];
}

/** A Package#0 by hand (TS 7.1.1): two bytes of header, then the options in increasing order. */
export function package0(notification: Package0): Buffer {
  const { auth, version = 2, reserved = 0 } = notification;
  const options = optionsOf(notification);
  const count = notification.count ?? options.length;
  const header = Buffer.alloc(2);
  header.writeUInt16BE((version << 12) | (count << 7) | reserved);
  const whole = Buffer.concat([header, ...encode(options)]);
  if (!auth) return whole;
  const digest = createHash('sha256')
    .update(auth.secret)
    .update(whole)
    .update(auth.authData ?? Buffer.alloc(0))
    .digest();
  digest.copy(whole, digestOffset(options));
  return whole;
}

/** Options one after the other: delta 4 bits, length 12 bits, value. */
export function encode(options: readonly Option[]): Buffer[] {
  let previous = 0;
  return options.map(([number, value]) => {
    const head = Buffer.alloc(2);
    head.writeUInt16BE(((number - previous) << 12) | value.length);
    previous = number;
    return Buffer.concat([head, value]);
  });
}

function optionsOf({
  serverId,
  preferred,
  notificationId,
  auth,
  timestamp,
  timestampBytes = 4,
  reqMos,
  more = [],
}: Package0): Option[] {
  const options: Option[] = [...more];
  if (serverId !== undefined) options.push([1, Buffer.from(serverId, 'utf8')]);
  if (preferred) options.push([2, Buffer.from(preferred)]);
  if (notificationId !== undefined) options.push([3, unsigned(notificationId, 2)]);
  if (auth) options.push([4, Buffer.alloc(32)]);
  if (timestamp !== undefined) options.push([5, unsigned(timestamp, timestampBytes)]);
  if (reqMos) options.push([6, Buffer.alloc(0)]);
  return options.sort(([one], [other]) => one - other);
}

function digestOffset(options: readonly Option[]): number {
  let at = 2;
  for (const [number, value] of options) {
    if (number === 4) return at + 2;
    at += 2 + value.length;
  }
  return at;
}

function unsigned(value: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntBE(value, bytes - Math.min(bytes, 6), Math.min(bytes, 6));
  return buffer;
}

/** Now, in POSIX seconds. */
export function now(): number {
  return Math.floor(Date.now() / 1000);
}
