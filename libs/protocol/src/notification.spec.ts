import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CONNECTION_TYPES,
  decodeNotification,
  encodeNotification,
  ProtocolError,
  verifyDigest,
  type Notification,
} from './index.js';

const secret = new TextEncoder().encode('server-secret');
const authData = new TextEncoder().encode('data');

describe('Package#0 (TS 7.1.1)', () => {
  it('has the bytes of the specification: header, then options in order', () => {
    const bytes = encodeNotification({
      serverId: 'dms',
      notificationId: 0x1234,
      timestamp: 0x01020304,
      reqMos: true,
    });
    expect(Buffer.from(bytes).toString('hex')).toBe(
      ['2200', '1003', '646d73', '2002', '1234', '2004', '01020304', '1000'].join(''),
    );
  });

  it('has a digest over secret, notification with a zero digest, and authentication data', () => {
    const bytes = Buffer.from(
      encodeNotification({ serverId: 'dms', notificationId: 1, reqMos: false }, { secret, authData }),
    );
    const at = bytes.length - 32;
    const zeroed = Buffer.from(bytes).fill(0, at);
    expect(bytes.subarray(at)).toEqual(
      createHash('sha256').update(secret).update(zeroed).update(authData).digest(),
    );
    expect(verifyDigest(bytes, secret, authData)).toBe(true);
  });

  const notification = fc.record(
    {
      serverId: fc.string({ unit: 'grapheme' }),
      preferredConTypes: fc.subarray(CONNECTION_TYPES.slice(1)),
      notificationId: fc.nat(0xffff),
      digest: fc.uint8Array({ minLength: 32, maxLength: 32 }),
      timestamp: fc.nat(0xffffffff),
      reqMos: fc.boolean(),
    },
    { requiredKeys: ['reqMos'] },
  );

  it('is what was written', () => {
    fc.assert(
      fc.property(notification, (value) => {
        expect(decodeNotification(encodeNotification(value as Notification))).toEqual(value);
      }),
    );
  });

  it('keeps a SERVER-ID as it is, a byte order mark included', () => {
    const value = { serverId: '\ufeffdms', reqMos: false };
    expect(decodeNotification(encodeNotification(value))).toEqual(value);
  });

  it('is refused when one bit of it, of the secret or of the data is another', () => {
    const bytes = encodeNotification(
      { serverId: 'dms', notificationId: 7, timestamp: 99, reqMos: true },
      { secret, authData },
    );
    fc.assert(
      fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
        const forged = Buffer.from(bytes);
        forged[bit >> 3] = (forged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(verifyDigest(forged, secret, authData)).toBe(false);
      }),
    );
    expect(verifyDigest(bytes, authData, authData)).toBe(false);
    expect(verifyDigest(bytes, secret)).toBe(false);
    expect(verifyDigest(encodeNotification({ reqMos: false }), secret)).toBe(false);
  });

  it('skips unknown options and ignores reserved bits', () => {
    expect(decodeNotification(Buffer.from('20ff70020102', 'hex').fill('20ff', 0, 2, 'hex'))).toEqual({
      reqMos: false,
    });
  });

  it.each([
    ['1080', 'VER'],
    ['20', ''],
    ['2080', 'OC'],
    ['21001002', 'option 1'],
    ['208030011a', 'NOTIFICATION-ID'],
    ['20801001ff', 'SERVER-ID'],
    ['2000ff', 'OC'],
  ])('%s is refused for its %s', (hex, field) => {
    try {
      decodeNotification(Buffer.from(hex, 'hex'));
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ name: 'ProtocolError', field });
    }
  });

  it('never makes the decoder throw anything but ProtocolError', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.boolean(), (bytes, versioned) => {
        const input =
          versioned && bytes.length > 0
            ? Buffer.concat([Buffer.from([0x20 | ((bytes[0] ?? 0) & 15)]), bytes.subarray(1)])
            : bytes;
        verifyDigest(input, secret);
        try {
          decodeNotification(input);
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
        }
      }),
    );
  });
});
