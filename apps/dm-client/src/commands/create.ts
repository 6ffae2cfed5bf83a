import { readFileSync } from 'node:fs';
import { openDevice } from '../open-device.js';
import { readTextFile, stateDirectory, type RawOptions } from '../options.js';

/** Objects that a local application makes. Gives the exit code: 0 if they are there, 3 if they were refused. */
export async function create(
  options: RawOptions & { readonly data: string; readonly app: string },
): Promise<number> {
  readTextFile('--data', options.data);
  const { directory, remove } = stateDirectory(options.state);
  try {
    const { device } = await openDevice(options, directory, undefined);
    try {
      const made = await device.create(readFileSync(options.data), options.app);
      await device.idle();
      process.stdout.write(`${JSON.stringify(made)}\n`);
      return made.kind === 'created' ? 0 : 3;
    } finally {
      await device.close();
    }
  } finally {
    remove();
  }
}
