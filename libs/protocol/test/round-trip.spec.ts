import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeCommand,
  decodeMo,
  decodeNotificationWithRemarks,
  decodePackage1,
  decodePackage2,
  decodeRequest,
  encodeCommand,
  encodeMo,
  encodeNotification,
  encodePackage1,
  encodePackage2,
  encodePackage3,
  expandServerUri,
  formatClientUri,
  MEDIA,
  parseClientUriWithRemarks,
  SERVER_URI_NAMES,
  sessionAlert,
  verifyDigest,
} from '../src/index.js';
import {
  alert,
  clientUri,
  command,
  moEntry,
  moItem,
  notification,
  parts,
  status,
} from './support/arbitrary.js';

describe('decode(encode(x)) is x, without a remark', () => {
  it('for a Package#0, with and without digest', () => {
    fc.assert(
      fc.property(notification, fc.uint8Array(), fc.uint8Array(), (value, secret, authData) => {
        expect(decodeNotificationWithRemarks(encodeNotification(value))).toEqual({
          notification: value,
          remarks: [],
        });
        const signed = encodeNotification(value, { secret, authData });
        expect(verifyDigest(signed, secret, authData)).toBe(true);
        const { digest } = decodeNotificationWithRemarks(signed).notification;
        expect(decodeNotificationWithRemarks(signed).notification).toEqual({ ...value, digest });
      }),
    );
  });

  it('for a Package#1', () => {
    fc.assert(
      fc.property(fc.array(moEntry), fc.array(alert), fc.nat(0xffff), (MOS, others, id) => {
        const Alert = [sessionAlert('server', id), ...others];
        expect(decodePackage1(encodePackage1({ MOS, Alert }).body)).toEqual({
          kind: 'package1',
          MOS,
          Alert,
          remarks: [],
        });
      }),
    );
  });

  it('for a Package#2 and each of its commands', () => {
    fc.assert(
      fc.property(fc.array(command), fc.option(status, { nil: undefined }), (commands, previous) => {
        const CMD = commands.map(encodeCommand);
        const package2 = { CMD, ...(previous ? { Status: [previous] } : {}) };
        const read = decodePackage2(encodePackage2(package2).body);
        expect(read).toEqual({ kind: 'package2', ...package2, remarks: [] });
        expect(read.CMD.map(decodeCommand)).toEqual(
          commands.map((value) => ({ kind: 'command', command: value })),
        );
      }),
    );
  });

  it('for a Package#3, plain and multipart', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(status),
        fc.option(fc.array(alert), { nil: undefined }),
        parts,
        async (Status, Alert, data) => {
          const package3 = { Status, ...(Alert ? { Alert } : {}), data };
          const encoded = encodePackage3(package3);
          expect(encoded.contentType.startsWith(MEDIA.multipart)).toBe(data.size > 0);
          const read = await decodeRequest(encoded);
          if (read.kind !== 'package3') throw new Error(read.kind);
          const bytes = [...read.data].map(
            ([i, part]) => [i, { ...part, bytes: new Uint8Array(part.bytes) }] as const,
          );
          expect({ ...read, data: new Map(bytes) }).toEqual({ kind: 'package3', ...package3, remarks: [] });
        },
      ),
    );
  });

  it('for a tree of MO data', () => {
    fc.assert(
      fc.property(fc.array(moItem), (items) => {
        expect(decodeMo(encodeMo(items))).toEqual({ items, remarks: [] });
      }),
    );
  });

  it('for a ClientURI', () => {
    fc.assert(
      fc.property(clientUri, (uri) => {
        expect(parseClientUriWithRemarks(formatClientUri(uri))).toEqual({ uri, remarks: [] });
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a ServerURI (TS 6.2)', () => {
  const RFC3986 = /^[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~:/?#[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*$/;

  it('takes any value of the device, which can be had back from it, and is a URI then', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SERVER_URI_NAMES), fc.string({ unit: 'grapheme' }), (name, value) => {
        const expanded = expandServerUri(`https://x.example/a b/[${name}]/\u00e9%zz?q=[MNC][nope]`, {
          MNC: '07',
          [name]: value,
        });
        expect(expanded).toMatch(RFC3986);
        const [, , , , given = ''] = expanded.split('/');
        expect(decodeURIComponent(given)).toBe(value);
        expect(
          expanded.endsWith(`/%C3%A9%25zz?q=${name === 'MNC' ? encodeURIComponent(value) : '07'}-1`),
        ).toBe(true);
      }),
    );
  });

  it('has -1 for every value that a device without a mobile network lacks', () => {
    const uri = SERVER_URI_NAMES.map((name) => `[${name}]`).join('/');
    expect(expandServerUri(`https://x/${uri}`, { DevID: 'IMEI:1' })).toBe(
      'https://x/IMEI%3A1/-1/-1/-1/-1/-1',
    );
    expect(expandServerUri('https://x/[devid]/[]/[toString]/[DevID', {})).toBe('https://x/-1/-1/-1/[DevID');
  });

  it.each([
    ['https://[::1]:8443/[MCC]', 'https://[::1]:8443/-1'],
    ['https://u@[fe80::1]/', 'https://u@[fe80::1]/'],
    ['https://x/[a:b]', 'https://x/-1'],
    ['https://x?[a:b]@[c:d]', 'https://x?-1@-1'],
    ['https://[DevID].example/', 'https://-1.example/'],
    ['[MNC]', '-1'],
    ['', ''],
    ['https://x/\ud800', 'https://x/%EF%BF%BD'],
  ])('%s is used as %s', (uri, expected) => {
    expect(expandServerUri(uri, {})).toBe(expected);
  });

  it('is expanded whatever it is', () => {
    const piece = fc.oneof(
      fc.constantFrom('[', ']', ':', '//', '@', 'a', '%', '[DevID]', '\ud800'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const uri = pieces.join('');
        expect(typeof expandServerUri(uri, { DevID: '[MNC]' })).toBe('string');
      }),
    );
  });
});
