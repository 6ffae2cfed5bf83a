import {
  ddfChild,
  resolveClientUri,
  type ClientUri,
  type DdfNode,
  type Resolution,
  type TreeNode,
} from '@dm2/protocol';
import { rootDdf, type Descriptions } from './accounts.js';
import { childOf, isInterior, type StoredNode, type StoredTree } from './stored-device.js';

/** A node of the stored tree as addressing sees it. */
export interface DeviceNode extends TreeNode {
  readonly stored: StoredNode;
}

/** A leaf that can't be read has no value here either: an `nv` field must not be a way to guess secrets. */
function view(name: string, stored: StoredNode, ddf: DdfNode | undefined): DeviceNode {
  const readable = ddf?.access.has('Get') === true;
  return {
    name,
    stored,
    ...(readable && 'value' in stored && stored.value !== null ? { value: String(stored.value) } : {}),
    child: (child) => {
      const below = childOf(stored, child);
      return below && view(child, below, ddf && ddfChild(ddf, child));
    },
    children: function* () {
      if (!isInterior(stored)) return;
      for (const [child, below] of Object.entries(stored.children))
        yield view(child, below, ddf && ddfChild(ddf, child));
    },
  };
}

/** Resolves a ClientURI against a device's tree (TS 6.1.2). */
export function resolveOnDevice(
  uri: ClientUri,
  tree: StoredTree,
  descriptions: Descriptions,
): Resolution<DeviceNode> {
  return resolveClientUri(uri, {
    instances: (moid) =>
      tree.instances
        .filter((instance) => instance.moid === moid)
        .map(({ miid, name, root }) => ({ miid, root: view(name, root, rootDdf(descriptions, moid)) })),
  });
}
