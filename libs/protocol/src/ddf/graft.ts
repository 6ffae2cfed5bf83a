import { broken, type XmlElement } from './xml-tree.js';

const MAX_SEGMENTS = 100;

/**
 * The nodes at the top of a description, after those whose `Path` names a node described before have been put there: a description
 * of DM 1.3 may continue a deep tree further down. A `Path` that names none (`./DevDetail`, `...`) says where in a tree of DM 1.x the
 * object lies. Linear: each `Path` is walked once, the children of a node are indexed once.
 */
export function graft(tree: XmlElement): XmlElement[] {
  const roots: XmlElement[] = [];
  const byName = new Map<string, XmlElement>();
  const below = new Map<XmlElement, Map<string, XmlElement>>();
  const childrenOf = (node: XmlElement) => {
    const known = below.get(node) ?? nodesByName(node);
    below.set(node, known);
    return known;
  };
  for (const node of tree.children) {
    if (node.name !== 'Node') continue;
    const [first, ...rest] = segments(node);
    let parent = first === undefined ? undefined : byName.get(first);
    for (const name of rest) parent = parent && childrenOf(parent).get(name);
    if (parent) {
      childrenOf(parent).set(nameOf(node), node);
      node.children.splice(
        node.children.findIndex(({ name }) => name === 'Path'),
        1,
      );
      parent.children.push(node);
    } else {
      roots.push(node);
      if (first === undefined) byName.set(nameOf(node), node);
    }
  }
  return roots;
}

function nodesByName(node: XmlElement): Map<string, XmlElement> {
  return new Map(node.children.flatMap((child) => (child.name === 'Node' ? [[nameOf(child), child]] : [])));
}

function nameOf(node: XmlElement): string {
  return node.children.find(({ name }) => name === 'NodeName')?.text.trim() ?? '';
}

function segments(node: XmlElement): string[] {
  const text = node.children.find(({ name }) => name === 'Path')?.text ?? '';
  const path = text
    .trim()
    .split('/')
    .filter((name) => name !== '' && name !== '.');
  if (path.length > MAX_SEGMENTS)
    throw broken(node, 'Path', `has a <Path> of more than ${MAX_SEGMENTS} segments`);
  return path;
}
