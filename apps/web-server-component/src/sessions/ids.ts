import { randomBytes } from 'node:crypto';

let last = 0;
let counter = 0;

/** An id that sorts by time. */
export function newId(kind: 'a' | 'e'): string {
  const now = Date.now();
  counter = now === last ? counter + 1 : 0;
  last = now;
  return `${kind}${now.toString(16).padStart(12, '0')}${(counter & 0xffff).toString(16).padStart(4, '0')}${randomBytes(8).toString('hex')}`;
}

/** What makes the URL of a UI session unguessable. */
export function newToken(): string {
  return randomBytes(24).toString('base64url');
}
