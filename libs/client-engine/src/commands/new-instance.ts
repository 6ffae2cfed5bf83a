import type { DdfNode, MoItem } from '@dm2/protocol';
import { CommandFailure } from '../command-failure.js';
import { isNodeName, mostOf } from '../mo-data.js';
import type { StoredInstance, StoredTree } from '../stored-device.js';

/** The name of the node that an item is about: its one member. @throws CommandFailure 415 */
export function nameOf({ MOData }: MoItem, moid: string): string {
  const [name = ''] = Object.keys(MOData);
  if (!isNodeName(name, moid)) throw new CommandFailure(415, `"${name}" is no name of a node (TS 6.3.1)`);
  return name;
}

/** The only instance there can be of an object, if it is there (TS 6.3.1, Occurrence of the root). */
export function onlyInstance(tree: StoredTree, moid: string, root: DdfNode): StoredInstance | undefined {
  return mostOf(root) === 1 ? tree.instances.find((instance) => instance.moid === moid) : undefined;
}

/** Whether one more instance of an object has room. @throws CommandFailure 403 */
export function checkInstances(tree: StoredTree, moid: string, root: DdfNode): void {
  const count = tree.instances.filter((instance) => instance.moid === moid).length;
  if (count >= mostOf(root))
    throw new CommandFailure(403, `there are ${count} of ${moid} already: there may be ${mostOf(root)}`);
}
