import type { IncomingHttpHeaders } from 'node:http';
import type { DeviceSecrets } from '../../device/device-secrets.js';
import { BASIC } from './basic.js';
import { NONE } from './none.js';
import type { AuthScheme, AuthSchemeName, PresentedCredentials } from './scheme.js';

/** The schemes that this server can do, in the order in which they are looked for. */
export const SCHEMES: readonly AuthScheme[] = [BASIC, NONE];

export function schemeNamed(name: string | null): AuthScheme | undefined {
  return SCHEMES.find((scheme) => scheme.name === name);
}

export function isSupported(name: AuthSchemeName): boolean {
  return schemeNamed(name) !== undefined;
}

/** The credentials a request carries, under whichever scheme. */
export function presentedIn(
  headers: IncomingHttpHeaders,
  secrets: DeviceSecrets,
): PresentedCredentials | undefined {
  for (const scheme of SCHEMES) {
    const presented = scheme.present(headers, secrets);
    if (presented) return presented;
  }
  return undefined;
}
