import { describe, expect, it } from 'vitest';
import { isKnownHost } from './screen-guard.js';

describe('the names of the screen', () => {
  it.each([
    '127.0.0.1:8084',
    'localhost:8084',
    '[::1]:8084',
    'device.localhost:8084',
    '192.168.1.7',
    'LOCALHOST',
  ])('%s is one', (host) => expect(isKnownHost(host, [])).toBe(true));

  it.each([undefined, '', 'example.com', 'localhost.example.com', '127.0.0.1.example.com:8084', 'a b'])(
    '%s is none: it could be pointed here',
    (host) => expect(isKnownHost(host, [])).toBe(false),
  );

  it('one that the owner of the device has named is one', () => {
    expect(isKnownHost('phone.lab:8084', ['phone.lab'])).toBe(true);
    expect(isKnownHost('other.lab:8084', ['phone.lab'])).toBe(false);
  });
});
