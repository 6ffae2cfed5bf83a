import { createHmac, timingSafeEqual } from 'node:crypto';
import { Problem } from './problem.js';

export type ObjectMethod = 'GET' | 'PUT' | 'POST';

function mac(key: Uint8Array, method: string, object: string, devId: string, expires: string): Buffer {
  return createHmac('sha256', key)
    .update(JSON.stringify([method, object, devId, expires]))
    .digest();
}

/**
 * A URL with which one device may use one method on one object until a time (decision 14). How long that is, is the caller's to
 * say, URL by URL: a transfer begins soon, but what SUB and DEFAULT name is used as long as the device keeps it.
 */
export function signObjectUrl(
  what: {
    readonly base: string;
    readonly method: ObjectMethod;
    readonly object: string;
    readonly devId: string;
    readonly expiresAt: Date;
  },
  key: Uint8Array,
): string {
  const expires = String(Math.floor(what.expiresAt.getTime() / 1000));
  const url = new URL(`${what.base}/objects/${encodeURIComponent(what.object)}`);
  url.search = new URLSearchParams({
    d: what.devId,
    e: expires,
    m: what.method,
    s: mac(key, what.method, what.object, what.devId, expires).toString('base64url'),
  }).toString();
  return url.href;
}

/** Who may do this. A signature for GET serves HEAD. @throws Problem 403 with the reason */
export function verifyObjectUrl(
  request: {
    readonly method: string;
    readonly object: string;
    readonly query: Readonly<Record<string, unknown>>;
  },
  key: Uint8Array,
  now: Date,
): { readonly devId: string; readonly expiresAt: Date } {
  const once = (name: string) => {
    const value = request.query[name];
    return typeof value === 'string' ? value : '';
  };
  const [d, e, m, s] = [once('d'), once('e'), once('m'), once('s')];
  const refuse = (code: string, detail: string) => new Problem(403, { code, detail, field: 'url' });
  if (!d || !e || !m || !s) throw refuse('signature-missing', 'the URL is not signed');
  const given = Buffer.from(s, 'base64url');
  const expected = mac(key, m, request.object, d, e);
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw refuse(
      'signature-wrong',
      'the signature of the URL is not for this object, device, method and time',
    );
  if (m !== request.method && !(m === 'GET' && request.method === 'HEAD'))
    throw refuse('method-not-signed', `the URL is signed for ${m}, not for ${request.method}`);
  const expiresAt = new Date(Number(e) * 1000);
  if (!(expiresAt > now)) throw refuse('signature-expired', 'the URL has expired');
  return { devId: d, expiresAt };
}
