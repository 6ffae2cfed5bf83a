import { accepts, encodeMo, MEDIA, parseMediaType } from '@dm2/protocol';
import { CommandFailure } from '../command-failure.js';
import { isBinary, oneChunk } from '../mo-data.js';
import type { CommandContext, CommandOutcome, Target } from './context.js';
import { moItems, read } from './read.js';
import { findPlace, store } from './store.js';
import { download, upload, type Form } from './transfer.js';

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
  let takes = context.serverAccepts;
  for (const form of await formsOf(targets, context)) {
    if (!accepts(takes, parseMediaType(form.contentType)?.essence ?? '')) continue;
    const { status, headers } = await upload(method, url, form, context);
    if (status >= 200 && status <= 299) return { status: 200 };
    if (status !== 415 && status !== 406) throw new CommandFailure(419, `the repository answered ${status}`);
    takes = headers['omadm-accept'] ?? headers['accept'] ?? takes;
  }
  throw new CommandFailure(
    406,
    `no format of this device is taken${takes === undefined ? '' : `: ${takes}`}`,
  );
}

interface Found {
  readonly target: Target;
  readonly lv: number | undefined;
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
      if (reading.kind === 'unchanged') unchanged = true;
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

/** The forms in which the data can travel, the preferred one first: one long leaf goes as its bare value. */
async function formsOf(found: readonly Found[], context: CommandContext): Promise<Form[]> {
  const [only] = found;
  const bare = only && found.length === 1 ? bareForm(only.target, context) : undefined;
  if (only && bare && 'blob' in only.target.node.stored) return [bare];
  const items = [];
  for (const { target, lv } of found) items.push(...(await moItems([target], lv, context)));
  return [inMemory(MEDIA.mo, encodeMo(items)), ...(bare ? [bare] : [])];
}

function bareForm(target: Target, context: CommandContext): Form | undefined {
  const { stored } = target.node;
  if ('blob' in stored) {
    const { contentType, size, sha256 } = stored.blob;
    return { contentType, length: size, chunks: () => context.blobs.read(sha256) };
  }
  if (!('value' in stored) || stored.value === null) return undefined;
  return isBinary(target.ddf.format)
    ? inMemory('application/octet-stream', Buffer.from(String(stored.value), 'base64'))
    : inMemory('text/plain; charset=utf-8', new TextEncoder().encode(String(stored.value)));
}

function inMemory(contentType: string, bytes: Uint8Array): Form {
  return { contentType, length: bytes.length, chunks: () => oneChunk(bytes) };
}
