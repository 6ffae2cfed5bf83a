import { expandServerUri, MOID, type ServerUriValues } from '@dm2/protocol';
import { CommandFailure } from './command-failure.js';
import type { DevicePorts } from './device-ports.js';
import { nodeAt, type StoredTree } from './stored-device.js';

/** `DevInfo/DevID`. */
export function deviceId(tree: StoredTree): string | undefined {
  const devInfo = tree.instances.find((instance) => instance.moid === MOID.devInfo);
  const node = devInfo && nodeAt(devInfo.root, ['DevID']);
  return node && 'value' in node && typeof node.value === 'string' ? node.value : undefined;
}

/** What the parameters of a ServerURI stand for on a device (TS 6.2). */
export function serverUriValuesOf(
  tree: StoredTree,
  ports: Pick<DevicePorts, 'serverUriValues'>,
): ServerUriValues {
  const devId = deviceId(tree);
  return { ...ports.serverUriValues(), ...(devId ? { DevID: devId } : {}) };
}

/**
 * A ServerURI as it is used: the device's values in place of its parameters (TS 6.2).
 *
 * @throws CommandFailure 400 if what comes of it is no absolute URI.
 */
export function usableServerUri(uri: string, values: ServerUriValues): string {
  const expanded = expandServerUri(uri, values);
  if (!URL.canParse(expanded)) throw new CommandFailure(400, `"${uri}" is no absolute URI (TS 6.2)`);
  return expanded;
}

/** What a log may show of a URL: its query can be a signature. */
export function withoutQuery(url: string): string {
  return url.split('?', 1)[0] ?? url;
}

/** A command as a log may show it. */
export function commandWithoutQueries(command: readonly string[]): string[] {
  return command.map((part) => (/^[a-z][a-z0-9+.-]*:\/\//i.test(part) ? withoutQuery(part) : part));
}
