import { rootDdf, type Descriptions, type StoredDevice, type StoredNode } from '@dm2/client-engine';
import { ddfChild, type DdfNode } from '@dm2/protocol';

/** A device's tree as indented lines; what can't be read over the protocol is not shown here either. */
export function treeLines(state: StoredDevice, descriptions: Descriptions): string[] {
  const lines: string[] = [];
  for (const { moid, miid, name, root } of state.instances) {
    lines.push(`${moid}/${miid}/`);
    const ddf = rootDdf(descriptions, moid);
    if (ddf) visit(name, root, ddf, '  ', lines);
    else lines.push(`  ${name}  (not described: give its --ddf)`);
  }
  return lines;
}

function visit(name: string, node: StoredNode, ddf: DdfNode, pad: string, lines: string[]): void {
  if (!ddf.access.has('Get') && !ddf.access.has('Exec')) {
    lines.push(`${pad}${name}  (not readable)`);
  } else if ('children' in node) {
    lines.push(`${pad}${name}`);
    for (const [child, below] of Object.entries(node.children)) {
      const described = ddfChild(ddf, child);
      if (described) visit(child, below, described, `${pad}  `, lines);
    }
  } else if ('blob' in node) {
    lines.push(`${pad}${name} = ${node.blob.size} bytes of ${node.blob.contentType}`);
  } else {
    lines.push(`${pad}${name} = ${node.value === null ? '(null)' : String(node.value)}`);
  }
}
