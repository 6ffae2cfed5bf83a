import { join } from 'node:path';
import { readableMo } from '@dm2/client-engine';
import { FileBlobStore } from '../adapters/file-blobs.js';
import { FileDeviceStore } from '../adapters/file-store.js';
import { descriptionsOf } from '../device-options.js';
import { UsageError } from '../options.js';
import { treeLines } from '../tree-lines.js';

/** Prints a device's tree; the device may be running. */
export async function tree(options: {
  readonly state?: string;
  readonly ddf?: string;
  readonly json?: boolean;
}): Promise<void> {
  if (options.state === undefined)
    throw new UsageError('--state is needed: a device without one keeps no tree');
  const device = await new FileDeviceStore(options.state).load();
  if (!device) throw new UsageError(`${options.state} holds no device`);
  const descriptions = descriptionsOf(options.ddf);
  if (options.json) {
    const blobs = new FileBlobStore(join(options.state, 'blobs'), 0);
    process.stdout.write(`${JSON.stringify(await readableMo(device, descriptions, blobs))}\n`);
  } else process.stdout.write(`${treeLines(device, descriptions).join('\n')}\n`);
}
