import { createHash } from 'node:crypto';
import { accountOf, rootDdf, type Descriptions } from './accounts.js';
import { CommandFailure } from './command-failure.js';
import { existingAccount, isAccount, isServerUri } from './commands/store-account.js';
import { readClientUri } from './commands/context.js';
import { readMo } from './commands/received.js';
import { serverAuthority } from './access-rights.js';
import { checkInstances, nameOf, onlyInstance } from './commands/new-instance.js';
import { grant, touchAccessControl } from './delegation.js';
import { fromMoValue } from './mo-data.js';
import { addInstance, sameNode, setNode, type StoredDevice } from './stored-device.js';

/** A bootstrap that can't be applied, in one sentence. */
export class BootstrapError extends Error {
  override readonly name = 'BootstrapError';
}

/**
 * Applies a bootstrap (TS 8): MO data, normally a DM Account, stored as an HGET without ClientURI would, with all rights. It may
 * come again, to add or update accounts; the same one twice changes nothing. Servers that are new, or whose account has
 * changed, get BootstrapComplete in their next session.
 *
 * @throws BootstrapError
 */
export function applyBootstrap(
  device: StoredDevice,
  content: Uint8Array,
  descriptions: Descriptions,
): StoredDevice {
  const bootstrapDigest = createHash('sha256').update(content).digest('hex');
  if (bootstrapDigest === device.bootstrapDigest) return device;
  let after: StoredDevice = { ...device, bootstrapDigest };
  const servers = new Set(device.bootstrapped);
  const named = new Set<string>();
  const created: { moid: string; miid: string }[] = [];
  try {
    for (const item of readMo(content).items) {
      const { moid } = readClientUri(item.ClientURI);
      const root = rootDdf(descriptions, moid);
      if (!root) throw new BootstrapError(`${moid} is not known to this device`);
      const name = nameOf(item, moid);
      const existing = isAccount(moid) ? existingAccount(item, after) : onlyInstance(after, moid, root);
      const node = fromMoValue(item.MOData[name] ?? null, root, { moid, at: name, before: existing?.root });
      if (isAccount(moid)) named.add(serverOf(node));
      if (existing && sameNode(existing.root, node)) continue;
      if (isAccount(moid)) servers.add(serverOf(node));
      if (existing) {
        after = setNode(after, moid, existing.miid, [], node);
        // What a server is provisioned for decides what it sees of the rights (TS 10, 11).
        if (isAccount(moid)) after = touchAccessControl(after);
      } else {
        checkInstances(after, moid, root);
        const { tree, miid } = addInstance(after, moid, name, node);
        after = isAccount(moid) ? grant(tree, moid, miid, serverAuthority(serverOf(node))) : tree;
        if (!isAccount(moid)) created.push({ moid, miid });
      }
    }
    // What else a bootstrap brings belongs to the servers it names.
    for (const { moid, miid } of created)
      for (const srvId of named) after = grant(after, moid, miid, serverAuthority(srvId));
  } catch (cause) {
    if (cause instanceof CommandFailure) throw new BootstrapError(cause.message, { cause });
    throw cause;
  }
  return { ...after, bootstrapped: [...servers] };
}

function serverOf(node: Parameters<typeof accountOf>[1]): string {
  const account = accountOf('', node);
  if (!account || !isServerUri(account.srvUri))
    throw new BootstrapError('a DM Account needs a SrvID and an HTTP SrvURI (TS 12.2)');
  if (account.moids.length === 0) throw new BootstrapError('a DM Account needs a MOID in Perm (TS 12.2)');
  return account.srvId;
}
