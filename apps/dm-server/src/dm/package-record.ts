import type { IncomingHttpHeaders } from 'node:http';
import type { Remark } from '@dm2/protocol';
import { storableText } from '../database/storable.js';
import type { PackageRecord } from './exchange-writes.js';

/** Headers whose values are credentials: that they were there is kept, not what they were. */
const REDACTED = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'authentication-info',
]);
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A package as it is logged: the bytes as they were, credentials left out. */
export function packageRecord(input: {
  readonly id: string;
  readonly sessionId: string;
  readonly number: 1 | 2 | 3;
  readonly headers: IncomingHttpHeaders;
  readonly contentType: string;
  readonly body: Uint8Array;
  readonly remarks: readonly Remark[];
  readonly at: string;
}): PackageRecord {
  return {
    id: input.id,
    sessionId: input.sessionId,
    number: input.number,
    direction: input.number === 2 ? 'out' : 'in',
    contentType: input.contentType,
    headers: loggedHeaders(input.headers),
    ...loggedBody(input.body),
    bytes: input.body.byteLength,
    remarks: input.remarks,
    at: input.at,
  };
}

/** Headers without credentials. */
export function loggedHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      if (value === undefined) return [];
      if (name === 'authorization' && typeof value === 'string') {
        return [[name, `${/^\S+/.exec(value)?.[0] ?? ''} [redacted]`]];
      }
      return [[name, REDACTED.has(name) ? '[redacted]' : [value].flat().join(', ')]];
    }),
  );
}

/** Text if it is text that can be stored as it is, else base64. */
export function loggedBody(bytes: Uint8Array): { body: string; encoding: 'utf8' | 'base64' } {
  try {
    const body = utf8.decode(bytes);
    if (storableText(body) === body) return { body, encoding: 'utf8' };
  } catch {
    // Not UTF-8: kept as base64.
  }
  return { body: Buffer.from(bytes).toString('base64'), encoding: 'base64' };
}
