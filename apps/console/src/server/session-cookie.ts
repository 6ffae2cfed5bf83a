import { EncryptJWT, jwtDecrypt } from 'jose';

export const COOKIE = 'dm2-console';
const DAYS = 7;

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

export const COOKIE_SECONDS = DAYS * 86_400;
