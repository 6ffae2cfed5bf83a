import { resolveClientUri, type ClientUri, type Resolution, type TreeNode } from '@dm2/protocol';
import { isInterior, type StoredDevice, type StoredNode } from './stored-device.js';

/** A node of the stored tree as addressing sees it. */
export interface DeviceNode extends TreeNode {
  readonly stored: StoredNode;
}

function view(name: string, stored: StoredNode): DeviceNode {
  return {
    name,
    stored,
    ...('value' in stored && stored.value !== null ? { value: String(stored.value) } : {}),
    child: (child) =>
      isInterior(stored) && Object.hasOwn(stored.children, child)
        ? view(child, stored.children[child] ?? { value: null })
        : undefined,
    children: function* () {
      if (isInterior(stored))
        for (const [child, below] of Object.entries(stored.children)) yield view(child, below);
    },
  };
}

/** Resolves a ClientURI against a device's tree (TS 6.1.2). */
export function resolveOnDevice(uri: ClientUri, state: StoredDevice): Resolution<DeviceNode> {
  return resolveClientUri(uri, {
    instances: (moid) =>
      state.instances
        .filter((instance) => instance.moid === moid)
        .map((instance) => ({ miid: instance.miid, root: view(instance.name, instance.root) })),
  });
}
