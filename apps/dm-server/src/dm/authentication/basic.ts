import type { AuthScheme } from './scheme.js';

/** HTTP Basic (RFC 7617, TS 9.2.1). */
export const BASIC: AuthScheme = {
  name: 'basic',
  expected: 'HTTP Basic with the user name and password that this device was registered with',

  present(headers, secrets) {
    const encoded = /^basic +([A-Za-z0-9+/_=-]+) *$/i.exec(headers.authorization ?? '')?.[1];
    if (encoded === undefined) return undefined;
    const text = Buffer.from(encoded, 'base64').toString('utf8');
    const colon = text.indexOf(':');
    if (colon < 0 || text.includes('\0')) return undefined;
    const name = text.slice(0, colon);
    return { scheme: 'basic', name, proofs: secrets.proofs('basic', name, text.slice(colon + 1)) };
  },

  challenge: (realm) => `Basic realm="${realm.replace(/["\\]/g, '\\$&')}", charset="UTF-8"`,
};
