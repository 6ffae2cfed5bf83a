import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ACCESS_TYPES,
  ddfNodeAt,
  FORMATS,
  formatDdf,
  parseDdf,
  ProtocolError,
  STANDARD_DDFS,
  walkDdf,
  type Ddf,
  type DdfNode,
} from '../index.js';
import { tree, leaf, root } from '../../test/support/ddf-xml.js';

describe('a description', () => {
  const word = fc.stringMatching(/^[A-Za-z0-9._~-]{1,8}$/);
  const prose = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
    .map((text) => text.trim())
    .filter((text) => text !== '' && XML_TEXT.test(text));
  const raw = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => XML_TEXT.test(text));
  const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
  const occurrence = fc.oneof(
    fc.constantFrom('One', 'ZeroOrOne', 'ZeroOrMore', 'OneOrMore').map((kind) => ({ kind })),
    fc.record({ kind: fc.constantFrom('ZeroOrN', 'OneOrN'), n: fc.integer({ min: 2, max: 65_536 }) }),
  );
  const properties = {
    access: fc.subarray([...ACCESS_TYPES]).map((types) => new Set(types)),
    occurrence,
    scope: fc.constantFrom('Permanent', 'Dynamic'),
    defaultValue: optional(raw),
    title: optional(prose),
    description: optional(prose),
    ddfName: optional(word),
    path: optional(word),
    mime: fc.array(word, { maxLength: 2 }),
    caseSensitive: fc.boolean(),
  };
  const unique = (nodes: DdfNode[]) =>
    nodes.filter(
      ({ name }, i) => name === undefined || nodes.findIndex((other) => other.name === name) === i,
    );
  const described = fc.letrec<{ node: DdfNode }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.record({
        ...properties,
        name: optional(word),
        format: fc.constantFrom(...FORMATS.filter((format) => format !== 'node')),
        value: optional(raw),
        children: fc.constant([]),
      }) as fc.Arbitrary<DdfNode>,
      fc.record({
        ...properties,
        name: optional(word),
        format: fc.constant('node' as const),
        children: fc.array(tie('node'), { maxLength: 4 }).map(unique),
      }) as fc.Arbitrary<DdfNode>,
    ),
  })).node;
  /** Without members that are `undefined`; only a root whose Path names no other keeps one here. */
  const clean = (given: DdfNode): DdfNode =>
    Object.fromEntries(
      Object.entries({ ...given, children: given.children.map(clean) }).filter(
        ([name, value]) => value !== undefined && name !== 'path',
      ),
    ) as unknown as DdfNode;
  const ddf: fc.Arbitrary<Ddf> = fc
    .record({
      verDtd: word,
      man: optional(prose),
      mod: optional(prose),
      roots: fc.array(described, { minLength: 1, maxLength: 3 }),
    })
    .map(({ roots, ...rest }) => ({
      ...(Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as {
        verDtd: string;
      }),
      roots: roots.map((given, i) => ({ ...clean(given), ...(i === 0 ? { path: './Elsewhere' } : {}) })),
    }));

  it('is what was written', () => {
    fc.assert(
      fc.property(ddf, (value) => {
        expect(parseDdf(formatDdf(value))).toEqual(value);
      }),
      { numRuns: 300 },
    );
  });

  it('is not written with text that XML cannot carry', () => {
    for (const man of ['\u0000', '\u000b', '\ud800', '\ufffe'])
      expect(() => formatDdf({ verDtd: '1.2', man, roots: [] })).toThrow(ProtocolError);
    const man = 'tab\tline\nreturn\r]]>&<>"\u{1f600}';
    expect(parseDdf(formatDdf({ verDtd: '1.2', man, roots: [root(tree(leaf('A')))] })).man).toBe(man);
  });

  it('is walked node by node, a parent before its children', () => {
    const [first] = STANDARD_DDFS.get('urn:oma:mo:oma-dm-dacmo:1.0')?.roots ?? [];
    if (!first) throw new Error('no description');
    expect([...walkDdf(first)].map(({ path }) => path.join('/'))).toEqual([
      '',
      '<x>',
      '<x>/<x>',
      '<x>/<x>/<x>',
      '<x>/<x>/<x>/Path',
      '<x>/<x>/<x>/Permissions',
      '<x>/<x>/<x>/Permissions/<x>',
      '<x>/<x>/<x>/Permissions/<x>/MAID',
      '<x>/<x>/<x>/Permissions/<x>/AR',
    ]);
    for (const { path, node: at, parent } of walkDdf(first)) {
      expect(ddfNodeAt(first, path)).toBe(at);
      expect(parent?.children.includes(at) ?? at === first).toBe(true);
    }
  });
});

/** What XML carries as it is, a carriage return apart. */
const XML_TEXT = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
