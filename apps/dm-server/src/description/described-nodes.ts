import { ddfChild, type AccessType, type DdfNode, type Format, type MoValue } from '@dm2/protocol';

/** What is said of one known node at most: a tree may be as large as a package. */
const MOST = 5000;

/** A known node of a device's tree and what its description says of it. */
export interface DescribedNode {
  /** Names below the instance's root, percent-encoded as in a ClientURI; empty for the root. */
  readonly path: string;
  readonly format: Format;
  readonly access: readonly AccessType[];
  readonly scope: 'Permanent' | 'Dynamic';
  /** The description leaves its name to whoever makes it. */
  readonly unnamed: boolean;
}

/** The nodes of a known tree that are described (TS 6.4), a parent before its children. */
export function describedNodes(root: DdfNode, tree: MoValue): DescribedNode[] {
  const described: DescribedNode[] = [];
  const left: { readonly path: string; readonly node: DdfNode; readonly value: MoValue }[] = [
    { path: '', node: root, value: tree },
  ];
  for (let at = left.pop(); at && described.length < MOST; at = left.pop()) {
    const { path, node, value } = at;
    const unnamed = node.name === undefined;
    described.push({ path, format: node.format, access: [...node.access], scope: node.scope, unnamed });
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, below] of Object.entries(value).reverse()) {
      const child = ddfChild(node, name);
      if (child)
        left.push({ path: `${path}${path && '/'}${encodeURIComponent(name)}`, node: child, value: below });
    }
  }
  return described;
}
