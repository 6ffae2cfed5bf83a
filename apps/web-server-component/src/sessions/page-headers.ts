import { STYLE_SOURCE } from '../views/style.js';

/**
 * Headers of every page: nothing from elsewhere, no script, no referrer (the address is a secret), nothing kept. A page may be
 * framed by pages of its own host only, such as the screen of a simulated device.
 */
export function pageHeaders(publicUrl: () => string, ancestors?: string): () => Record<string, string> {
  return () => ({
    'content-security-policy': [
      "default-src 'none'",
      `style-src ${STYLE_SOURCE}`,
      'img-src data:',
      "form-action 'self'",
      "base-uri 'none'",
      `frame-ancestors ${ancestors ?? sameHost(publicUrl())}`,
    ].join('; '),
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-robots-tag': 'noindex, nofollow',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    vary: 'accept-language',
  });
}

/** Any port of the host that serves the pages; on a machine that serves only itself, by any of its names. */
function sameHost(publicUrl: string): string {
  const { hostname } = new URL(publicUrl);
  const own = isLoopback(hostname) ? ['localhost', '127.0.0.1', '*.localhost'] : [];
  const hosts = new Set([hostname, ...own]);
  return ["'self'", ...[...hosts].flatMap((host) => [`http://${host}:*`, `https://${host}:*`])].join(' ');
}

const isLoopback = (hostname: string): boolean =>
  /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);

/** Headers of a page that is only looked at: it runs in a sandbox, and its forms lead nowhere. */
export const PREVIEW_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': [
    'sandbox',
    "default-src 'none'",
    `style-src ${STYLE_SOURCE}`,
    'img-src data:',
    "form-action 'none'",
    "base-uri 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
};
