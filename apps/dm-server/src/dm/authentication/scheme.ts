import type { IncomingHttpHeaders } from 'node:http';
import type { DeviceSecrets } from '../../device/device-secrets.js';

/** How a device can be registered to authenticate (TS 9.2, 9.3). */
export const AUTH_SCHEMES = ['basic', 'digest', 'x509', 'psk', 'none'] as const;
export type AuthSchemeName = (typeof AUTH_SCHEMES)[number];

/** Credentials as a package brought them: whose they say they are, and what is compared with what is stored. */
export interface PresentedCredentials {
  readonly scheme: AuthSchemeName;
  readonly name: string;
  /** One for each key of the server; see `DeviceSecrets.proofs`. */
  readonly proofs: readonly string[];
}

/** One way to authenticate: one file, one row in the table of `schemes.ts`. */
export interface AuthScheme {
  readonly name: AuthSchemeName;
  /** The credentials of this scheme that a request carries, if it does. */
  present(headers: IncomingHttpHeaders, secrets: DeviceSecrets): PresentedCredentials | undefined;
  /** Value of `WWW-Authenticate`, where HTTP has one for this scheme. */
  challenge?(realm: string): string;
  /** What was expected, for the detail of a 401. */
  readonly expected: string;
}
