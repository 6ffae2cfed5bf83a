import { createHash } from 'node:crypto';

export const OPTION = {
  serverId: 1,
  preferredConType: 2,
  notificationId: 3,
  digest: 4,
  timestamp: 5,
  reqMos: 6,
} as const;

/** One option as it stands in the bytes. */
export interface RawOption {
  readonly number: number;
  readonly delta: number;
  readonly value: Buffer;
  /** Where its value begins. */
  readonly at: number;
}

/** Package#0 taken apart, nothing judged (TS 7.1.1). */
export interface RawNotification {
  readonly bytes: Buffer;
  readonly ver: number;
  readonly oc: number;
  readonly reserved: number;
  readonly options: readonly RawOption[];
  /** Bytes at the end that are no whole option. */
  readonly rest: number;
}

/** Takes Package#0 apart up to the end of the bytes, whatever OC says. */
export function readNotification(bytes: Buffer): RawNotification {
  const head = bytes.length < 2 ? 0 : bytes.readUInt16BE(0);
  const options: RawOption[] = [];
  let offset = 2;
  let number = 0;
  while (offset + 2 <= bytes.length) {
    const word = bytes.readUInt16BE(offset);
    const at = offset + 2;
    const end = at + (word & 0xfff);
    if (end > bytes.length) break;
    number += word >> 12;
    options.push({ number, delta: word >> 12, value: bytes.subarray(at, end), at });
    offset = end;
  }
  return {
    bytes,
    ver: head >> 12,
    oc: (head >> 7) & 0x1f,
    reserved: head & 0x7f,
    options,
    rest: Math.max(0, bytes.length - offset),
  };
}

/** The value of an option that is there. */
export function option({ options }: RawNotification, number: number): Buffer | undefined {
  return options.find((one) => one.number === number)?.value;
}

/** SHA-256 over secret, the notification with a digest of zeros, and auth-data (TS 5.2.1.2). */
export function digestOf(
  { bytes, options }: RawNotification,
  secret: Uint8Array,
  authData: Uint8Array = new Uint8Array(),
): Buffer {
  const zeroed = Buffer.from(bytes);
  const digest = options.find((one) => one.number === OPTION.digest);
  if (digest) zeroed.fill(0, digest.at, digest.at + digest.value.length);
  return createHash('sha256').update(secret).update(zeroed).update(authData).digest();
}
