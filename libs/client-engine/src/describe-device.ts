import { createHash } from 'node:crypto';
import type { DdfNode } from '@dm2/protocol';
import type { Descriptions } from './accounts.js';
import type { StoredDevice } from './stored-device.js';

/**
 * A device as its descriptions show it. They decide what of an instance is read: with other ones than before, the validators that
 * servers know mean nothing any more (TS 11), so each instance gets another.
 */
export function withDescriptions(device: StoredDevice, descriptions: Descriptions): StoredDevice {
  const described = digestOf(descriptions);
  if (described === device.described) return device;
  const epoch = createHash('sha256').update(`${device.epoch} ${described}`).digest('base64url').slice(0, 8);
  return { ...device, described, epoch };
}

function digestOf(descriptions: Descriptions): string {
  const hash = createHash('sha256');
  for (const [moid, { roots }] of [...descriptions].sort(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(JSON.stringify([moid, roots.map(read)]));
  return hash.digest('base64url');
}

/** What of a description decides on reading. */
function read({ name, format, access, caseSensitive, children }: DdfNode): unknown {
  return [name ?? null, format, access.has('Get'), caseSensitive, children.map(read)];
}
