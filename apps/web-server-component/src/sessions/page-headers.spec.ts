import { expect, test } from 'vitest';
import { pageHeaders } from './page-headers.js';

const ancestors = (url: string, configured?: string) =>
  /frame-ancestors (.*)$/.exec(pageHeaders(() => url, configured)()['content-security-policy'] ?? '')?.[1];

test('only pages of the same host may frame a page, whatever their port', () => {
  expect(ancestors('https://wsc.example/base')).toBe("'self' http://wsc.example:* https://wsc.example:*");
  expect(ancestors('http://192.0.2.10:8082')).toBe("'self' http://192.0.2.10:* https://192.0.2.10:*");
  expect(ancestors('https://localhost.example')).not.toContain('127.0.0.1');
});

test.each(['http://127.0.0.1:8082', 'http://localhost:8082', 'http://wsc.localhost:8082'])(
  'on the own machine, such as %s, it has several names',
  (url) => {
    const allowed = ancestors(url)?.split(' ');
    expect(allowed).toEqual(
      expect.arrayContaining(['http://localhost:*', 'http://127.0.0.1:*', 'http://*.localhost:*']),
    );
  },
);

test('who else may is configured', () => {
  expect(ancestors('https://wsc.example', "'none'")).toBe("'none'");
});

test('nothing comes from elsewhere and no script runs', () => {
  const policy = pageHeaders(() => 'https://wsc.example')()['content-security-policy'];
  expect(policy).toMatch(
    /^default-src 'none'; style-src 'sha256-[^']+'; img-src data:; form-action 'self'; base-uri 'none'/,
  );
});
