import type { MoItem } from '@dm2/protocol';
import { rootDdf, type Descriptions } from './accounts.js';
import { addressOf } from './commands/context.js';
import { toMoValue } from './mo-data.js';
import type { BlobStore } from './ports.js';
import { validatorOf, type StoredDevice } from './stored-device.js';

/** Everything of a device that can be read, as MO data (TS 7.2.1.4). */
export async function readableMo(
  device: StoredDevice,
  descriptions: Descriptions,
  blobs: BlobStore,
): Promise<MoItem[]> {
  const items: MoItem[] = [];
  for (const instance of device.instances) {
    const { moid, miid, name, root } = instance;
    const ddf = rootDdf(descriptions, moid);
    if (!ddf) continue;
    items.push({
      ClientURI: addressOf({ moid, miid, path: [] }),
      CV: validatorOf(device, instance),
      MOData: { [name]: await toMoValue(root, ddf, blobs) },
    });
  }
  return items;
}
