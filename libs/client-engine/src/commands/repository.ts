import { CommandFailure } from '../command-failure.js';
import type { CommandContext, CommandOutcome } from './context.js';
import { deliver, formsOf, type Found } from './forms.js';
import { read } from './read.js';
import { findPlace, store } from './store.js';
import { download } from './transfer.js';

/**
 * HGET (TS 5.3.1): fetches data and stores it. What the server may not do is refused before anything is fetched; an error of the
 * repository is 419, and the session goes on.
 */
export async function hget(
  serverUri: string,
  clientUri: string | undefined,
  context: CommandContext,
): Promise<CommandOutcome> {
  const url = context.serverUri(serverUri);
  const place = clientUri === undefined ? undefined : findPlace(clientUri, context);
  return download(url, context, (received) => store(place, received, context));
}

/**
 * HPUT, HPOST (TS 5.3.2, 5.3.3): sends the data of all ClientURIs; 404 only if none was found, 304 if the validators of all that
 * were found are current, 406 if neither server nor repository takes a format this device has.
 */
export async function send(
  method: 'PUT' | 'POST',
  serverUri: string,
  clientUris: readonly string[],
  context: CommandContext,
): Promise<CommandOutcome> {
  const url = context.serverUri(serverUri);
  const { targets, unchanged } = gather(clientUris, context);
  if (targets.length === 0 && unchanged) return { status: 304 };
  const delivered = await deliver(
    method,
    url,
    await formsOf(targets, context),
    context.serverAccepts,
    context,
  );
  if (delivered.kind === 'taken') return { status: 200 };
  if (delivered.kind === 'failed')
    throw new CommandFailure(419, `the repository answered ${delivered.status}`);
  const { takes } = delivered;
  throw new CommandFailure(
    406,
    `no format of this device is taken${takes === undefined ? '' : `: ${takes}`}`,
  );
}

/** What is there of all ClientURIs. @throws CommandFailure 400 for a malformed one, 403 or 404 if nothing is left */
function gather(
  clientUris: readonly string[],
  context: CommandContext,
): { targets: Found[]; unchanged: boolean } {
  const targets: Found[] = [];
  const failures: CommandFailure[] = [];
  let unchanged = false;
  for (const text of clientUris) {
    try {
      const reading = read(text, context);
      if (reading.unchanged) unchanged = true;
      else targets.push(...reading.targets.map((target) => ({ target, lv: reading.uri.lv })));
    } catch (error) {
      if (!(error instanceof CommandFailure) || error.status === 400) throw error;
      failures.push(error);
    }
  }
  const failure = failures.find(({ status }) => status !== 404) ?? failures[0];
  if (targets.length === 0 && !unchanged && failure) throw failure;
  return { targets, unchanged };
}
