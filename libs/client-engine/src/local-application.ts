import { canonicalMoid, MOID, type DmCommand, type MoItem } from '@dm2/protocol';
import { applicationAuthority, RIGHT } from './access-rights.js';
import { accountsOf, rootDdf } from './accounts.js';
import { CommandFailure } from './command-failure.js';
import { addressOf, readClientUri } from './commands/context.js';
import { checkInstances, nameOf } from './commands/new-instance.js';
import { readMo } from './commands/received.js';
import { executeCommand } from './execute-command.js';
import { grant } from './delegation.js';
import type { DevicePorts } from './device-ports.js';
import type { DeviceState } from './device-state.js';
import { fromMoValue, moveLongLeaves } from './mo-data.js';
import { DeviceFullError } from './ports.js';
import { serverUriValuesOf, usableServerUri } from './server-uri.js';
import { addInstance, type StoredDevice } from './stored-device.js';

/** What an application of the device got when it asked for an object. */
export type ObjectRequest =
  /** It is in the tree. */
  | { readonly kind: 'present'; readonly uris: readonly string[] }
  /** It was fetched from where a server's DEFAULT said. */
  | { readonly kind: 'fetched'; readonly uris: readonly string[] }
  /** Fetching it failed, with the status that the HGET would have had. */
  | { readonly kind: 'failed'; readonly status: number; readonly reason: string }
  /** It is not in the tree and no server said where it comes from. */
  | { readonly kind: 'unknown' };

/**
 * An application of the device wants an object (TS 5.3.10). If there is none and a server gave a default for it, the data is fetched
 * and stored as an HGET of that server would store it, and nothing is reported to the server. The application may read what
 * came.
 */
export async function requestObject(
  device: DeviceState,
  { moid: named, appId }: { readonly moid: string; readonly appId: string },
  ports: DevicePorts,
): Promise<ObjectRequest> {
  const moid = canonicalMoid(named);
  const present = device.current.instances.filter((instance) => instance.moid === moid);
  if (present.length > 0)
    return { kind: 'present', uris: present.map(({ miid }) => addressOf({ moid, miid, path: [] })) };
  const source = device.current.defaults.find((known) => known.moid === moid);
  const account = source && accountsOf(device.current).find(({ srvId }) => srvId === source.srvId);
  if (!source || !account) return { kind: 'unknown' };
  const before = new Set(device.current.instances.map(({ moid: other, miid }) => `${other}\n${miid}`));
  const command: DmCommand = { name: 'HGET', serverUri: source.serverUri };
  const done = await executeCommand(['HGET', command.serverUri], {
    ...ports,
    tree: device.current,
    account,
    serverUri: (uri) => usableServerUri(uri, serverUriValuesOf(device.current, ports)),
    consents: async () => ports.consents?.(command, account.srvId) ?? 'given',
  });
  if (!done.tree || done.status !== 200)
    return { kind: 'failed', status: done.status, reason: done.reason ?? 'nothing came' };
  if (!done.tree.instances.some((instance) => instance.moid === moid))
    return { kind: 'failed', status: 415, reason: `what came is no ${moid}` };
  let tree = done.tree;
  for (const { moid: other, miid } of done.tree.instances)
    if (!before.has(`${other}\n${miid}`))
      tree = grant(tree, other, miid, applicationAuthority(appId), RIGHT.read);
  try {
    await device.changeTree(tree);
  } catch (error) {
    return { kind: 'failed', status: 506, reason: error instanceof Error ? error.message : String(error) };
  }
  return { kind: 'fetched', uris: done.uris ?? [] };
}

/** What became of objects that an application of the device made. */
export type ObjectCreation =
  | { readonly kind: 'created'; readonly uris: readonly string[] }
  /** With the status that an HGET would have had. */
  | { readonly kind: 'failed'; readonly status: number; readonly reason: string };

/**
 * An application of the device makes instances of objects. As their creator it has all rights on them, alone (TS 10): no server
 * sees them unless the rights are changed.
 */
export async function createObjects(
  device: DeviceState,
  { appId, content }: { readonly appId: string; readonly content: Uint8Array },
  ports: Pick<DevicePorts, 'blobs' | 'descriptions'>,
): Promise<ObjectCreation> {
  try {
    let tree = device.current;
    const uris: string[] = [];
    for (const item of readMo(content).items) {
      const made = await created(item, appId, tree, ports);
      tree = made.tree;
      uris.push(made.uri);
    }
    await device.changeTree(tree);
    return { kind: 'created', uris };
  } catch (error) {
    if (error instanceof CommandFailure)
      return { kind: 'failed', status: error.status, reason: error.message };
    if (error instanceof DeviceFullError) return { kind: 'failed', status: 506, reason: error.message };
    throw error;
  }
}

async function created(
  item: MoItem,
  appId: string,
  before: StoredDevice,
  { blobs, descriptions }: Pick<DevicePorts, 'blobs' | 'descriptions'>,
): Promise<{ tree: StoredDevice; uri: string }> {
  const { moid, instance, path } = readClientUri(item.ClientURI);
  const root = rootDdf(descriptions, moid);
  if (!root) throw new CommandFailure(404, `${moid} is not known to this device`);
  if (moid === MOID.dmAccount || moid === MOID.accessControl)
    throw new CommandFailure(403, `an application does not make a ${moid}`);
  if (instance.kind !== 'only' || path.length > 0)
    throw new CommandFailure(400, `a new instance is addressed as ${moid}//`);
  checkInstances(before, moid, root);
  const at = nameOf(item, moid);
  const node = fromMoValue(item.MOData[at] ?? null, root, { moid, at });
  const { tree, miid } = addInstance(before, moid, at, await moveLongLeaves(node, root, blobs));
  return {
    tree: grant(tree, moid, miid, applicationAuthority(appId)),
    uri: addressOf({ moid, miid, path: [] }),
  };
}
