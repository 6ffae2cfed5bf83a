import { randomBytes } from 'node:crypto';

/** What makes the URL of a UI session unguessable: 192 bits. */
export function newToken(): string {
  return randomBytes(24).toString('base64url');
}
