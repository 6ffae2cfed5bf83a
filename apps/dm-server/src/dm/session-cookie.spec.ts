import { describe, expect, it } from 'vitest';
import { sessionCookie, sessionOfCookie } from './session-cookie.js';

describe('the session cookie', () => {
  it('comes back as it was set, among others', () => {
    const [pair] = sessionCookie('key.s1', { secure: true, end: false }).split(';');
    expect(sessionOfCookie({ cookie: `a=b; ${pair}; c` })).toBe('key.s1');
    expect(sessionOfCookie({ cookie: 'a=dm-session' })).toBeUndefined();
    expect(sessionOfCookie({})).toBeUndefined();
  });

  it('is HttpOnly, Secure behind https, and taken back by END', () => {
    expect(sessionCookie('x', { secure: true, end: false })).toMatch(/; HttpOnly; SameSite=Strict; Secure$/);
    expect(sessionCookie('x', { secure: false, end: false })).not.toContain('Secure');
    expect(sessionCookie('x', { secure: false, end: true })).toMatch(/^dm-session=; .*Max-Age=0$/);
  });
});
