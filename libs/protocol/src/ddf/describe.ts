import type { AccessType, DdfNode, Format, Occurrence, OccurrenceKind } from './ddf.js';

/** Short letters for access types, as they stand in node tables: A(dd) D(elete) E(xec) G(et) R(eplace). */
const LETTERS: Readonly<Record<string, AccessType>> = {
  A: 'Add',
  C: 'Copy',
  D: 'Delete',
  E: 'Exec',
  G: 'Get',
  R: 'Replace',
};
const SIGNS: Readonly<Record<string, OccurrenceKind>> = {
  '1': 'One',
  '?': 'ZeroOrOne',
  '*': 'ZeroOrMore',
  '+': 'OneOrMore',
};

interface Extra {
  readonly scope?: 'Permanent' | 'Dynamic';
  readonly title?: string;
  readonly description?: string;
  readonly ddfName?: string;
  readonly mime?: readonly string[];
  readonly defaultValue?: string;
}

function describe(
  name: string,
  format: Format,
  access: string,
  occurrence: string,
  extra: Extra,
  children: readonly DdfNode[],
): DdfNode {
  for (const letter of access) if (!LETTERS[letter]) throw new TypeError(`${name}: no access type ${letter}`);
  const kind = SIGNS[occurrence];
  if (!kind) throw new TypeError(`${name}: no occurrence ${occurrence}`);
  return {
    ...(name === '<x>' ? {} : { name }),
    format,
    access: new Set([...access].flatMap((letter) => LETTERS[letter] ?? [])),
    occurrence: { kind } satisfies Occurrence,
    scope: extra.scope ?? 'Dynamic',
    ...(extra.title === undefined ? {} : { title: extra.title }),
    ...(extra.description === undefined ? {} : { description: extra.description }),
    ...(extra.ddfName === undefined ? {} : { ddfName: extra.ddfName }),
    ...(extra.defaultValue === undefined ? {} : { defaultValue: extra.defaultValue }),
    mime: extra.mime ?? (format === 'chr' ? ['text/plain'] : []),
    caseSensitive: true,
    children,
  };
}

/** An interior node: name (`<x>` for un-named), access letters, occurrence (`1 ? * +`), children. */
export function interior(
  name: string,
  access: string,
  occurrence: string,
  children: readonly DdfNode[],
  extra: Extra = {},
): DdfNode {
  return describe(name, 'node', access, occurrence, extra, children);
}

/** A leaf: name, format, access letters, occurrence. */
export function leaf(
  name: string,
  format: Format,
  access = 'G',
  occurrence = '1',
  extra: Extra = {},
): DdfNode {
  return describe(name, format, access, occurrence, extra, []);
}
