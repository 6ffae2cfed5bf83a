import { openDevice } from '../open-device.js';
import { screenAddress, stateDirectory, type RawOptions } from '../options.js';
import { startScreen } from '../screen/screen-server.js';
import { screenParts } from '../screen/screen-state.js';
import { listenForNotifications } from '../udp-listener.js';

/** A device that stays up until it is told to stop. */
export async function run(options: RawOptions): Promise<void> {
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  const { directory, remove } = stateDirectory(options.state);
  const announce: { url?: string; notify?: string } = {};
  const parts = options.screen === undefined ? undefined : screenParts(options);
  try {
    const { device } = await openDevice(options, directory, parts);
    const closing: (() => Promise<void> | void)[] = [() => device.close()];
    try {
      if (parts && options.screen !== undefined) {
        const screen = await startScreen(screenAddress(options), device, parts);
        closing.push(() => screen.close());
        announce.url = screen.url;
      }
      if (options.notify !== undefined) {
        const udp = await listenForNotifications(options.notify, device);
        closing.push(() => udp.close());
        announce.notify = udp.url;
      }
      const { url, notify } = announce;
      const data = {
        ...(url === undefined ? {} : { screen: url }),
        ...(notify === undefined ? {} : { notify }),
      };
      device.log.record({ type: 'device.ready', data });
      process.stdout.write(`${JSON.stringify({ msg: 'listening', service: 'dm-client', ...announce })}\n`);
      device.begin();
      await stopped;
    } finally {
      for (const close of closing.reverse()) await close();
    }
  } finally {
    remove();
  }
}
