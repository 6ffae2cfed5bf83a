import type { Ddf, DdfNode } from './ddf.js';

/** A described node and where it is below its root; an un-named node stands as `<x>`. */
export interface DdfPlace {
  readonly path: readonly string[];
  readonly node: DdfNode;
  readonly parent?: DdfNode;
}

/** Every node of a description, a parent before its children, in the order of the document. */
export function* walkDdf(root: DdfNode): Generator<DdfPlace> {
  const left: DdfPlace[] = [{ path: [], node: root }];
  for (let place = left.pop(); place; place = left.pop()) {
    yield place;
    const { path, node } = place;
    for (const child of [...node.children].reverse())
      left.push({ path: [...path, child.name ?? '<x>'], node: child, parent: node });
  }
}

/** The objects a description describes, by MOID: the `DDFName` of a root (TS 6.4). A root without one is no object. */
export function ddfObjects(ddf: Ddf): Map<string, DdfNode> {
  return new Map(
    ddf.roots.flatMap((root) => (root.ddfName === undefined ? [] : [[root.ddfName, root] as const])),
  );
}
