import type { SessionReport } from '@dm2/client-engine';
import { openDevice } from '../open-device.js';
import { screenAddress, stateDirectory, UsageError, type RawOptions } from '../options.js';
import { startScreen } from '../screen/screen-server.js';
import { screenParts } from '../screen/screen-state.js';

/** One client-initiated session. Gives the exit code: 0 if the server ended it, 3 if it was aborted. */
export async function session(options: RawOptions): Promise<number> {
  const { directory, remove } = stateDirectory(options.state);
  const parts =
    options.screen !== undefined || options.browser === 'screen' ? screenParts(options) : undefined;
  try {
    const { device, srvId } = await openDevice(options, directory, parts);
    try {
      if (device.accounts.length === 0)
        throw new UsageError('--server or --bootstrap is needed: this device knows no DM Server');
      if (srvId !== undefined && !device.accounts.some((account) => account.srvId === srvId))
        throw new UsageError(`--server-id: this device has no DM Account of "${srvId}"`);
      const screen = parts && (await startScreen(screenAddress(options), device, parts));
      if (screen) process.stderr.write(`dm-client: the screen is at ${screen.url}\n`);
      try {
        const report = await device.session({ by: 'client', reason: 'command line' }, srvId);
        await Promise.all([device.idle(), device.browser.idle?.()]);
        process.stdout.write(options.json ? `${JSON.stringify(jsonReport(report))}\n` : textReport(report));
        return report.outcome === 'end' ? 0 : 3;
      } finally {
        await screen?.close();
      }
    } finally {
      await device.close();
    }
  } finally {
    remove();
  }
}

function jsonReport({ outcome, reason, exchanges, commands, alerts }: SessionReport): object {
  return {
    outcome,
    ...(reason === undefined ? {} : { reason }),
    exchanges,
    commands: commands.map(({ command, status, uris }) => ({ command, status, uris: uris ?? [] })),
    alerts,
  };
}

function textReport({ outcome, reason, exchanges, commands }: SessionReport): string {
  const lines = commands.map(
    ({ command, status, uris }) => `${status}  ${command.join(' ')}${uris ? ` → ${uris.join(' ')}` : ''}`,
  );
  const end = outcome === 'end' ? 'ended by the server' : `aborted: ${reason ?? ''}`;
  return `${[...lines, `session ${end} (${exchanges} exchange${exchanges === 1 ? '' : 's'})`].join('\n')}\n`;
}
