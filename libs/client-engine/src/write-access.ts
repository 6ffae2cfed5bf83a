import { ddfChild, type AccessType, type DdfNode } from '@dm2/protocol';
import { CommandFailure } from './command-failure.js';
import { mostOf } from './mo-data.js';
import { childOf, isInterior, sameNode, type StoredNode } from './stored-device.js';

/**
 * Whether an HGET may make a node of what is there (TS 6.3.1.1): the rights are needed on every node involved. What is new needs
 * Add, what has another value needs Replace, what goes needs Delete or Replace; what stays as it is needs nothing. Below a new
 * node, a child that can be replaced, or that always comes with its parent, may come along.
 *
 * @throws CommandFailure 403
 */
export function checkWrite(
  before: StoredNode | undefined,
  after: StoredNode,
  ddf: DdfNode,
  at: string,
): void {
  checkPlace(before, ddf, at);
  if (before) checkChanged(before, after, ddf, at);
  else checkNew(after, ddf, at);
}

/** Whether something may be stored at a node that is there, or one may be made (TS 6.3.1.2). @throws CommandFailure 403 */
export function checkPlace(before: StoredNode | undefined, ddf: DdfNode, at: string): void {
  if (!before && ddf.scope === 'Permanent')
    throw new CommandFailure(403, `${at} is permanent: it comes with its parent`);
  need(ddf, at, before ? 'Replace' : 'Add');
}

function checkNew(node: StoredNode, ddf: DdfNode, at: string): void {
  if (!isInterior(node)) return;
  for (const [name, child] of Object.entries(node.children)) {
    const described = childDdf(ddf, name, at);
    if (described.occurrence.kind !== 'One' && described.scope !== 'Permanent')
      need(described, `${at}/${name}`, 'Add', 'Replace');
    checkNew(child, described, `${at}/${name}`);
  }
}

function checkChanged(before: StoredNode, after: StoredNode, ddf: DdfNode, at: string): void {
  if (!isInterior(after) || !isInterior(before)) {
    if (!sameNode(before, after)) need(ddf, at, 'Replace');
    return;
  }
  for (const [name, child] of Object.entries(after.children)) {
    const described = childDdf(ddf, name, at);
    const old = childOf(before, name);
    if (old) checkChanged(old, child, described, `${at}/${name}`);
    else {
      need(described, `${at}/${name}`, 'Add');
      checkNew(child, described, `${at}/${name}`);
    }
  }
  for (const name of Object.keys(before.children)) {
    if (childOf(after, name)) continue;
    const described = childDdf(ddf, name, at);
    if (described.scope === 'Permanent') throw new CommandFailure(403, `${at}/${name} is permanent`);
    need(described, `${at}/${name}`, 'Delete', 'Replace');
  }
}

function need(ddf: DdfNode, at: string, ...one: AccessType[]): void {
  if (!one.some((access) => ddf.access.has(access)))
    throw new CommandFailure(403, `${at} does not allow ${one.join(' or ')}`);
}

function childDdf(ddf: DdfNode, name: string, at: string): DdfNode {
  const described = ddfChild(ddf, name);
  if (!described) throw new CommandFailure(403, `${at}/${name} is not described`);
  return described;
}

/**
 * Whether a new child has room beside those that are there (TS 6.3.1, Occurrence).
 *
 * @throws CommandFailure 403
 */
export function checkRoom(parent: StoredNode, parentDdf: DdfNode, ddf: DdfNode, at: string): void {
  if (!isInterior(parent)) return;
  const alike = Object.keys(parent.children).filter((name) => ddfChild(parentDdf, name) === ddf);
  if (alike.length >= mostOf(ddf))
    throw new CommandFailure(403, `${at} would be one too many: there may be ${mostOf(ddf)}`);
}
