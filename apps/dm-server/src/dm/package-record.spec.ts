import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packageRecord } from './package-record.js';

const record = (body: Uint8Array, headers = {}) =>
  packageRecord({
    id: 'i',
    sessionId: 's',
    number: 3,
    headers,
    contentType: 'x/y',
    body,
    remarks: [],
    at: 'now',
  });

describe('a logged package', () => {
  it('gives back every byte of its body', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.string().map((text) => new TextEncoder().encode(text)),
        ),
        (bytes) => {
          const { body, encoding } = record(bytes);
          expect(new Uint8Array(Buffer.from(body, encoding))).toEqual(bytes);
          expect(body).not.toContain('\0');
        },
      ),
    );
  });

  it('keeps a byte order mark', () => {
    expect(record(new Uint8Array([0xef, 0xbb, 0xbf, 0x61]))).toMatchObject({
      encoding: 'utf8',
      body: '\ufeffa',
    });
  });

  it('keeps headers, not the credentials in them', () => {
    const { headers } = record(new Uint8Array(), {
      authorization: 'Basic dTpw',
      cookie: 'dm-session=x',
      'set-cookie': ['a=b'],
      'omadm-devid': 'x',
      accept: undefined,
    });
    expect(headers).toEqual({
      authorization: 'Basic [redacted]',
      cookie: '[redacted]',
      'set-cookie': '[redacted]',
      'omadm-devid': 'x',
    });
  });
});
