import type { ClientUri, NodeValue, Segment } from './client-uri.js';

/** A node of a DM tree, as far as addressing needs it. */
export interface TreeNode {
  readonly name: string;
  /** A leaf's value as text; `undefined` for an interior node. */
  readonly value?: string;
  child(name: string): TreeNode | undefined;
  children(): Iterable<TreeNode>;
}

/** An instance of a management object. */
export interface TreeInstance {
  readonly miid: string;
  readonly root: TreeNode;
}

/** A DM tree that can be addressed. */
export interface TreeReader {
  instances(moid: string): readonly TreeInstance[];
}

/** A node that a ClientURI hit, and its place without x-names and wildcards. */
export interface ResolvedNode<N extends TreeNode = TreeNode> {
  readonly moid: string;
  readonly miid: string;
  readonly path: readonly string[];
  readonly node: N;
}

export type Resolution<N extends TreeNode = TreeNode> =
  | { readonly ok: true; readonly nodes: readonly ResolvedNode<N>[] }
  /** No node, or several where one is wanted (TS 6.1). */
  | { readonly ok: false; readonly status: 404; readonly reason: string };

/**
 * Finds the nodes a ClientURI addresses (TS 6.1): without a wildcard exactly one, with one a list that is not empty.
 * The work is bounded by the nodes below the addressed instances, once for each `nv` field.
 */
export function resolveClientUri<N extends TreeNode>(
  uri: ClientUri,
  tree: { instances(moid: string): readonly { miid: string; root: N }[] },
): Resolution<N> {
  const all = tree.instances(uri.moid);
  if (all.length === 0) return miss(`there is no instance of ${uri.moid}`);
  const instances = chooseInstances(uri.instance, all, uri.nv);
  if (typeof instances === 'string') return miss(instances);
  let nodes: ResolvedNode<N>[] = instances.map(({ miid, root }) => ({
    moid: uri.moid,
    miid,
    path: [],
    node: root,
  }));
  for (const segment of uri.path) {
    const below = step(segment, nodes, uri.nv);
    if (typeof below === 'string') return miss(below);
    nodes = below;
  }
  return { ok: true, nodes };
}

function miss(reason: string): { ok: false; status: 404; reason: string } {
  return { ok: false, status: 404, reason };
}

function chooseInstances<I extends { miid: string; root: TreeNode }>(
  segment: Segment,
  all: readonly I[],
  nv: readonly NodeValue[],
): readonly I[] | string {
  switch (segment.kind) {
    case 'all':
      return all;
    case 'only':
      return all.length === 1 ? all : `there are ${all.length} instances, none is named`;
    case 'name': {
      const found = all.filter((instance) => instance.miid === segment.name);
      return found.length === 1
        ? found
        : `there are ${found.length} instances "${segment.name}", one must be`;
    }
    case 'x': {
      const found = all.filter((instance) => satisfies(instance.root, segment.letter, nv));
      return found.length === 1 ? found : `${found.length} instances satisfy (${segment.letter}), one must`;
    }
  }
}

function step<N extends TreeNode>(
  segment: Segment,
  nodes: readonly ResolvedNode<N>[],
  nv: readonly NodeValue[],
): ResolvedNode<N>[] | string {
  const to = (from: ResolvedNode<N>, node: TreeNode): ResolvedNode<N> => ({
    ...from,
    path: [...from.path, node.name],
    node: node as N,
  });
  switch (segment.kind) {
    case 'name': {
      const found = nodes.flatMap((from) => {
        const child = from.node.child(segment.name);
        return child ? [to(from, child)] : [];
      });
      return found.length > 0 ? found : `there is no node "${segment.name}"`;
    }
    case 'all': {
      const found = nodes.flatMap((from) => [...from.node.children()].map((child) => to(from, child)));
      return found.length > 0 ? found : 'there is no node for *';
    }
    case 'x': {
      const found: ResolvedNode<N>[] = [];
      for (const from of nodes) {
        const matching = [...from.node.children()].filter((child) => satisfies(child, segment.letter, nv));
        if (matching.length > 1) return `${matching.length} nodes satisfy (${segment.letter}), one must`;
        found.push(...matching.map((child) => to(from, child)));
      }
      return found.length > 0 ? found : `no node satisfies (${segment.letter})`;
    }
    case 'only':
      return 'an empty segment names no node';
  }
}

function satisfies(node: TreeNode, letter: string, nv: readonly NodeValue[]): boolean {
  return nv.every((field) => {
    if (field.letter !== letter) return true;
    let at: TreeNode | undefined = node;
    for (const name of field.path) at = at?.child(name);
    return at?.value !== undefined && at.value === field.value;
  });
}
