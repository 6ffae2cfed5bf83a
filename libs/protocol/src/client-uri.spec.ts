import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildClientUri,
  formatClientUri,
  parseClientUri,
  parseClientUriWithRemarks,
  ProtocolError,
  resolveClientUri,
  type ClientUriParts,
  type TreeNode,
} from './index.js';

type Plain = { [name: string]: Plain | string };

function node(name: string, value: Plain | string): TreeNode {
  if (typeof value === 'string') return { name, value, child: () => undefined, children: () => [] };
  return {
    name,
    child: (child) => (Object.hasOwn(value, child) ? node(child, value[child] ?? '') : undefined),
    children: () => Object.entries(value).map(([child, below]) => node(child, below)),
  };
}

const data = { '1': { Value: 'a', Date: '12.1' }, '2': { Value: 'b', Date: '12.2' } };
const tree = {
  instances: (moid: string) =>
    moid === 'urn:oma:mo:moid:1.0'
      ? [
          { miid: 'left', root: node('moroot1', { ID: 'GPS', Setting: '0xA2', Data: data }) },
          { miid: 'right', root: node('moroot2', { ID: 'Temperature', Setting: '0x12', Data: data }) },
        ]
      : [],
};

/** The nodes a ClientURI hits, as `MIID/path`, or `404`. */
function hits(rest: string) {
  const found = resolveClientUri(parseClientUri(`urn:oma:mo:moid:1.0/${rest}`), tree);
  return found.ok ? found.nodes.map(({ miid, path }) => [miid, ...path].join('/')) : found.status;
}

describe('the addressing examples of TS 6.1.3', () => {
  it.each([
    ['left/', ['left']],
    ['right/', ['right']],
    ['/', 404],
    ['(x)/?nv=(x)/ID:Temperature', ['right']],
    ['(x)/Data/1/Value?nv=(x)/ID:GPS', ['left/Data/1/Value']],
    ['right/Data/(x)/Value?nv=(x)/Date:12.1', ['right/Data/1/Value']],
    ['(x)/Data/(y)/Value?nv=(x)/ID:GPS&nv=(y)/Date:12.2', ['left/Data/2/Value']],
    ['*/Setting', ['left/Setting', 'right/Setting']],
    ['(x)/Data/*/Value?nv=(x)/ID:GPS', ['left/Data/1/Value', 'left/Data/2/Value']],
    [
      '*/Data/*/Value',
      ['left/Data/1/Value', 'left/Data/2/Value', 'right/Data/1/Value', 'right/Data/2/Value'],
    ],
    ['(x)/Data/*/Value?nv=(x)/ID:GPS&nv=(x)/Setting:0xB2', 404],
  ])('%s addresses %j', (uri, expected) => {
    expect(hits(uri)).toEqual(expected);
  });
});

describe('resolving (TS 6.1.2)', () => {
  it.each([
    ['right/Data/1', ['right/Data/1']],
    ['left/Data/(x)?nv=(x)/Date:12.3', 404],
    ['left/Data/(x)?nv=(x)/Value/Deeper:1', 404],
    ['left/Data/(x)?nv=(x)/Date:12.1&nv=(x)/Value:b', 404],
    ['(x)/?nv=(x)/Data/1/Value:a', 404],
    ['middle/', 404],
    ['left/Nothing', 404],
    ['left/ID/Below', 404],
    ['left/ID/*', 404],
    ['*/', ['left', 'right']],
    ['*/Nothing', 404],
    ['*/Data/(x)/Value?nv=(x)/Date:12.2', ['left/Data/2/Value', 'right/Data/2/Value']],
    ['left/*', ['left/ID', 'left/Setting', 'left/Data']],
  ])('%s addresses %j', (uri, expected) => {
    expect(hits(uri)).toEqual(expected);
  });

  it('finds the only instance, and none of a MOID that has none', () => {
    const one = { instances: () => [{ miid: 'a', root: node('r', { b: 'c' }) }] };
    expect(resolveClientUri(parseClientUri('urn:x//b'), one)).toMatchObject({
      ok: true,
      nodes: [{ miid: 'a' }],
    });
    for (const uri of ['urn:y//', 'urn:y/*/', 'urn:y/a/', 'urn:y/(x)/?nv=(x)/a:1'])
      expect(resolveClientUri(parseClientUri(uri), { instances: () => [] })).toMatchObject({ status: 404 });
  });

  it('without a wildcard hits one node, never several', () => {
    const twin = { miid: 'a', root: node('r', { b: 'c' }) };
    const twice = { instances: () => [twin, twin] };
    for (const uri of ['urn:x/a/b', 'urn:x//b', 'urn:x/(x)/b?nv=(x)/b:c'])
      expect(resolveClientUri(parseClientUri(uri), twice)).toMatchObject({ ok: false, status: 404 });
    const children = () => [node('1', { b: 'c' }), node('2', { b: 'c' })];
    const root: TreeNode = { name: 'r', child: () => undefined, children };
    expect(
      resolveClientUri(parseClientUri('urn:x//(x)?nv=(x)/b:c'), { instances: () => [{ miid: 'a', root }] }),
    ).toMatchObject({ ok: false, status: 404 });
  });
});

describe('a ClientURI', () => {
  it.each([
    '',
    'urn:x',
    'urn:x/',
    '/a/b',
    'urn:x//a//b',
    'urn:x/(xy)/a',
    'urn:x/(x)/a',
    'urn:x/(x)/(x)?nv=(x)/a:1',
    'urn:x//a b',
    'urn:x//?lv=0',
    'urn:x//?lv=-1',
    'urn:x//?nv=(x)/a',
    'urn:x//?nv=x/a:1',
    'urn:x//?cv=',
    'urn:x//%zz',
    'urn:x//a?cv=%FF',
    'urn:x//a?cv=1&cv=2',
    'urn:x//a?lv=1&lv=2',
    'urn:x//a?nv=(x)/b:1',
    'urn:x//a?nv=(x):1',
    'urn:x//a?nv=(x)/:1',
    'urn:x//a?lv',
    'urn:x//a?cv',
    'urn:x//a?lv=1e3',
    'urn:x//()',
    'urn:x//(1)/?nv=(1)/a:1',
    'urn:x//a*',
    'urn:x//a/',
    'urn:x//%',
    'urn:x//%4',
    'urn:x//%C3',
    'urn:x//\u00e9',
    `urn:x//${'a'.repeat(9000)}`,
  ])('that breaks the grammar is refused: %s', (uri) => {
    expect(() => parseClientUri(uri)).toThrow(ProtocolError);
  });

  it('ignores query fields it does not know', () => {
    expect(parseClientUri('urn:x//a?zz=1&lv=2&q')).toMatchObject({ lv: 2, nv: [] });
  });

  it.each([
    ['the query begins at the first question mark', 'urn:x//a?cv=b?c', { cv: 'b?c' }],
    ['a value may be empty', 'urn:x/(x)/?nv=(x)/a:', { nv: [{ letter: 'x', path: ['a'], value: '' }] }],
    [
      'a path of nv may be long, a letter may have many',
      'urn:x/(x)/?nv=(x)/a/b/c:1&nv=(x)/d:2',
      {
        nv: [
          { letter: 'x', path: ['a', 'b', 'c'], value: '1' },
          { letter: 'x', path: ['d'], value: '2' },
        ],
      },
    ],
    ['letters differ by case', 'urn:x/(x)/(X)?nv=(x)/a:1&nv=(X)/a:2', {}],
    ['an empty query says nothing', 'urn:x//a?', { nv: [] }],
    [
      'all unreserved characters make a name',
      'urn:x//aZ0-._~',
      { path: [{ kind: 'name', name: 'aZ0-._~' }] },
    ],
    [
      'percent-encoding is read in either case',
      'urn:x//%c3%A9',
      { path: [{ kind: 'name', name: '\u00e9' }] },
    ],
    ['a wildcard can be an instance and a name', 'urn:x/*/*', { instance: { kind: 'all' } }],
    ['%2A is a name and no wildcard', 'urn:x//%2A', { path: [{ kind: 'name', name: '*' }] }],
    ['%28x%29 is a name and no x-name', 'urn:x//%28x%29', { path: [{ kind: 'name', name: '(x)' }] }],
  ])('is read by the grammar: %s', (_rule, text, expected) => {
    expect(parseClientUri(text)).toMatchObject(expected);
  });

  it('of any length is refused or read without recursion or backtracking', () => {
    for (const piece of ['a', '/', '%', '%41', '(x)', '*', '?', '&', 'nv=(x)/', ':', '&nv=(x)/a:1', '=']) {
      const long = `urn:x//${piece.repeat(200_000)}`;
      expect(() => parseClientUri(long)).toThrow('at most 8192');
      try {
        parseClientUri(long.slice(0, 8192));
      } catch (error) {
        expect(error).toBeInstanceOf(ProtocolError);
      }
    }
  });

  it('keeps a colon in the value of nv', () => {
    expect(parseClientUri('urn:x/(x)/?nv=(x)/DevID:IMEI:1').nv).toEqual([
      { letter: 'x', path: ['DevID'], value: 'IMEI:1' },
    ]);
  });

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
    ['a letter that is none', { moid: 'urn:x', path: [{ kind: 'x', letter: 'x)/(y' }], nv }],
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

  it('never makes the parser throw anything but ProtocolError', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^urn:[a-z]{1,3}\/[()a-z*%/?&=.:]{0,40}$/)),
        (text) => {
          try {
            parseClientUri(text);
          } catch (error) {
            expect(error).toBeInstanceOf(ProtocolError);
          }
        },
      ),
    );
  });
});
