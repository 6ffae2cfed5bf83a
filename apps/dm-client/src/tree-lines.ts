import type { StoredDevice, StoredNode } from '@dm2/client-engine';
import { ddfChild, STANDARD_DDFS, type DdfNode } from '@dm2/protocol';

/** A device's tree as indented lines; what can't be read over the protocol is not shown here either. */
export function treeLines(state: StoredDevice): string[] {
  const lines: string[] = [];
  for (const { moid, miid, name, root } of state.instances) {
    lines.push(`${moid}/${miid}/`);
    visit(name, root, STANDARD_DDFS.get(moid)?.roots[0], '  ', lines);
  }
  return lines;
}

function visit(name: string, node: StoredNode, ddf: DdfNode | undefined, pad: string, lines: string[]): void {
  if (ddf && !ddf.access.has('Get') && !ddf.access.has('Exec')) {
    lines.push(`${pad}${name}  (not readable)`);
  } else if ('children' in node) {
    lines.push(`${pad}${name}`);
    for (const [child, below] of Object.entries(node.children))
      visit(child, below, ddf && ddfChild(ddf, child), `${pad}  `, lines);
  } else if ('blob' in node) {
    lines.push(`${pad}${name} = ${node.blob.size} bytes of ${node.blob.contentType}`);
  } else {
    lines.push(`${pad}${name} = ${node.value === null ? '(null)' : String(node.value)}`);
  }
}
