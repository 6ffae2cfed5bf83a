import { createHash, randomBytes } from 'node:crypto';

/** What an id names; the letter after the device's key. */
export const ID_KIND = {
  session: 's',
  package: 'p',
  event: 'e',
  task: 't',
  uiSession: 'u',
  alert: 'a',
  notification: 'n',
} as const;

export type IdKind = keyof typeof ID_KIND;

/** Crockford's base32 in lower case: sorts as its value does, and has no letters that are mistaken for digits. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const KEY_LENGTH = 16;
const ID = /^([0-9a-hjkmnp-tv-z]{16})\.([a-z])([0-9a-hjkmnp-tv-z]{26})$/;

/**
 * The key under which everything of a device is stored: 80 bits of the digest of its DevID. Made from the DevID, so that
 * a package finds its shard without asking any.
 */
export function deviceKeyOf(devId: string): string {
  return base32(createHash('sha256').update(devId, 'utf8').digest()).slice(0, KEY_LENGTH);
}

let lastTime = 0;
let lastRandom = randomBytes(10);

/**
 * Makes an id that begins with the device's key, then tells its kind, then a ULID: ids of one device and kind sort by
 * the time they were made, also those that one process makes within a millisecond.
 */
export function newId(deviceKey: string, kind: IdKind, now: number = Date.now()): string {
  if (now > lastTime) {
    lastTime = now;
    lastRandom = randomBytes(10);
    // Room to count up in.
    lastRandom[0] = (lastRandom[0] ?? 0) & 0x7f;
  } else {
    increment(lastRandom);
  }
  return `${deviceKey}.${ID_KIND[kind]}${timePart(lastTime)}${base32(lastRandom)}`;
}

/** The device's key that an id of that kind begins with; `undefined` if it is no such id. */
export function deviceKeyOfId(id: string, kind: IdKind): string | undefined {
  const match = ID.exec(id);
  return match?.[2] === ID_KIND[kind] ? match[1] : undefined;
}

function timePart(time: number): string {
  let text = '';
  for (let rest = time, i = 0; i < 10; i += 1, rest = Math.floor(rest / 32))
    text = `${ALPHABET[rest % 32] ?? ''}${text}`;
  return text;
}

function increment(bytes: Buffer): void {
  for (let i = bytes.length - 1; i >= 0; i -= 1) {
    const next = ((bytes[i] ?? 0) + 1) & 0xff;
    bytes[i] = next;
    if (next !== 0) return;
  }
}

function base32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[(value >>> bits) & 31] ?? '';
    }
    value &= (1 << bits) - 1;
  }
  return text;
}
