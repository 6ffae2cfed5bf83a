import type { Alert, ConnectionType } from '@dm2/protocol';

/** A leaf's value as kept: in place up to 64 KiB, else by reference to a blob. */
export type StoredNode =
  | { readonly children: Readonly<Record<string, StoredNode>> }
  | { readonly value: LeafValue }
  | { readonly blob: { readonly sha256: string; readonly size: number; readonly contentType: string } };

/** Base64 for `bin` and `b64`, `null` for `null`. */
export type LeafValue = string | number | boolean | null;

/** An instance of a management object. */
export interface StoredInstance {
  readonly moid: string;
  readonly miid: string;
  /** Name of the root node. */
  readonly name: string;
  readonly root: StoredNode;
  /** The device's change that made it what it is. */
  readonly version: number;
}

/** The DM tree of a device. */
export interface StoredTree {
  /** Tells this device's validators from those of another, or of this one before it was reset. */
  readonly epoch: string;
  /** Changes so far, over all instances. */
  readonly changes: number;
  readonly nextMiid: number;
  readonly instances: readonly StoredInstance[];
}

/** An alert that waits for a session. */
export interface PendingAlert {
  readonly alert: Alert;
  /** The server it is for; absent for any. */
  readonly srvId?: string;
  /** Where an asynchronous EXEC asked for its result; absent for the account's own URI. */
  readonly serverUri?: string;
  /** A session is opened for it (TS 5.3.5); otherwise it goes with the next one. */
  readonly prompt?: boolean;
}

/** An EXEC that was answered 202 and is still to be done. */
export interface PendingExecution {
  /** The node, without x-names and wildcards. */
  readonly clientUri: string;
  readonly srvId: string;
  readonly serverUri?: string;
}

/** What a server wants to know of (TS 5.3.11). */
export interface Subscription {
  /** As it came: UNSUB names it by the same text. */
  readonly clientUri: string;
  /** Where changes are PUT; its parameters are filled in when it is used (TS 6.2). */
  readonly serverUri: string;
  readonly srvId: string;
  /** Digest of what the server knows. */
  readonly reported: string;
}

/** Where an object comes from when an application of the device wants it (TS 5.3.10). */
export interface DefaultSource {
  readonly moid: string;
  readonly serverUri: string;
  readonly srvId: string;
}

/** How a device can reach a server. */
export type Bearer = Exclude<ConnectionType, 'any'>;

/** A session that a notification asked for, over connections of which none was there (TS 5.2.1.2). */
export interface AwaitedSession {
  readonly srvId: string;
  readonly notificationId?: number;
  /** Those it waits for, the preferred first. */
  readonly bearers: readonly Bearer[];
}

/** Everything of a device that survives a restart. Plain JSON. */
export interface StoredDevice extends StoredTree {
  /** SERVER-ID and NOTIFICATION-ID of notifications taken, newest last. */
  readonly seenNotifications: readonly string[];
  readonly awaitedSessions: readonly AwaitedSession[];
  readonly pendingAlerts: readonly PendingAlert[];
  readonly pendingExecutions: readonly PendingExecution[];
  readonly subscriptions: readonly Subscription[];
  /** One for each MOID. */
  readonly defaults: readonly DefaultSource[];
  /** `SrvID` of each bootstrapped server whose first session is still to come (TS 8). */
  readonly bootstrapped: readonly string[];
  /** Digest of the descriptions by which the tree was read last. */
  readonly described?: string;
  /** SHA-256 of the bootstrap that was applied last. */
  readonly bootstrapDigest?: string;
}

export const EMPTY_DEVICE: StoredDevice = {
  epoch: '0',
  changes: 0,
  nextMiid: 1,
  instances: [],
  seenNotifications: [],
  awaitedSessions: [],
  pendingAlerts: [],
  pendingExecutions: [],
  subscriptions: [],
  defaults: [],
  bootstrapped: [],
};

export function isInterior(
  node: StoredNode,
): node is { readonly children: Readonly<Record<string, StoredNode>> } {
  return 'children' in node;
}

/** An interior node; any name is taken as it is, `__proto__` too. */
export function interiorNode(children: Iterable<readonly [string, StoredNode]>): StoredNode {
  return { children: Object.fromEntries(children) };
}

/** A child by its own name. */
export function childOf(node: StoredNode, name: string): StoredNode | undefined {
  return isInterior(node) && Object.hasOwn(node.children, name) ? node.children[name] : undefined;
}

/** The node at a path below another. */
export function nodeAt(root: StoredNode, path: readonly string[]): StoredNode | undefined {
  let at: StoredNode | undefined = root;
  for (const name of path) at = at && childOf(at, name);
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
  const changed = rest.length === 0 ? node : withNode(childOf(root, name) ?? { children: {} }, rest, node);
  if (changed) return { children: { ...children, [name]: changed } };
  return interiorNode(Object.entries(children).filter(([other]) => other !== name));
}

export function findInstance(tree: StoredTree, moid: string, miid: string): StoredInstance | undefined {
  return tree.instances.find((instance) => instance.moid === moid && instance.miid === miid);
}

/** The cache validator of an instance (TS 11): another after each change of it. */
export function validatorOf(tree: StoredTree, instance: StoredInstance): string {
  return `${tree.epoch}-${instance.version}`;
}

/** Sets the node at a path of an instance, or removes it; a new version of the instance. */
export function setNode<T extends StoredTree>(
  tree: T,
  moid: string,
  miid: string,
  path: readonly string[],
  node: StoredNode | undefined,
): T {
  const changes = tree.changes + 1;
  return {
    ...tree,
    changes,
    instances: tree.instances.flatMap((instance) => {
      if (instance.moid !== moid || instance.miid !== miid) return [instance];
      if (path.length === 0 && node === undefined) return [];
      return [{ ...instance, root: withNode(instance.root, path, node), version: changes }];
    }),
  };
}

/** Adds an instance; without `miid` the client assigns one that was never used before (TS 5.3.1). */
export function addInstance<T extends StoredTree>(
  tree: T,
  moid: string,
  name: string,
  root: StoredNode,
  miid?: string,
): { tree: T; miid: string } {
  let { nextMiid } = tree;
  let chosen = miid;
  while (chosen === undefined || (miid === undefined && findInstance(tree, moid, chosen)))
    chosen = `i${nextMiid++}`;
  const changes = tree.changes + 1;
  const instance = { moid, miid: chosen, name, root, version: changes };
  return {
    miid: chosen,
    tree: { ...tree, changes, nextMiid, instances: [...tree.instances, instance] },
  };
}

/** Bytes that the values of a tree take, names and structure not counted. */
export function valueBytes(tree: StoredTree): number {
  const sizeOf = (node: StoredNode): number => {
    if ('blob' in node) return node.blob.size;
    if (isInterior(node)) return Object.values(node.children).reduce((sum, child) => sum + sizeOf(child), 0);
    return typeof node.value === 'string' ? Buffer.byteLength(node.value) : 8;
  };
  return tree.instances.reduce((sum, { root }) => sum + sizeOf(root), 0);
}

/** Every blob the tree refers to. */
export function blobsOf(tree: StoredTree): Set<string> {
  const found = new Set<string>();
  const visit = (node: StoredNode): void => {
    if ('blob' in node) found.add(node.blob.sha256);
    else if (isInterior(node)) Object.values(node.children).forEach(visit);
  };
  tree.instances.forEach((instance) => visit(instance.root));
  return found;
}

/** Whether two nodes hold the same. */
export function sameNode(a: StoredNode, b: StoredNode): boolean {
  if ('value' in a) return 'value' in b && a.value === b.value;
  if ('blob' in a) return 'blob' in b && a.blob.sha256 === b.blob.sha256;
  if (!isInterior(b)) return false;
  const names = Object.keys(a.children);
  return (
    names.length === Object.keys(b.children).length &&
    names.every((name) => {
      const [left, right] = [childOf(a, name), childOf(b, name)];
      return left !== undefined && right !== undefined && sameNode(left, right);
    })
  );
}
