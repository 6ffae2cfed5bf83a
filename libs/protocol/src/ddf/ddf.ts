/** Formats of a node (TS 6.3.1, 6.4). */
export const FORMATS = [
  'node',
  'null',
  'b64',
  'bin',
  'bool',
  'chr',
  'int',
  'xml',
  'date',
  'time',
  'float',
] as const;
export type Format = (typeof FORMATS)[number];

export const ACCESS_TYPES = ['Add', 'Copy', 'Delete', 'Exec', 'Get', 'Replace'] as const;
export type AccessType = (typeof ACCESS_TYPES)[number];

export const OCCURRENCES = ['One', 'ZeroOrOne', 'ZeroOrMore', 'OneOrMore', 'ZeroOrN', 'OneOrN'] as const;
export type OccurrenceKind = (typeof OCCURRENCES)[number];

/** How often a node may occur; `n` only with `ZeroOrN` and `OneOrN`. */
export interface Occurrence {
  readonly kind: OccurrenceKind;
  readonly n?: number;
}

/** The description of a node (DM 1.3 DDF, as TS 6.4 uses it). */
export interface DdfNode {
  /** `undefined` for an un-named node, drawn `<x>`. */
  readonly name?: string;
  /** `Path`: where in a tree of DM 1.x the node lies. DM 2.0 addresses by MOID and has no use for it. */
  readonly path?: string;
  readonly format: Format;
  /** What a DM Server may do with it; nothing if the node is not exposed (TS 6.3.1). */
  readonly access: ReadonlySet<AccessType>;
  readonly occurrence: Occurrence;
  readonly scope: 'Permanent' | 'Dynamic';
  /** `DefaultValue`: what it has unless something else is set. */
  readonly defaultValue?: string;
  /** `Value`: what a node that is made by this description begins with. */
  readonly value?: string;
  readonly title?: string;
  readonly description?: string;
  /** `DDFName`: on a root, the MOID. */
  readonly ddfName?: string;
  /** Media types of a leaf. */
  readonly mime: readonly string[];
  /** Whether its name and those of the nodes below differ by case, as `CaseSense` here or further up says. */
  readonly caseSensitive: boolean;
  readonly children: readonly DdfNode[];
}

/** A whole description: `MgmtTree`. */
export interface Ddf {
  readonly verDtd: string;
  readonly man?: string;
  readonly mod?: string;
  readonly roots: readonly DdfNode[];
}

/**
 * The child of a described node that describes an actual name: the named one, else the un-named one. Where `CaseSense` is CIS the
 * name is the same in either case (TS 6.4).
 */
export function ddfChild(node: DdfNode, name: string): DdfNode | undefined {
  const lower = name.toLowerCase();
  return (
    node.children.find((child) => child.name === name) ??
    node.children.find(
      (child) => !(node.caseSensitive && child.caseSensitive) && child.name?.toLowerCase() === lower,
    ) ??
    node.children.find((child) => child.name === undefined)
  );
}

/** What describes the node at a path below a root. */
export function ddfNodeAt(root: DdfNode, path: readonly string[]): DdfNode | undefined {
  let at: DdfNode | undefined = root;
  for (const name of path) at = at && ddfChild(at, name);
  return at;
}
