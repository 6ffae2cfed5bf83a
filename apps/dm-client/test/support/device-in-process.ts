import { Command } from 'commander';
import { openDevice } from '../../src/open-device.js';
import { UsageError, withDeviceOptions, type RawOptions } from '../../src/options.js';
import type { RunCommand } from './conformance-subject.js';

/** A device in this process, from the options of the command line: for tests that start it many times. */
export const inThisProcess: RunCommand = async ([name = '', ...args]) => {
  const command = withDeviceOptions(new Command(name)).option('--moid <moid>').parse(args, { from: 'user' });
  const options = command.opts<RawOptions & { readonly state: string; readonly moid?: string }>();
  try {
    const { device, srvId } = await openDevice(options, options.state, undefined);
    try {
      if (name === 'request') {
        const { kind } = await device.request(options.moid ?? '', 'app');
        return kind === 'present' || kind === 'fetched' ? 0 : 3;
      }
      const { outcome } = await device.session({ by: 'client', reason: 'test' }, srvId);
      await Promise.all([device.idle(), device.browser.idle?.()]);
      return outcome === 'end' ? 0 : 3;
    } finally {
      await device.close();
    }
  } catch (error) {
    if (error instanceof UsageError) return 2;
    throw error;
  }
};
