import {
  ddfChild,
  MOID,
  resolveClientUri,
  type ClientUri,
  type DdfNode,
  type Resolution,
  type TreeNode,
} from '@dm2/protocol';
import { AccessRights, serverAuthority, visibleRules } from './access-rights.js';
import { mayManage, rootDdf, type Account, type Descriptions } from './accounts.js';
import {
  childOf,
  isInterior,
  type StoredInstance,
  type StoredNode,
  type StoredTree,
} from './stored-device.js';

/** A node of the stored tree as addressing sees it. */
export interface DeviceNode extends TreeNode {
  readonly stored: StoredNode;
}

/** Where a node is, and who looks. */
interface Place {
  readonly rights: AccessRights;
  readonly moid: string;
  readonly miid: string;
  readonly path: readonly string[];
}

/** A leaf that the server can't read has no value here either: an `nv` field must not be a way to guess secrets. */
function view(name: string, stored: StoredNode, ddf: DdfNode | undefined, place: Place): DeviceNode {
  const { rights, moid, miid, path } = place;
  const below = (child: string) => ({ ...place, path: [...path, child] });
  const readable = ddf?.access.has('Get') === true && rights.allows('read', moid, miid, path);
  return {
    name,
    stored,
    ...(readable && 'value' in stored && stored.value !== null ? { value: String(stored.value) } : {}),
    child: (given) => {
      const child = actualName(stored, given, ddf);
      const found = child === undefined ? undefined : childOf(stored, child);
      return found && child !== undefined
        ? view(child, found, ddf && ddfChild(ddf, child), below(child))
        : undefined;
    },
    children: function* () {
      if (!isInterior(stored)) return;
      for (const [child, found] of Object.entries(stored.children))
        yield view(child, found, ddf && ddfChild(ddf, child), below(child));
    },
  };
}

/** The name under which a child is there: where `CaseSense` is CIS, letters of either case are the same (TS 6.4). */
export function actualName(parent: StoredNode, name: string, ddf: DdfNode | undefined): string | undefined {
  if (childOf(parent, name)) return name;
  if (!ddf || !isInterior(parent)) return undefined;
  const key = nameKey(name, ddf);
  if (childOf(parent, key)) return key;
  if (key === name) return undefined;
  return Object.keys(parent.children).find((child) => nameKey(child, ddf) === key);
}

/** What two names have in common that are those of one child: the name that is described, or letters of one case. */
export function nameKey(name: string, parent: DdfNode): string {
  const described = ddfChild(parent, name);
  if (!described) return name;
  return described.name ?? (parent.caseSensitive && described.caseSensitive ? name : name.toLowerCase());
}

/** Resolves a ClientURI against a device's tree (TS 6.1.2), as the server of an account may see it. */
export function resolveOnDevice(
  uri: ClientUri,
  tree: StoredTree,
  descriptions: Descriptions,
  account: Account,
): Resolution<DeviceNode> {
  const rights = new AccessRights(tree, serverAuthority(account.srvId));
  const rootOf = ({ moid, root }: StoredInstance) =>
    moid === MOID.accessControl ? visibleRules(root, rights, (other) => mayManage(account, other)) : root;
  return resolveClientUri(uri, {
    instances: (moid) =>
      tree.instances
        .filter((instance) => instance.moid === moid)
        .map((instance) => ({
          miid: instance.miid,
          root: view(instance.name, rootOf(instance), rootDdf(descriptions, moid), {
            rights,
            moid,
            miid: instance.miid,
            path: [],
          }),
        })),
  });
}
