import type { Alert } from '@dm2/protocol';

/** A leaf's value as kept: in place up to 64 KiB, else by reference to a blob. */
export type StoredNode =
  | { readonly children: Readonly<Record<string, StoredNode>> }
  | { readonly value: string | number | boolean | null }
  | { readonly blob: { readonly sha256: string; readonly size: number; readonly contentType: string } };

/** An instance of a management object. */
export interface StoredInstance {
  readonly moid: string;
  readonly miid: string;
  /** Name of the root node. */
  readonly name: string;
  readonly root: StoredNode;
  /** Counts changes of the instance; its cache validator (TS 11). */
  readonly version: number;
}

/** An alert that waits for the next session, or for one with the server it is meant for. */
export interface PendingAlert {
  readonly alert: Alert;
  /** Where an asynchronous EXEC asked for its result; absent for the account's own server. */
  readonly serverUri?: string;
}

/** Everything of a device that survives a restart. Plain JSON. */
export interface StoredDevice {
  readonly instances: readonly StoredInstance[];
  readonly nextMiid: number;
  /** SERVER-ID and NOTIFICATION-ID of notifications taken, newest last. */
  readonly seenNotifications: readonly string[];
  readonly pendingAlerts: readonly PendingAlert[];
  /** A bootstrap has succeeded and its first session is still to come (TS 8). */
  readonly bootstrapComplete: boolean;
}

export const EMPTY_DEVICE: StoredDevice = {
  instances: [],
  nextMiid: 1,
  seenNotifications: [],
  pendingAlerts: [],
  bootstrapComplete: false,
};

export function isInterior(
  node: StoredNode,
): node is { readonly children: Readonly<Record<string, StoredNode>> } {
  return 'children' in node;
}

/** The node at a path below another. */
export function nodeAt(root: StoredNode, path: readonly string[]): StoredNode | undefined {
  let at: StoredNode | undefined = root;
  for (const name of path) {
    at = at && isInterior(at) && Object.hasOwn(at.children, name) ? at.children[name] : undefined;
  }
  return at;
}

/** A tree in which the node at a path is another, or gone. Its parent must exist. */
export function withNode(
  root: StoredNode,
  path: readonly string[],
  node: StoredNode | undefined,
): StoredNode {
  const [name, ...rest] = path;
  if (name === undefined) return node ?? root;
  const children = isInterior(root) ? root.children : {};
  const { [name]: old, ...others } = children;
  if (rest.length === 0) return { children: node ? { ...children, [name]: node } : others };
  return { children: { ...children, [name]: withNode(old ?? { children: {} }, rest, node) } };
}

export function findInstance(state: StoredDevice, moid: string, miid: string): StoredInstance | undefined {
  return state.instances.find((instance) => instance.moid === moid && instance.miid === miid);
}

/** Sets the node at a path of an instance; a new version of it. */
export function setNode(
  state: StoredDevice,
  moid: string,
  miid: string,
  path: readonly string[],
  node: StoredNode | undefined,
): StoredDevice {
  return {
    ...state,
    instances: state.instances.flatMap((instance) => {
      if (instance.moid !== moid || instance.miid !== miid) return [instance];
      if (path.length === 0 && node === undefined) return [];
      return [{ ...instance, root: withNode(instance.root, path, node), version: instance.version + 1 }];
    }),
  };
}

/** Adds an instance; the client assigns its MIID (TS 5.3.1). */
export function addInstance(
  state: StoredDevice,
  moid: string,
  name: string,
  root: StoredNode,
  miid?: string,
): { state: StoredDevice; miid: string } {
  let next = state.nextMiid;
  let chosen = miid;
  while (chosen === undefined || (miid === undefined && findInstance(state, moid, chosen)))
    chosen = `i${next++}`;
  const instance = { moid, miid: chosen, name, root, version: 1 };
  return { miid: chosen, state: { ...state, nextMiid: next, instances: [...state.instances, instance] } };
}

/** Every blob the tree refers to. */
export function blobsOf(state: StoredDevice): Set<string> {
  const found = new Set<string>();
  const visit = (node: StoredNode): void => {
    if ('blob' in node) found.add(node.blob.sha256);
    else if (isInterior(node)) Object.values(node.children).forEach(visit);
  };
  state.instances.forEach((instance) => visit(instance.root));
  return found;
}
