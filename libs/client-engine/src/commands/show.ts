import { CommandFailure } from '../command-failure.js';
import { BrowserError } from '../ports.js';
import type { CommandContext, CommandOutcome } from './context.js';

const STATUS = { none: 501, failed: 500, forbidden: 507 } as const;

/**
 * SHOW (TS 5.3.7): starts the browser and goes on. The status tells only whether the UI session was initiated, never what
 * the user did.
 */
export async function show(serverUri: string, context: CommandContext): Promise<CommandOutcome> {
  const url = context.serverUri(serverUri);
  const { adapter } = context.browser;
  try {
    await context.browser.open(url);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    context.log.record({ type: 'browser.failed', data: { url, adapter, reason } });
    throw new CommandFailure(error instanceof BrowserError ? STATUS[error.failure] : 500, reason, {
      cause: error,
    });
  }
  context.log.record({ type: 'browser.started', data: { url, adapter } });
  return { status: 200 };
}
