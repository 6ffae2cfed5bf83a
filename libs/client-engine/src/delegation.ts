import { MOID } from '@dm2/protocol';
import {
  accessControlOf,
  AccessRights,
  ALL_RIGHTS,
  pathOfRule,
  readAuthority,
  readRules,
  serverAuthority,
  type Authority,
  type Rule,
} from './access-rights.js';
import { accountsOf, mayManage, type Account } from './accounts.js';
import { CommandFailure } from './command-failure.js';
import {
  childOf,
  findInstance,
  interiorNode,
  isInterior,
  nodeAt,
  sameNode,
  setNode,
  withNode,
  type StoredNode,
  type StoredTree,
} from './stored-device.js';

/** Gives an authority rights on an instance, beside what others have. A device without access control stays without. */
export function grant<T extends StoredTree>(
  tree: T,
  moid: string,
  miid: string,
  authority: Authority,
  rights = ALL_RIGHTS,
): T {
  const control = accessControlOf(tree);
  if (!control) return tree;
  const at = [moid, miid, ruleOfRoot(nodeAt(control.root, [moid, miid]))];
  const known = nodeAt(control.root, at) ?? interiorNode([]);
  const before = nodeAt(control.root, [...at, 'Permissions']);
  const entries = before && isInterior(before) ? Object.entries(before.children) : [];
  const others = entries.filter(([, entry]) => maidOf(entry) !== authority);
  const names = new Set(others.map(([name]) => name));
  let number = 1;
  while (names.has(`x${number}`)) number += 1;
  const permission = interiorNode([
    ['MAID', { value: authority }],
    ['AR', { value: rights }],
  ]);
  const rule = withNode(known, ['Permissions'], interiorNode([...others, [`x${number}`, permission]]));
  return sameNode(known, rule) ? tree : setNode(tree, MOID.accessControl, control.miid, at, rule);
}

/** The rule for a whole instance: one that has a Path is for a part of it. */
function ruleOfRoot(rules: StoredNode | undefined): string {
  const known = rules && isInterior(rules) ? Object.entries(rules.children) : [];
  const whole = known.find(([, rule]) => pathOfRule(rule).length === 0);
  if (whole) return whole[0];
  let name = 'rule';
  for (let number = 2; rules && childOf(rules, name); number += 1) name = `rule${number}`;
  return name;
}

function maidOf(entry: StoredNode): unknown {
  const maid = childOf(entry, 'MAID');
  return maid && 'value' in maid ? maid.value : undefined;
}

/** A new version of the access rights: what a server sees of them is another, though they are the same (TS 11). */
export function touchAccessControl<T extends StoredTree>(tree: T): T {
  const control = accessControlOf(tree);
  return control ? setNode(tree, MOID.accessControl, control.miid, [], control.root) : tree;
}

/** Forgets all rights on an instance that is gone. */
export function revokeAll<T extends StoredTree>(tree: T, moid: string, miid: string): T {
  const control = accessControlOf(tree);
  const instances = control && nodeAt(control.root, [moid]);
  if (!control || !instances || !childOf(instances, miid)) return tree;
  const last = isInterior(instances) && Object.keys(instances.children).length === 1;
  return setNode(tree, MOID.accessControl, control.miid, last ? [moid] : [moid, miid], undefined);
}

/** Takes every right from an authority that is gone: another of the same name must not inherit them. */
export function revokeAuthority<T extends StoredTree>(tree: T, authority: Authority): T {
  const control = accessControlOf(tree);
  if (!control) return tree;
  const without = (node: StoredNode, depth: number): StoredNode => {
    if (!isInterior(node)) return node;
    const kept = Object.entries(node.children).filter(
      ([, child]) => depth < DEPTH_OF_PERMISSION || !hasMaid(child, authority),
    );
    return interiorNode(kept.map(([name, child]) => [name, without(child, depth + 1)] as const));
  };
  const root = without(control.root, 1);
  return sameNode(root, control.root) ? tree : setNode(tree, MOID.accessControl, control.miid, [], root);
}

/** `<MOID>/<MIID>/<x>/Permissions/<x>` (TS 12.3). */
const DEPTH_OF_PERMISSION = 5;

function hasMaid(permission: StoredNode, authority: Authority): boolean {
  const maid = maidOf(permission);
  return typeof maid === 'string' && readAuthority(maid) === authority;
}

/**
 * Whether a server may make of the Delegation Access Control MO what it is now (TS 10, 12.3): where a rule differs it needs the
 * Delegate right, and nobody is given rights on an object that was not provisioned for him.
 *
 * @throws CommandFailure 403, or 415 for data that is no rule
 */
export function checkDelegation(before: StoredTree, after: StoredTree, acting: Account): void {
  const rights = new AccessRights(before, serverAuthority(acting.srvId));
  const [old, now] = [accessControlOf(before)?.root, accessControlOf(after)?.root];
  if (!now) throw new CommandFailure(405, 'the access rights of a device can not be deleted');
  for (const moid of namesOf(old, now)) {
    const [oldMoid, newMoid] = [old && childOf(old, moid), childOf(now, moid)];
    for (const miid of namesOf(oldMoid, newMoid)) {
      const [oldRules, newRules] = [oldMoid && childOf(oldMoid, miid), newMoid && childOf(newMoid, miid)];
      if (oldRules && newRules ? sameNode(oldRules, newRules) : oldRules === newRules) continue;
      checkRules({ moid, miid }, readRules(oldRules), readRules(newRules), { rights, after, acting });
    }
  }
}

interface Delegation {
  readonly rights: AccessRights;
  readonly after: StoredTree;
  readonly acting: Account;
}

function checkRules(
  { moid, miid }: { moid: string; miid: string },
  before: readonly Rule[],
  after: readonly Rule[],
  { rights, after: tree, acting }: Delegation,
): void {
  const same = (a: Rule, b: Rule) => JSON.stringify(a) === JSON.stringify(b);
  const added = after.filter((rule) => !before.some((other) => same(rule, other)));
  const removed = before.filter((rule) => !after.some((other) => same(rule, other)));
  if (!mayManage(acting, moid))
    throw new CommandFailure(403, `${acting.srvId} was not provisioned for ${moid}`);
  if (!findInstance(tree, moid, miid))
    throw new CommandFailure(403, `there is no instance "${miid}" of ${moid} to give rights on`);
  for (const path of [...added, ...removed].flatMap((rule) => placesOf(rule, before)))
    if (!rights.allows('delegate', moid, miid, path))
      throw new CommandFailure(
        403,
        `${acting.srvId} can't delegate rights on ${moid}/${miid}/${path.join('/')}`,
      );
  for (const { permissions } of added)
    for (const { authority, rights: given } of permissions) checkAuthority(authority, given, moid, tree);
}

/** Where a rule applies: with `*` in its path also each place that another rule names, whose rights it would add to. */
function placesOf({ path }: Rule, others: readonly Rule[]): (readonly string[])[] {
  const meets = (other: readonly string[]) =>
    path.every((name, i) => name === '*' || other[i] === undefined || other[i] === '*' || name === other[i]);
  const named = others
    .filter((other) => meets(other.path))
    .map((other) => path.map((name, i) => (name === '*' ? (other.path[i] ?? name) : name)));
  return [path, ...named];
}

function checkAuthority(authority: Authority, rights: number, moid: string, tree: StoredTree): void {
  if (rights === 0 || !authority.startsWith('serverid:')) return;
  const account = accountsOf(tree).find(({ srvId }) => serverAuthority(srvId) === authority);
  if (!account) throw new CommandFailure(403, `${authority} is no server of this device`);
  if (!mayManage(account, moid))
    throw new CommandFailure(403, `${authority} was not provisioned for ${moid}`);
}

function namesOf(...nodes: (StoredNode | undefined)[]): Set<string> {
  return new Set(nodes.flatMap((node) => (node && isInterior(node) ? Object.keys(node.children) : [])));
}
