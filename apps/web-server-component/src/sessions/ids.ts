import { randomBytes } from 'node:crypto';

let last = 0;
let counter = 0;

/** An id that sorts by time: kind, milliseconds, order within one, randomness. `a` is an access record, `e` an event. */
export function newId(kind: 'a' | 'e'): string {
  const now = Math.max(Date.now(), last);
  counter = now === last ? counter + 1 : 0;
  last = now;
  return `${kind}${now.toString(16).padStart(12, '0')}${counter.toString(16).padStart(4, '0')}${randomBytes(8).toString('hex')}`;
}

/** What makes the URL of a UI session unguessable: 192 bits. */
export function newToken(): string {
  return randomBytes(24).toString('base64url');
}
