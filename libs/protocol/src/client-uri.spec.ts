import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildClientUri,
  formatClientUri,
  parseClientUri,
  ProtocolError,
  resolveClientUri,
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
    `urn:x//${'a'.repeat(9000)}`,
  ])('that breaks the grammar is refused: %s', (uri) => {
    expect(() => parseClientUri(uri)).toThrow(ProtocolError);
  });

  it('ignores query fields it does not know', () => {
    expect(parseClientUri('urn:x//a?zz=1&lv=2&q')).toMatchObject({ lv: 2, nv: [] });
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
