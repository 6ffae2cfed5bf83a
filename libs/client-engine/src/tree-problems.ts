import { ddfChild, type DdfNode } from '@dm2/protocol';
import { rootDdf, type Descriptions } from './accounts.js';
import { leafFromJson, mostOf, mustBe } from './mo-data.js';
import { isInterior, type StoredNode, type StoredTree } from './stored-device.js';

/**
 * What of a tree its descriptions do not allow (TS 6.3.1): nodes that are not described, too few or too many of a kind, a leaf in
 * place of an interior node, a value of another format. Empty for every tree that commands can lead to.
 */
export function treeProblems(tree: StoredTree, descriptions: Descriptions): string[] {
  return tree.instances.flatMap(({ moid, miid, root }) => {
    const at = `${moid}/${miid}`;
    const ddf = rootDdf(descriptions, moid);
    if (!ddf) return [`${at} is not described`];
    const count = tree.instances.filter((instance) => instance.moid === moid).length;
    const many = count > mostOf(ddf) ? [`${moid} is there ${count} times`] : [];
    return [...many, ...nodeProblems(root, ddf, at)];
  });
}

function nodeProblems(node: StoredNode, ddf: DdfNode, at: string): string[] {
  if (!isInterior(node)) return leafProblems(node, ddf, at);
  if (ddf.format !== 'node') return [`${at} is an interior node, its format is ${ddf.format}`];
  const names = Object.keys(node.children);
  const numbers = ddf.children.flatMap((child) => {
    const count = names.filter((name) => ddfChild(ddf, name) === child).length;
    return (count === 0 && mustBe(child)) || count > mostOf(child)
      ? [`${at}/${child.name ?? '<x>'} is there ${count} times`]
      : [];
  });
  const below = Object.entries(node.children).flatMap(([name, child]) => {
    const described = ddfChild(ddf, name);
    return described ? nodeProblems(child, described, `${at}/${name}`) : [`${at}/${name} is not described`];
  });
  return [...numbers, ...below];
}

function leafProblems(node: Exclude<StoredNode, { children: unknown }>, ddf: DdfNode, at: string): string[] {
  if ('blob' in node) return ddf.format === 'node' ? [`${at} is a leaf, its format is node`] : [];
  try {
    leafFromJson(node.value, ddf.format, at);
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
