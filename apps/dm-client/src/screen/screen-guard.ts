import { isIP } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Headers of everything the screen gives: nothing from elsewhere but the framed page, in nobody's frame, kept nowhere. */
export const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; frame-src http: https:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
} as const;

export function problem(reply: FastifyReply, status: number, title: string): FastifyReply {
  return reply.code(status).type('application/problem+json').send(JSON.stringify({ title, status }));
}

/**
 * What may not be: a name that anybody can point at this machine (DNS rebinding), and a change, or a look at the API, by a page
 * from elsewhere. Programs send no `Origin` and may. Gives the refusal; `undefined` if there is none.
 */
export function refusal(
  { method, url, headers }: FastifyRequest,
  names: readonly string[],
): string | undefined {
  if (/^\/(?:health\/|metrics$)/.test(url)) return undefined;
  if (!isKnownHost(headers.host, names))
    return 'The screen is not to be reached under this name; --screen-names adds it.';
  const reads = method === 'GET' || method === 'HEAD';
  const { origin } = headers;
  const site = headers['sec-fetch-site'];
  const own = origin === undefined || (URL.canParse(origin) && new URL(origin).host === headers.host);
  const same = site === undefined || site === 'same-origin' || site === 'none';
  if (own && (same || (reads && site !== 'cross-site'))) return undefined;
  return reads && !url.startsWith('/api/') ? undefined : 'Only the screen itself may do this.';
}

/** An address, a name of the machine itself, or one that the owner of the device has named. */
export function isKnownHost(host: string | undefined, names: readonly string[]): boolean {
  if (host === undefined || !URL.canParse(`http://${host}`)) return false;
  const name = new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, '');
  return isIP(name) !== 0 || name === 'localhost' || name.endsWith('.localhost') || names.includes(name);
}
