import { parseClientUri } from '@dm2/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cachedRead, learn, validated, type Effect, type KnownInstance } from './index.js';

const X = 'urn:x:1.0';
const one: KnownInstance[] = [{ moid: X, miid: 'a', cv: 'v1' }];
const read = (uri: string, known: readonly KnownInstance[] = one) => cachedRead(['GET', uri], known);

describe('the validator that a GET can use (TS 11.2)', () => {
  it.each([
    [`${X}/a/`, { miid: 'a', path: [] }],
    [`${X}//B/C`, { miid: 'a', path: ['B', 'C'] }],
    [`${X}//B?lv=2`, { miid: 'a', path: ['B'], lv: 2 }],
  ])('%s is one place of the instance', (uri, place) => {
    expect(read(uri)).toEqual({ moid: X, cv: 'v1', ...place });
  });

  it.each([
    `${X}/b/`,
    `${X}/*/`,
    `${X}/(a)/?nv=(a)/B:c`,
    `${X}//*`,
    `${X}//?cv=own`,
    'urn:y:1.0//',
    'nonsense',
  ])('%s can use none', (uri) => {
    expect(read(uri)).toBeUndefined();
  });

  it('is none of "the only instance" when two are known, or of one that has none', () => {
    expect(read(`${X}//`, [...one, { moid: X, miid: 'b' }])).toBeUndefined();
    expect(read(`${X}//`, [{ moid: X, miid: 'a' }])).toBeUndefined();
    expect(read(`${X}//`, [{ moid: 'urn:y', miid: 'a', cv: 'v9' }, ...one])).toMatchObject({ cv: 'v1' });
  });

  it('is not used for other commands', () => {
    for (const name of ['HPUT', 'HPOST'])
      expect(cachedRead([name, 'http://r/x', `${X}/a/`], one)).toBeUndefined();
    expect(cachedRead(['DELETE', `${X}/a/`], one)).toBeUndefined();
  });

  it('is read by the device as it was sent, whatever characters it has', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 100, unit: 'grapheme' }),
        fc.constantFrom(`${X}/a/`, `${X}/a/B?lv=1`, `${X}//B?x=y`),
        (cv, uri) => {
          const got = read(uri, [{ moid: X, miid: 'a', cv }]);
          expect(got && parseClientUri(validated(['GET', uri], got)[1] ?? '')).toEqual({
            ...parseClientUri(uri),
            cv,
          });
        },
      ),
    );
  });

  it('is left out where the ClientURI would become longer than one may be', () => {
    expect(read(`${X}/a/`, [{ moid: X, miid: 'a', cv: 'ü'.repeat(3000) }])).toBeUndefined();
  });
});

describe('what is known after a package', () => {
  const knowledge = (miid: string, path: string[], more: object = {}): Effect => ({
    kind: 'knowledge',
    knowledge: { moid: X, miid, path, value: {}, ...more },
  });
  const after = (...effects: Effect[]) => learn(one, effects);

  it.each<[string, Effect, KnownInstance[]]>([
    ['a whole with its validator', knowledge('a', [], { cv: 'v2' }), [{ moid: X, miid: 'a', cv: 'v2' }]],
    ['a whole of "the only one"', knowledge('', [], { cv: 'v2' }), [{ moid: X, miid: 'a', cv: 'v2' }]],
    ['a whole without one', knowledge('a', []), [{ moid: X, miid: 'a' }]],
    ['some levels with one', knowledge('a', [], { cv: 'v2', levels: 1 }), [{ moid: X, miid: 'a' }]],
    ['a part', knowledge('a', ['B']), [{ moid: X, miid: 'a' }]],
    ['another instance', knowledge('b', [], { cv: 'v2' }), [...one, { moid: X, miid: 'b', cv: 'v2' }]],
    ['that it is stale', { kind: 'stale', moid: X, miid: '' }, [{ moid: X, miid: 'a' }]],
    ['that any may be stale', { kind: 'stale', moid: X, miid: null }, [{ moid: X, miid: 'a' }]],
    ['that another object is stale', { kind: 'stale', moid: 'urn:y', miid: null }, one],
    ['that a node changed', { kind: 'changed', moid: X, miid: 'a', path: ['B'] }, [{ moid: X, miid: 'a' }]],
    [
      'that "the only one" changed',
      { kind: 'changed', moid: X, miid: '', path: [] },
      [{ moid: X, miid: 'a' }],
    ],
    ['a new instance', { kind: 'changed', moid: X, miid: 'b', path: [] }, [...one, { moid: X, miid: 'b' }]],
    ['that a node is gone', { kind: 'forget', moid: X, miid: 'a', path: ['B'] }, [{ moid: X, miid: 'a' }]],
    [
      'that a node is gone somewhere',
      { kind: 'forget', moid: X, miid: null, path: [] },
      [{ moid: X, miid: 'a' }],
    ],
    ['that the instance is gone', { kind: 'forget', moid: X, miid: 'a', path: [] }, []],
    ['that "the only one" is gone', { kind: 'forget', moid: X, miid: '', path: [] }, []],
    ['the same list', { kind: 'inventory', moid: X, miids: ['a'] }, one],
    ['a longer list', { kind: 'inventory', moid: X, miids: ['b', 'a'] }, [{ moid: X, miid: 'b' }, ...one]],
    ['an empty list', { kind: 'inventory', moid: X, miids: [] }, []],
  ])('that told %s', (_what, effect, known) => {
    expect(after(effect)).toEqual(known);
  });

  it('gives an unnamed instance its name, without its validator: another may bear it', () => {
    const unnamed = [{ moid: X, miid: '', cv: 'v1' }];
    expect(learn(unnamed, [{ kind: 'inventory', moid: X, miids: ['a'] }])).toEqual([{ moid: X, miid: 'a' }]);
    expect(learn(unnamed, [knowledge('a', ['B'])])).toEqual([{ moid: X, miid: 'a' }]);
    expect(learn(unnamed, [knowledge('', [], { cv: 'v2' })])).toEqual([{ moid: X, miid: '', cv: 'v2' }]);
  });
});
