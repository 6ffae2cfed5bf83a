import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { DeviceFullError, type DeviceStore, type StoredDevice } from '@dm2/client-engine';

/** The state folder is in use by another process, or is not ours. */
export class StateError extends Error {
  override readonly name = 'StateError';
}

/** Makes a change of a directory durable. */
export async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The device's state as one JSON file, replaced as a whole: written beside, synced, renamed. */
export class FileDeviceStore implements DeviceStore {
  private readonly file: string;
  private readonly temporary: string;

  constructor(private readonly directory: string) {
    this.file = join(directory, 'device.json');
    this.temporary = join(directory, 'device.json.new');
  }

  async load(): Promise<StoredDevice | undefined> {
    let text: string;
    try {
      text = await readFile(this.file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw new StateError(`${this.file} can't be read (${(error as NodeJS.ErrnoException).code ?? ''})`);
    }
    try {
      const state = JSON.parse(text) as StoredDevice;
      if (!Array.isArray(state.instances)) throw new Error('no instances');
      return state;
    } catch (cause) {
      throw new StateError(`${this.file} is not a device's state; remove it to begin anew`, { cause });
    }
  }

  async commit(state: StoredDevice): Promise<void> {
    try {
      const handle = await open(this.temporary, 'w', 0o600);
      try {
        await handle.writeFile(JSON.stringify(state));
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(this.temporary, this.file);
      await syncDirectory(this.directory);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      throw new DeviceFullError('the disk is full', { cause: error });
    }
  }
}
