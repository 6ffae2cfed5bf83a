import type { CookieSerializeOptions } from '@fastify/cookie';
import { EncryptJWT, jwtDecrypt } from 'jose';
import type { Config } from './config.js';

const DAYS = 7;

/** The cookie of a browser that has signed in: its name and attributes. */
export interface SessionCookie {
  readonly name: string;
  readonly options: CookieSerializeOptions;
}

/** Behind https the name's prefix binds the cookie to this host and to https. */
export function sessionCookie({ PUBLIC_URL }: Config): SessionCookie {
  const secure = PUBLIC_URL?.startsWith('https:') ?? false;
  return {
    name: secure ? '__Host-dm2-console' : 'dm2-console',
    options: { httpOnly: true, sameSite: 'strict', path: '/', maxAge: DAYS * 86_400, secure },
  };
}

/** Puts the API token into a cookie's value that only this console can read. */
export async function sealToken(token: string, key: Uint8Array): Promise<string> {
  return new EncryptJWT({ token })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .setIssuedAt()
    .setExpirationTime(`${DAYS}d`)
    .encrypt(key);
}

/** The API token in a cookie's value; `undefined` if it is none of ours, or too old. */
export async function openToken(value: string | undefined, key: Uint8Array): Promise<string | undefined> {
  if (value === undefined) return undefined;
  try {
    const { payload } = await jwtDecrypt(value, key);
    return typeof payload['token'] === 'string' ? payload['token'] : undefined;
  } catch {
    return undefined;
  }
}
