import { describe, expect, it } from 'vitest';
import { parseClientUri, ProtocolError } from './index.js';

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
});
