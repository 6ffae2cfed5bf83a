import { MOID, type ClientUri, type DdfNode, type MoItem } from '@dm2/protocol';
import { serverAuthority } from '../access-rights.js';
import { rootDdf } from '../accounts.js';
import { CommandFailure } from '../command-failure.js';
import { checkDelegation, grant } from '../delegation.js';
import { fromMoValue, isNodeName, moveLongLeaves } from '../mo-data.js';
import { addInstance, findInstance, setNode, type StoredDevice, type StoredNode } from '../stored-device.js';
import { checkPlace, checkRoom, checkWrite } from '../write-access.js';
import { checkAccount, checkSrvUri, existingAccount, isAccount } from './store-account.js';
import {
  addressOf,
  describe,
  findTargets,
  readClientUri,
  requireManaged,
  requireRight,
  type CommandContext,
  type CommandOutcome,
} from './context.js';
import { checkInstances, nameOf, onlyInstance } from './new-instance.js';
import { isMo, receiveLeaf, receiveMo, type Received } from './received.js';

/** Where data may go: an existing node, or a new child of one. */
export interface Place {
  readonly moid: string;
  readonly miid: string;
  readonly path: readonly string[];
  readonly name: string;
  readonly ddf: DdfNode;
  readonly before: StoredNode | undefined;
}

/**
 * The place an HGET's ClientURI means, if data may go there.
 *
 * @throws CommandFailure 400 malformed, 403 no right, 404 neither node nor parent
 */
export function findPlace(clientUri: string, context: CommandContext): Place {
  const place = resolvePlace(readClientUri(clientUri), context);
  requireRight('write', place, [place.before], context);
  checkPlace(place.before, place.ddf, addressOf(place));
  return place;
}

function resolvePlace(uri: ClientUri, context: CommandContext): Place {
  const last = uri.path.at(-1);
  try {
    const [target, ...others] = findTargets(uri, context);
    if (!target || others.length > 0) throw new CommandFailure(404, 'an HGET stores at one node');
    const name =
      target.path.at(-1) ?? findInstance(context.tree, target.moid, target.miid)?.name ?? target.node.name;
    return { ...target, name, before: target.node.stored };
  } catch (error) {
    if (!(error instanceof CommandFailure) || error.status !== 404 || last?.kind !== 'name') throw error;
    const [parent, ...others] = findTargets({ ...uri, path: uri.path.slice(0, -1) }, context);
    if (!parent || others.length > 0 || parent.ddf.format !== 'node') throw error;
    if (!isNodeName(last.name, parent.moid))
      throw new CommandFailure(400, `"${last.name}" is no name of a node (TS 6.3.1)`);
    const ddf = describe(parent.moid, [...parent.path, last.name], context);
    const name = ddf.name ?? last.name;
    const path = [...parent.path, name];
    checkRoom(parent.node.stored, parent.ddf, ddf, path.join('/'));
    return { moid: parent.moid, miid: parent.miid, path, name, ddf, before: undefined };
  }
}

/** Stores what an HGET received (TS 5.3.1): at its place, or where the client chooses. @throws CommandFailure 403, 404, 415 */
export async function store(
  place: Place | undefined,
  received: Received,
  context: CommandContext,
): Promise<CommandOutcome> {
  if (!place) return storeItems(received, context);
  const node = await receiveNode(place, received, context);
  return { status: 200, tree: replace(place, node, context) };
}

async function receiveNode(place: Place, received: Received, context: CommandContext): Promise<StoredNode> {
  const { ddf } = place;
  if (isMo(received.contentType)) {
    const [item, ...others] = await receiveMo(received, context.log);
    if (!item || others.length > 0) throw new CommandFailure(415, 'several items came for one node');
    return valueNode(item, place, context);
  }
  if (ddf.format === 'node')
    throw new CommandFailure(415, `an interior node does not take ${received.contentType}`);
  return receiveLeaf(received, ddf.format, addressOf(place), context.blobs);
}

/** The node an item describes; its one member is named as the node. @throws CommandFailure 415 */
async function valueNode(
  item: MoItem,
  { moid, name, ddf, before }: Pick<Place, 'moid' | 'name' | 'ddf' | 'before'>,
  context: Pick<CommandContext, 'blobs'>,
): Promise<StoredNode> {
  const [entry] = Object.entries(item.MOData);
  if (!entry || entry[0] !== name)
    throw new CommandFailure(415, `the data is for "${entry?.[0] ?? ''}", not for "${name}"`);
  return moveLongLeaves(fromMoValue(entry[1], ddf, { moid, at: name, before }), ddf, context.blobs);
}

/** Stores at a place what the server may store there. @throws CommandFailure 403 */
function replace(place: Place, node: StoredNode, context: CommandContext): StoredDevice {
  requireRight('write', place, [place.before, node], context);
  checkWrite(place.before, node, place.ddf, addressOf(place));
  const tree = put(context.tree, place, node, context);
  if (place.moid === MOID.accessControl) checkDelegation(context.tree, tree, context.account);
  if (isAccount(place.moid)) checkSrvUri(findInstance(tree, place.moid, place.miid));
  return tree;
}

function put(tree: StoredDevice, place: Place, node: StoredNode, context: CommandContext): StoredDevice {
  const after = setNode(tree, place.moid, place.miid, place.path, node);
  return { ...after, ...context.behaviour.stored?.(after, place) };
}

/** HGET without ClientURI: each item finds its place; all of them, or none. */
async function storeItems(received: Received, context: CommandContext): Promise<CommandOutcome> {
  if (!isMo(received.contentType))
    throw new CommandFailure(415, `${received.contentType} can't be stored without a ClientURI`);
  let { tree } = context;
  const uris: string[] = [];
  for (const item of await receiveMo(received, context.log)) {
    const stored = await storeItem(item, { ...context, tree });
    tree = stored.tree;
    uris.push(stored.uri);
  }
  return { status: 200, uris, tree };
}

/** The client chooses the place: the node the item names, an account of the same server, or a new instance. */
async function storeItem(
  item: MoItem,
  context: CommandContext,
): Promise<{ tree: StoredDevice; uri: string }> {
  const uri = readItemUri(item.ClientURI);
  requireManaged(uri.moid, context);
  const root = rootDdf(context.descriptions, uri.moid);
  if (!root) throw new CommandFailure(415, `${uri.moid} is not known to this device`);
  if (uri.path.length > 0) {
    const place = resolvePlace(uri, context);
    const node = await valueNode(item, place, context);
    return { tree: replace(place, node, context), uri: addressOf(place) };
  }
  const name = nameOf(item, uri.moid);
  const existing = existingInstance(uri, item, root, context);
  const node = await valueNode(item, { moid: uri.moid, name, ddf: root, before: existing?.root }, context);
  if (existing) {
    const place = { moid: uri.moid, miid: existing.miid, path: [], name, ddf: root, before: existing.root };
    if (!isAccount(uri.moid)) return { tree: replace(place, node, context), uri: addressOf(place) };
    requireRight('write', place, [existing.root], context);
    checkAccount(existing, node, context);
    return { tree: put(context.tree, place, node, context), uri: addressOf(place) };
  }
  if (isAccount(uri.moid)) checkAccount(existing, node, context);
  else checkWrite(undefined, node, root, uri.moid);
  checkInstances(context.tree, uri.moid, root);
  const { tree, miid } = addInstance(context.tree, uri.moid, name, node);
  // The creator of an instance gets all rights on it, alone (TS 10).
  const owned = grant(tree, uri.moid, miid, serverAuthority(context.account.srvId));
  return { tree: owned, uri: addressOf({ moid: uri.moid, miid, path: [] }) };
}

function readItemUri(text: string): ClientUri {
  try {
    return readClientUri(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : '';
    throw new CommandFailure(415, `ClientURI of the data: ${reason}`, { cause });
  }
}

/** The instance an item replaces: the one it names, the account of the server it names, or the only one there can be. */
function existingInstance(uri: ClientUri, item: MoItem, root: DdfNode, { tree }: CommandContext) {
  if (uri.instance.kind === 'name') {
    const named = findInstance(tree, uri.moid, uri.instance.name);
    if (named) return named;
  }
  if (isAccount(uri.moid)) return existingAccount(item, tree);
  return onlyInstance(tree, uri.moid, root);
}
