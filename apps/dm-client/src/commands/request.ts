import { openDevice } from '../open-device.js';
import { stateDirectory, type RawOptions } from '../options.js';

/** One request of a local application. Gives the exit code: 0 if the object is there, 3 if it is not. */
export async function request(
  options: RawOptions & { readonly moid: string; readonly app: string },
): Promise<number> {
  const { directory, remove } = stateDirectory(options.state);
  try {
    const { device } = await openDevice(options, directory, undefined);
    try {
      const answer = await device.request(options.moid, options.app);
      process.stdout.write(`${JSON.stringify(answer)}\n`);
      return answer.kind === 'present' || answer.kind === 'fetched' ? 0 : 3;
    } finally {
      await device.close();
    }
  } finally {
    remove();
  }
}
