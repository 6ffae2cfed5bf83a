import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeviceStore, StoredDevice } from '@dm2/client-engine';

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
  private last: Promise<void> = Promise.resolve();

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
      throw error;
    }
    try {
      return JSON.parse(text) as StoredDevice;
    } catch (cause) {
      throw new StateError(`${this.file} is not a device's state; remove it to begin anew`, { cause });
    }
  }

  async commit(state: StoredDevice): Promise<void> {
    this.last = this.last.then(
      () => this.write(state),
      () => this.write(state),
    );
    return this.last;
  }

  private async write(state: StoredDevice): Promise<void> {
    const handle = await open(this.temporary, 'w', 0o600);
    try {
      await handle.writeFile(JSON.stringify(state));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(this.temporary, this.file);
    await syncDirectory(this.directory);
  }
}

/**
 * Takes a state folder for this process. A lock whose process is gone is taken over.
 *
 * @throws StateError if another process has it.
 */
export async function lockState(directory: string): Promise<() => Promise<void>> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const file = join(directory, 'lock');
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const handle = await open(file, 'wx', 0o600);
      await handle.writeFile(`${process.pid} ${await startOf(process.pid)}`);
      await handle.close();
      return () => rm(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const [pid = '', start = ''] = (await readFile(file, 'utf8').catch(() => '')).split(' ');
      if (pid !== '' && (await startOf(Number(pid))) === start && start !== '') {
        throw new StateError(`${directory} is in use by process ${pid}; stop it, or give another --state`);
      }
      await rm(file, { force: true });
    }
  }
  throw new StateError(`${directory} can't be locked`);
}

/** Tells a process from a later one with the same number. */
async function startOf(pid: number): Promise<string> {
  try {
    const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? [];
    return fields[19] ?? '';
  } catch {
    if (
      await stat('/proc/self').then(
        () => true,
        () => false,
      )
    )
      return '';
    try {
      process.kill(pid, 0);
      return 'alive';
    } catch {
      return '';
    }
  }
}
