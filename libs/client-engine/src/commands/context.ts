import {
  canonicalMoid,
  parseClientUri,
  ProtocolError,
  type ClientUri,
  type DdfNode,
  type DmCommand,
  type ResolvedNode,
  ddfNodeAt,
  formatClientUri,
} from '@dm2/protocol';
import { AccessRights, serverAuthority, type Right } from '../access-rights.js';
import { mayManage, rootDdf, type Account, type Descriptions } from '../accounts.js';
import { CommandFailure } from '../command-failure.js';
import type { DeviceLog } from '../device-event.js';
import type { Consent } from '../consent.js';
import { resolveOnDevice, type DeviceNode } from '../device-tree.js';
import type { Behaviour, BlobStore, BrowserPort, Clock, RepositoryTransport } from '../ports.js';
import {
  findInstance,
  validatorOf,
  type StoredNode,
  type StoredDevice,
  type StoredTree,
} from '../stored-device.js';

/** Everything a command may use. */
export interface CommandContext {
  readonly tree: StoredDevice;
  readonly account: Account;
  readonly descriptions: Descriptions;
  readonly repository: RepositoryTransport;
  readonly browser: BrowserPort;
  readonly blobs: BlobStore;
  readonly behaviour: Behaviour;
  readonly clock: Clock;
  readonly log: DeviceLog;
  /** A ServerURI ready for use. @throws CommandFailure 400 */
  readonly serverUri: (uri: string) => string;
  /** What the user and his settings say to a command. */
  readonly consents: (command: DmCommand) => Promise<Consent>;
  /** `OMADM-Accept` of the package the command came in (TS 5.5). */
  readonly serverAccepts?: string;
}

/** A change of what a device keeps beside its tree. */
export type StateChange = (state: StoredDevice) => Partial<Omit<StoredDevice, keyof StoredTree>>;

/** What a command that did not fail did. */
export interface CommandOutcome {
  readonly status: number;
  readonly uris?: readonly string[];
  readonly data?: { readonly contentType: string; readonly bytes: Uint8Array };
  /** The tree as it is to be, if the command changes it. */
  readonly tree?: StoredTree;
  /** CONT: where the session goes on. */
  readonly continueAt?: string;
  /** What else changes of the device's state, durably and together with the tree. */
  readonly more?: StateChange;
}

/** Reads a ClientURI; one that does not parse is a malformed command. An object has one MOID here, whatever the peer calls it. */
export function readClientUri(text: string): ClientUri {
  try {
    const uri = parseClientUri(text);
    return { ...uri, moid: canonicalMoid(uri.moid) };
  } catch (error) {
    if (error instanceof ProtocolError) throw new CommandFailure(400, error.message, { cause: error });
    throw error;
  }
}

export interface Target extends ResolvedNode<DeviceNode> {
  readonly ddf: DdfNode;
  readonly uri: string;
}

/** What finding nodes needs. */
export type TreeContext = Pick<CommandContext, 'tree' | 'account' | 'descriptions'>;

/**
 * The nodes a ClientURI hits, of objects that the server was provisioned for.
 *
 * @throws CommandFailure 403 for another object, 404 if nothing is there.
 */
export function findTargets(uri: ClientUri, context: TreeContext): Target[] {
  requireManaged(uri.moid, context);
  const found = resolveOnDevice(uri, context.tree, context.descriptions, context.account);
  if (!found.ok) throw new CommandFailure(found.status, found.reason);
  return found.nodes.map((node) => ({
    ...node,
    ddf: describe(node.moid, node.path, context),
    uri: addressOf(node),
  }));
}

/** The rights of the server whose command it is, on the tree as it is. */
export function rightsOf({ tree, account }: Pick<CommandContext, 'tree' | 'account'>): AccessRights {
  return new AccessRights(tree, serverAuthority(account.srvId));
}

/**
 * Whether the server has a right on a node and on all below it (TS 6.3.1.1).
 *
 * @throws CommandFailure 403
 */
export function requireRight(
  right: Right,
  target: { readonly moid: string; readonly miid: string; readonly path: readonly string[] },
  nodes: readonly (StoredNode | undefined)[],
  context: Pick<CommandContext, 'tree' | 'account'>,
): void {
  const { moid, miid, path } = target;
  const rights = rightsOf(context);
  const allowed =
    rights.allows(right, moid, miid, path) &&
    nodes.every((node) => !node || rights.allowsAll(right, moid, miid, path, node));
  if (!allowed)
    throw new CommandFailure(
      403,
      `${context.account.srvId} has no right to ${right} ${addressOf(target)} (TS 10)`,
    );
}

/** A ServerURI for packages or data: both travel over HTTP (TS 5.1.1). @throws CommandFailure 400 */
export function httpUri(serverUri: string, context: Pick<CommandContext, 'serverUri'>): string {
  const url = context.serverUri(serverUri);
  if (!/^https?:/i.test(url)) throw new CommandFailure(400, `"${url}" is no HTTP URI`);
  return url;
}

/** @throws CommandFailure 403 */
export function requireManaged(moid: string, context: TreeContext): void {
  if (!mayManage(context.account, moid))
    throw new CommandFailure(403, `${context.account.srvId} was not provisioned for ${moid}`);
}

/** @throws CommandFailure 404 */
export function describe(
  moid: string,
  path: readonly string[],
  context: Pick<CommandContext, 'descriptions'>,
): DdfNode {
  const root = rootDdf(context.descriptions, moid);
  const node = root && ddfNodeAt(root, path);
  if (!node) throw new CommandFailure(404, `${[moid, ...path].join('/')} is not described`);
  return node;
}

/** The ClientURI of a node without x-names and wildcards. */
export function addressOf(node: {
  readonly moid: string;
  readonly miid: string;
  readonly path: readonly string[];
}): string {
  return formatClientUri({
    moid: node.moid,
    instance: { kind: 'name', name: node.miid },
    path: node.path.map((name) => ({ kind: 'name', name })),
    nv: [],
  });
}

/** The cache validator of the instance a node belongs to (TS 11). */
export function validatorAt(
  node: { readonly moid: string; readonly miid: string },
  tree: StoredTree,
): string | undefined {
  const instance = findInstance(tree, node.moid, node.miid);
  return instance && validatorOf(tree, instance);
}
