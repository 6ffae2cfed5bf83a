import { decodeMo, MOID, ProtocolError, type ClientUri, type DdfNode, type MoItem } from '@dm2/protocol';
import { accountsOf } from '../accounts.js';
import { CommandFailure } from '../command-failure.js';
import { collect, fromMoValue, leafFromText } from '../mo-data.js';
import {
  addInstance,
  findInstance,
  nodeAt,
  setNode,
  type StoredDevice,
  type StoredNode,
} from '../stored-device.js';
import {
  addressOf,
  describe,
  findTargets,
  readClientUri,
  requireManaged,
  type CommandContext,
  type CommandOutcome,
} from './context.js';
import { isMo } from './repository.js';

/** Most bytes of MO data in one HGET. */
export const MAX_MO_BYTES = 8 * 1024 * 1024;
/** A leaf beyond this is kept as a blob. */
export const MAX_LEAF_IN_PLACE = 64 * 1024;

export interface Received {
  readonly contentType: string;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** Where data may go: an existing node, or a new child of one. */
interface Place {
  readonly moid: string;
  readonly miid: string;
  readonly path: readonly string[];
  readonly ddf: DdfNode;
  readonly exists: boolean;
}

/** Stores what an HGET received (TS 5.3.1). @throws CommandFailure 403, 404, 415 */
export async function store(
  clientUri: string | undefined,
  received: Received,
  context: CommandContext,
): Promise<CommandOutcome> {
  if (clientUri !== undefined) return storeAt(readClientUri(clientUri), received, context);
  if (!isMo(received.contentType))
    throw new CommandFailure(415, `${received.contentType} can't be stored without a ClientURI`);
  let { state } = context;
  const uris: string[] = [];
  for (const item of await readMo(received)) {
    const stored = storeItem(item, { ...context, state });
    state = stored.state;
    uris.push(stored.uri);
  }
  return { status: 200, uris, state };
}

async function readMo(received: Received): Promise<MoItem[]> {
  const bytes = await collect(received.chunks, MAX_MO_BYTES);
  try {
    const { items } = decodeMo(bytes);
    if (items.length === 0) throw new CommandFailure(415, 'the MO data is empty');
    return items;
  } catch (error) {
    if (error instanceof ProtocolError) throw new CommandFailure(415, error.message, { cause: error });
    throw error;
  }
}

async function storeAt(uri: ClientUri, received: Received, context: CommandContext): Promise<CommandOutcome> {
  const place = findPlace(uri, context);
  const needed = place.exists ? 'Replace' : 'Add';
  if (!place.ddf.access.has(needed))
    throw new CommandFailure(403, `${addressOf(place)} does not allow ${needed}`);
  const node = await receiveNode(place, received, context);
  return { status: 200, state: setNode(context.state, place.moid, place.miid, place.path, node) };
}

function findPlace(uri: ClientUri, context: CommandContext): Place {
  try {
    const targets = findTargets(uri, context);
    const [target] = targets;
    if (!target || targets.length !== 1) throw new CommandFailure(404, 'HGET needs one node to store at');
    return { ...target, exists: true };
  } catch (error) {
    const last = uri.path.at(-1);
    if (!(error instanceof CommandFailure) || error.status !== 404 || last?.kind !== 'name') throw error;
    const parents = findTargets({ ...uri, path: uri.path.slice(0, -1) }, context);
    const [parent] = parents;
    if (!parent || parents.length !== 1) throw error;
    const path = [...parent.path, last.name];
    return {
      moid: parent.moid,
      miid: parent.miid,
      path,
      ddf: describe(parent.moid, path, context),
      exists: false,
    };
  }
}

async function receiveNode(place: Place, received: Received, context: CommandContext): Promise<StoredNode> {
  const name = place.path.at(-1) ?? findInstance(context.state, place.moid, place.miid)?.name ?? '';
  if (isMo(received.contentType)) {
    const items = await readMo(received);
    const [item] = items;
    if (!item || items.length !== 1) throw new CommandFailure(415, `${items.length} items for one node`);
    const [entry] = Object.entries(item.MOData);
    if (!entry || entry[0] !== name)
      throw new CommandFailure(415, `the data is for "${entry?.[0] ?? ''}", not for "${name}"`);
    return fromMoValue(entry[1], place.ddf, name);
  }
  if (place.ddf.format === 'node')
    throw new CommandFailure(
      415,
      `an interior node takes application/dmmo+json, not ${received.contentType}`,
    );
  return receiveLeaf(place, received, context);
}

/** A bare value: kept in place if it is small, as a blob if not. */
async function receiveLeaf(place: Place, received: Received, context: CommandContext): Promise<StoredNode> {
  const { ddf } = place;
  const iterator = received.chunks[Symbol.asyncIterator]();
  const head: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const next = await iterator.next();
    if (next.done) return { value: smallLeaf(Buffer.concat(head), ddf, place) };
    head.push(next.value);
    size += next.value.length;
    if (size > MAX_LEAF_IN_PLACE) break;
  }
  if (ddf.format !== 'bin' && ddf.format !== 'b64') {
    await iterator.return?.(undefined);
    throw new CommandFailure(
      415,
      `${addressOf(place)} takes at most ${MAX_LEAF_IN_PLACE} bytes of ${ddf.format}`,
    );
  }
  const blob = await context.blobs.write(chain(head, iterator));
  return { blob: { ...blob, contentType: received.contentType } };
}

function smallLeaf(bytes: Buffer, ddf: DdfNode, place: Place): string | number | boolean | null {
  if (ddf.format === 'bin' || ddf.format === 'b64') return bytes.toString('base64');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new CommandFailure(415, `${addressOf(place)} takes text in UTF-8`, { cause });
  }
  return leafFromText(text, ddf.format, addressOf(place));
}

async function* chain(
  head: readonly Uint8Array[],
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    yield* head;
    for (;;) {
      const next = await rest.next();
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await rest.return?.(undefined);
  }
}

/** The client chooses the place: the instance the item names, an account of the same server, or a new instance. */
function storeItem(item: MoItem, context: CommandContext): { state: StoredDevice; uri: string } {
  const uri = readItemUri(item.ClientURI);
  requireManaged(uri.moid, context);
  const root = context.descriptions.get(uri.moid)?.roots[0];
  if (!root) throw new CommandFailure(415, `${uri.moid} is not known to this device`);
  if (uri.path.length > 0)
    throw new CommandFailure(415, 'only whole instances can be stored without a ClientURI');
  const [entry] = Object.entries(item.MOData);
  if (!entry) throw new CommandFailure(415, 'MOData is empty');
  const [name, value] = entry;
  const node = fromMoValue(value, root, name);
  const miid = existingMiid(uri, node, context);
  if (miid !== undefined) {
    if (!root.access.has('Replace') && uri.moid !== MOID.dmAccount)
      throw new CommandFailure(403, `${uri.moid} can't be replaced`);
    return {
      state: setNode(context.state, uri.moid, miid, [], node),
      uri: addressOf({ moid: uri.moid, miid, path: [] }),
    };
  }
  if (root.occurrence.kind === 'One')
    throw new CommandFailure(403, `${uri.moid} exists once and can't be added`);
  if (!root.access.has('Add') && uri.moid !== MOID.dmAccount)
    throw new CommandFailure(403, `instances of ${uri.moid} can't be added`);
  const added = addInstance(context.state, uri.moid, name, node);
  return { state: added.state, uri: addressOf({ moid: uri.moid, miid: added.miid, path: [] }) };
}

function readItemUri(text: string): ClientUri {
  try {
    return readClientUri(text);
  } catch (cause) {
    throw new CommandFailure(415, `ClientURI of the data: ${cause instanceof Error ? cause.message : ''}`, {
      cause,
    });
  }
}

function existingMiid(uri: ClientUri, node: StoredNode, context: CommandContext): string | undefined {
  if (uri.instance.kind === 'name') return findInstance(context.state, uri.moid, uri.instance.name)?.miid;
  if (uri.moid === MOID.dmAccount) {
    const srvId = nodeAt(node, ['SrvID']);
    return accountsOf(context.state).find(
      (account) => srvId && 'value' in srvId && account.srvId === srvId.value,
    )?.miid;
  }
  const root = context.descriptions.get(uri.moid)?.roots[0];
  return root?.occurrence.kind === 'One'
    ? context.state.instances.find((instance) => instance.moid === uri.moid)?.miid
    : undefined;
}
