import type { DmCommand } from '@dm2/protocol';
import { applicationAuthority, RIGHT } from './access-rights.js';
import { accountsOf } from './accounts.js';
import { addressOf } from './commands/context.js';
import { executeCommand } from './execute-command.js';
import { grant } from './delegation.js';
import type { DevicePorts } from './device-ports.js';
import type { DeviceState } from './device-state.js';
import { serverUriValuesOf, usableServerUri } from './server-uri.js';

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
  { moid, appId }: { readonly moid: string; readonly appId: string },
  ports: DevicePorts,
): Promise<ObjectRequest> {
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
    consents: async () => ports.consents?.(command, account.srvId) ?? true,
  });
  if (!done.tree || done.status !== 200)
    return { kind: 'failed', status: done.status, reason: done.reason ?? 'nothing came' };
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
