import { randomBytes } from 'node:crypto';

let last = 0;
let counter = 0;

/** An id that sorts by time: kind, milliseconds, order within one, randomness, in hexadecimal. */
export function newId(kind: 'a' | 'e' | 'v'): string {
  const now = Date.now();
  counter = now === last ? counter + 1 : 0;
  last = now;
  return `${kind}${now.toString(16).padStart(12, '0')}${(counter & 0xffff).toString(16).padStart(4, '0')}${randomBytes(8).toString('hex')}`;
}
