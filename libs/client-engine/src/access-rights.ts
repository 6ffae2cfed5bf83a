import { formatMaid, MOID, readMaid } from '@dm2/protocol';
import {
  childOf,
  isInterior,
  nodeAt,
  type StoredInstance,
  type StoredNode,
  type StoredTree,
} from './stored-device.js';

/** Access rights; the value of `AR` is their sum (TS 12.3). */
export const RIGHT = { read: 1, write: 2, execute: 4, delegate: 8 } as const;
export type Right = keyof typeof RIGHT;
export const ALL_RIGHTS = 15;

/** A management authority, as `MAID` names it: `serverid:…`, `appid:…`, or `*` for every server and every local application. */
export type Authority = string;

export const serverAuthority = (id: string): Authority => formatMaid({ kind: 'server', id });
export const applicationAuthority = (id: string): Authority => formatMaid({ kind: 'application', id });

/** What one `<MOID>/<MIID>/<x>` says: who has which rights on the sub-tree at a path. */
export interface Rule {
  readonly path: readonly string[];
  readonly permissions: readonly { readonly authority: Authority; readonly rights: number }[];
}

/** The instance that holds the rights of all; without one the device has no access control. */
export function accessControlOf(tree: StoredTree): StoredInstance | undefined {
  return tree.instances.find((instance) => instance.moid === MOID.accessControl);
}

/**
 * The rights of one authority on a device (TS 10, 12.3). The rule with the deepest path decides; there the rights of `*` and of the
 * authority add up. Without a rule there are none; without a Delegation Access Control MO every server may do everything.
 */
export class AccessRights {
  private readonly root: StoredNode | undefined;
  private readonly rules = new Map<string, readonly Rule[]>();

  constructor(
    tree: StoredTree,
    private readonly authority: Authority,
  ) {
    this.root = accessControlOf(tree)?.root;
  }

  /** Whether the authority has a right on a node. */
  allows(right: Right, moid: string, miid: string, path: readonly string[]): boolean {
    return (this.at(moid, miid, path) & RIGHT[right]) !== 0;
  }

  /** Whether it has a right on a node and on everything below it (TS 6.3.1.1: on all the nodes involved). */
  allowsAll(right: Right, moid: string, miid: string, path: readonly string[], node: StoredNode): boolean {
    if (!this.allows(right, moid, miid, path)) return false;
    if (!this.root || !isInterior(node)) return true;
    const deeper = this.rulesOf(moid, miid).some(
      (rule) => rule.path.length > path.length && covers(rule.path.slice(0, path.length), path),
    );
    if (!deeper) return true;
    return Object.entries(node.children).every(([name, child]) =>
      this.allowsAll(right, moid, miid, [...path, name], child),
    );
  }

  /** Whether it has any right on any part of an instance: only then is the instance shown to it (TS 5.2.2). */
  any(moid: string, miid: string): boolean {
    if (!this.root || moid === MOID.accessControl) return true;
    return this.rulesOf(moid, miid).some((rule) => this.sum(rule) !== 0);
  }

  private at(moid: string, miid: string, path: readonly string[]): number {
    if (!this.root) return ALL_RIGHTS;
    // Who may see and change the rights themselves is decided entry by entry.
    if (moid === MOID.accessControl) return RIGHT.read | RIGHT.write;
    let depth = -1;
    let rights = 0;
    for (const rule of this.rulesOf(moid, miid)) {
      if (rule.path.length < depth || !covers(rule.path, path)) continue;
      rights = rule.path.length > depth ? this.sum(rule) : rights | this.sum(rule);
      depth = rule.path.length;
    }
    return rights;
  }

  private sum({ permissions }: Rule): number {
    return permissions
      .filter(({ authority }) => authority === '*' || authority === this.authority)
      .reduce((sum, { rights }) => sum | rights, 0);
  }

  private rulesOf(moid: string, miid: string): readonly Rule[] {
    const key = `${moid}\n${miid}`;
    const known = this.rules.get(key);
    if (known) return known;
    const found = this.root ? readRules(nodeAt(this.root, [moid, miid])) : [];
    this.rules.set(key, found);
    return found;
  }
}

/** Whether the sub-tree at a rule's path holds a node; `*` stands for any name. */
function covers(rule: readonly string[], path: readonly string[]): boolean {
  return rule.length <= path.length && rule.every((name, i) => name === '*' || name === path[i]);
}

/** The rules below `<MOID>/<MIID>`. */
export function readRules(node: StoredNode | undefined): Rule[] {
  if (!node || !isInterior(node)) return [];
  return Object.values(node.children).map((entry) => {
    const permissions = childOf(entry, 'Permissions');
    return {
      path: pathOfRule(entry),
      permissions: permissions && isInterior(permissions) ? readPermissions(permissions.children) : [],
    };
  });
}

/** Where a rule applies, below the root of its instance (TS 12.3: `/` unless it has a Path). */
export function pathOfRule(rule: StoredNode): string[] {
  const node = childOf(rule, 'Path');
  const text = node && 'value' in node && typeof node.value === 'string' ? node.value : '/';
  return text
    .split('/')
    .filter((name) => name !== '')
    .map(decoded);
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function readPermissions(children: Readonly<Record<string, StoredNode>>): Rule['permissions'] {
  return Object.values(children).flatMap((entry) => {
    const [maid, ar] = [childOf(entry, 'MAID'), childOf(entry, 'AR')];
    if (!maid || !('value' in maid) || !ar || !('value' in ar)) return [];
    const rights = typeof ar.value === 'number' && ar.value >= 0 ? ar.value & ALL_RIGHTS : 0;
    return [{ authority: readAuthority(String(maid.value)), rights }];
  });
}

/** A MAID by the form that is compared and written: with its prefix. */
export function readAuthority(maid: string): Authority {
  return formatMaid(readMaid(maid).maid);
}

/** The Delegation Access Control data as one server may see it: nothing of what it does not manage or has no right on. */
export function visibleRules(
  root: StoredNode,
  rights: AccessRights,
  manages: (moid: string) => boolean,
): StoredNode {
  if (!isInterior(root)) return root;
  const moids = Object.entries(root.children).flatMap(([moid, node]): [string, StoredNode][] => {
    if (!manages(moid) || !isInterior(node)) return [];
    const miids = Object.entries(node.children).filter(([miid]) => rights.any(moid, miid));
    return miids.length === 0 ? [] : [[moid, { children: Object.fromEntries(miids) }]];
  });
  return { children: Object.fromEntries(moids) };
}
