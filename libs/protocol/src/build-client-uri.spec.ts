import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildClientUri,
  formatClientUri,
  parseClientUri,
  parseClientUriWithRemarks,
  ProtocolError,
  type ClientUriParts,
} from './index.js';

describe('a ClientURI that is built', () => {
  const name = fc
    .string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
    .filter((text) => text !== '*' && !/^\([A-Za-z]\)$/.test(text));

  it('is what was built, whatever the names and values', () => {
    fc.assert(
      fc.property(
        name,
        fc.array(name, { maxLength: 5 }),
        fc.option(fc.integer({ min: 1, max: 99 }), { nil: undefined }),
        fc.option(name, { nil: undefined }),
        name,
        (miid, path, lv, cv, value) => {
          const nv = [{ letter: 'x', path: ['ID'], value }];
          const text = buildClientUri({
            moid: 'urn:oma:mo:x:1.0',
            instance: miid,
            path: ['(x)', ...path],
            nv,
            ...(lv ? { lv } : {}),
            ...(cv ? { cv } : {}),
          });
          const uri = parseClientUri(text);
          expect(uri.instance).toEqual({ kind: 'name', name: miid });
          expect(uri.path.slice(1)).toEqual(path.map((segment) => ({ kind: 'name', name: segment })));
          expect(uri).toMatchObject({ nv, ...(lv ? { lv } : {}), ...(cv ? { cv } : {}) });
          expect(parseClientUri(formatClientUri(uri))).toEqual(uri);
        },
      ),
    );
  });

  it('names a node that looks like a wildcard or an x-name, if it is given as a name', () => {
    const name = (text: string) => ({ kind: 'name', name: text }) as const;
    const text = buildClientUri({
      moid: 'urn:x',
      instance: name('(y)'),
      path: [name('*'), name('(x)'), '*', '(x)'],
      nv: [{ letter: 'x', path: ['*'], value: '*' }],
    });
    expect(text).toBe('urn:x/%28y%29/%2A/%28x%29/*/(x)?nv=(x)/%2A:%2A');
    expect(parseClientUri(text)).toMatchObject({
      instance: name('(y)'),
      path: [name('*'), name('(x)'), { kind: 'all' }, { kind: 'x', letter: 'x' }],
    });
  });

  const nv = [{ letter: 'x', path: ['a'], value: '1' }];
  it.each<[string, ClientUriParts]>([
    ['an empty MOID', { moid: '' }],
    ['a MOID with a delimiter', { moid: 'urn:x/y' }],
    ['a MOID with a query', { moid: 'urn:x?y' }],
    ['a MOID that is no part of a URI', { moid: 'urn:<x>' }],
    ['an empty MIID that is meant as a name', { moid: 'urn:x', instance: { kind: 'name', name: '' } }],
    ['an empty node name', { moid: 'urn:x', path: ['a', ''] }],
    ['one empty node name', { moid: 'urn:x', path: [''] }],
    ['an only instance within the path', { moid: 'urn:x', path: [{ kind: 'only' }] }],
    ['an x-name without nv', { moid: 'urn:x', path: ['(x)'] }],
    ['a nv without x-name', { moid: 'urn:x', nv }],
    ['a letter twice', { moid: 'urn:x', path: ['(x)', '(x)'], nv }],
    [
      'a letter that is none',
      {
        moid: 'urn:x',
        path: [{ kind: 'x', letter: 'x)/(y' }],
        nv: [{ letter: 'x)/(y', path: ['a'], value: '' }],
      },
    ],
    ['a nv without path', { moid: 'urn:x', path: ['(x)'], nv: [{ letter: 'x', path: [], value: '' }] }],
    [
      'a nv with an empty name',
      { moid: 'urn:x', path: ['(x)'], nv: [{ letter: 'x', path: [''], value: '' }] },
    ],
    ['lv of 0', { moid: 'urn:x', lv: 0 }],
    ['lv of a fraction', { moid: 'urn:x', lv: 1.5 }],
    ['lv without end', { moid: 'urn:x', lv: Infinity }],
    ['an empty cv', { moid: 'urn:x', cv: '' }],
    ['half a character', { moid: 'urn:x', path: ['\ud800'] }],
    ['a length beyond the limit', { moid: 'urn:x', path: ['a'.repeat(9000)] }],
  ])('is not built with %s', (_title, parts) => {
    expect(() => buildClientUri(parts)).toThrow(ProtocolError);
  });

  it('is built from any parts as one that is read, or not at all', () => {
    const text = fc.oneof(
      fc.constantFrom('', '*', '(x)', '(y)', 'a/b', 'a?b', '%2A', ':', '\ud800'),
      fc.string(),
    );
    const segment = fc.oneof(
      text,
      fc.record({ kind: fc.constant('name' as const), name: text }),
      fc.record({ kind: fc.constant('x' as const), letter: fc.oneof(fc.constantFrom('x', 'y'), text) }),
      fc.constant({ kind: 'all' as const }),
      fc.constant({ kind: 'only' as const }),
    );
    const field = fc.record({
      letter: fc.oneof(fc.constantFrom('x', 'y'), text),
      path: fc.array(text, { maxLength: 2 }),
      value: text,
    });
    const parts = fc.record(
      {
        moid: fc.oneof(fc.constant('urn:x'), text),
        instance: segment,
        path: fc.array(segment, { maxLength: 4 }),
        lv: fc.oneof(fc.integer(), fc.double()),
        nv: fc.array(field, { maxLength: 3 }),
        cv: text,
      },
      { requiredKeys: ['moid'] },
    );
    fc.assert(
      fc.property(parts, (given) => {
        let built: string;
        try {
          built = buildClientUri(given);
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
          return;
        }
        const { uri, remarks } = parseClientUriWithRemarks(built);
        expect(uri.path).toHaveLength(given.path?.length ?? 0);
        expect(uri.nv).toEqual(given.nv ?? []);
        expect(formatClientUri(uri)).toBe(built);
        expect(remarks).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });
});
