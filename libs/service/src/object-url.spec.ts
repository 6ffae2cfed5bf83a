import fc from 'fast-check';
import { expect, test } from 'vitest';
import { signObjectUrl, verifyObjectUrl } from './object-url.js';

const key = Buffer.alloc(32, 9);
const now = new Date('2026-11-24T10:00:00Z');
const expiresAt = new Date('2026-11-24T11:00:00Z');
const grant = {
  base: 'http://127.0.0.1:8083',
  method: 'GET',
  object: 'firmware 2.1',
  devId: 'IMEI:1 ü',
  expiresAt,
} as const;

function parse(text: string) {
  const url = new URL(text);
  return {
    object: decodeURIComponent(url.pathname.replace('/objects/', '')),
    query: Object.fromEntries(url.searchParams),
  };
}

test('a URL is good for its device, method, object and time; a GET serves HEAD', () => {
  const parsed = parse(signObjectUrl(grant, key));
  for (const method of ['GET', 'HEAD'])
    expect(verifyObjectUrl({ ...parsed, method }, key, now)).toEqual({ devId: grant.devId, expiresAt });
});

test.each([
  ['another object', { object: 'firmware-2.2' }, {}, 'signature-wrong'],
  ['another device', {}, { d: 'IMEI:2' }, 'signature-wrong'],
  ['a later time', {}, { e: '9999999999' }, 'signature-wrong'],
  ['another method in the query', { method: 'PUT' }, { m: 'PUT' }, 'signature-wrong'],
  ['another method', { method: 'PUT' }, {}, 'method-not-signed'],
  ['no signature', {}, { s: '' }, 'signature-missing'],
  ['a device named twice', {}, { d: ['IMEI:1 ü', 'IMEI:2'] }, 'signature-missing'],
  ['what is left of a signature', {}, { s: 'AAAA' }, 'signature-wrong'],
])('%s is refused', (_what, request, query, code) => {
  const parsed = parse(signObjectUrl(grant, key));
  const asked = { method: 'GET', object: parsed.object, ...request, query: { ...parsed.query, ...query } };
  expect(() => verifyObjectUrl(asked, key, now)).toThrow(
    expect.objectContaining({ status: 403, details: expect.objectContaining({ code }) as object }) as Error,
  );
});

test('a URL whose time is over, or that another key signed, is refused', () => {
  const parsed = { ...parse(signObjectUrl(grant, key)), method: 'GET' };
  expect(() => verifyObjectUrl(parsed, key, expiresAt)).toThrow('expired');
  expect(() => verifyObjectUrl(parsed, Buffer.alloc(32, 8), now)).toThrow('signature');
});

test('each URL has its own life, of a moment or of years', () => {
  const verify = (url: string, at: Date) => verifyObjectUrl({ ...parse(url), method: 'PUT' }, key, at);
  const years = new Date('2036-11-24T10:00:00Z');
  const standing = signObjectUrl({ ...grant, method: 'PUT', expiresAt: years }, key);
  expect(verify(standing, new Date(years.getTime() - 1))).toEqual({ devId: grant.devId, expiresAt: years });
  expect(() => verify(standing, years)).toThrow('expired');
  const brief = signObjectUrl({ ...grant, method: 'PUT', expiresAt: new Date(now.getTime() + 1000) }, key);
  expect(() => verify(brief, new Date(now.getTime() + 1000))).toThrow('expired');
});

test('the parts of what is signed can not run into one another', () => {
  const { query } = parse(signObjectUrl({ ...grant, object: 'x', devId: 'y\nz' }, key));
  expect(() =>
    verifyObjectUrl({ method: 'GET', object: 'x\ny', query: { ...query, d: 'z' } }, key, now),
  ).toThrow('signature');
});

test('every name of an object and a device comes through', () => {
  const name = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => !/^\.{1,2}$/.test(text));
  fc.assert(
    fc.property(name, name, fc.constantFrom('GET', 'PUT', 'POST'), (object, devId, method) => {
      const url = signObjectUrl({ ...grant, object, devId, method }, key);
      expect(verifyObjectUrl({ ...parse(url), method }, key, now)).toEqual({ devId, expiresAt });
    }),
  );
});
