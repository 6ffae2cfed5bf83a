import { Command } from 'commander';
import { openDevice } from '../../src/open-device.js';
import { UsageError, withDeviceOptions, type RawOptions } from '../../src/options.js';
import { listenForNotifications } from '../../src/udp-listener.js';
import type { DeviceHost } from './conformance-subject.js';

type Options = RawOptions & { readonly state: string; readonly moid?: string; readonly notify?: string };

/** Devices in this process, from the options of the command line: for tests that start very many. */
export const inThisProcess: DeviceHost = {
  async run(args) {
    try {
      return await runDevice(args);
    } catch (error) {
      if (error instanceof UsageError) return 2;
      throw error;
    }
  },
  async start(args) {
    const options = optionsOf(args);
    const { device } = await openDevice(options, options.state, undefined);
    const udp = await listenForNotifications(options.notify ?? '', device);
    device.begin();
    return {
      port: Number(new URL(udp.url).port),
      stop: async () => {
        udp.close();
        await device.close();
      },
    };
  },
};

async function runDevice(args: readonly string[]): Promise<number> {
  const options = optionsOf(args);
  const { device, srvId } = await openDevice(options, options.state, undefined);
  try {
    if (options.moid !== undefined) {
      const { kind } = await device.request(options.moid, 'app');
      return kind === 'present' || kind === 'fetched' ? 0 : 3;
    }
    const { outcome } = await device.session({ by: 'client', reason: 'test' }, srvId);
    await Promise.all([device.idle(), device.browser.idle?.()]);
    return outcome === 'end' ? 0 : 3;
  } finally {
    await device.close();
  }
}

function optionsOf([name = '', ...args]: readonly string[]): Options {
  return withDeviceOptions(new Command(name))
    .option('--moid <moid>')
    .option('--notify <url>')
    .parse(args, { from: 'user' })
    .opts<Options>();
}
