import { accepts, encodeMo, parseMediaType } from '@dm2/protocol';
import { CommandFailure } from '../command-failure.js';
import { collect } from '../mo-data.js';
import { DeviceFullError, type RepositoryResponse } from '../ports.js';
import { isInterior } from '../stored-device.js';
import type { CommandContext, CommandOutcome, Target } from './context.js';
import { moItems, read } from './read.js';
import { store } from './store.js';

const ACCEPT = 'application/dmmo+json, application/octet-stream, text/plain, */*;q=0.1';

/** HGET (TS 5.3.1): fetches data and stores it. An error of the repository is 419; the session goes on. */
export async function hget(
  serverUri: string,
  clientUri: string | undefined,
  context: CommandContext,
): Promise<CommandOutcome> {
  const url = context.serverUri(serverUri);
  const started = context.clock.now();
  let bytes = 0;
  let status: number | null = null;
  let reason: string | undefined;
  try {
    const response = await exchange(() => context.repository.get(url, { accept: ACCEPT }));
    status = response.status;
    if (response.status !== 200) {
      await drain(response);
      throw new CommandFailure(419, `the repository answered ${response.status}`);
    }
    const counted = count(response.body, (length) => (bytes += length));
    return await store(
      clientUri,
      { contentType: response.headers['content-type'] ?? 'application/octet-stream', chunks: counted },
      context,
    );
  } catch (error) {
    reason = error instanceof Error ? error.message : String(error);
    throw error instanceof DeviceFullError ? new CommandFailure(506, error.message, { cause: error }) : error;
  } finally {
    record('GET', url, status, bytes, started, reason, context);
  }
}

/** HPUT, HPOST (TS 5.3.2, 5.3.3): sends the data of all ClientURIs; 404 only if none was found. */
export async function send(
  method: 'PUT' | 'POST',
  serverUri: string,
  clientUris: readonly string[],
  context: CommandContext,
): Promise<CommandOutcome> {
  const bodies = await gather(clientUris, context);
  const url = context.serverUri(serverUri);
  let last = 0;
  for (const body of bodies) {
    const started = context.clock.now();
    let status: number | null = null;
    let reason: string | undefined;
    try {
      const response = await exchange(() =>
        context.repository.send(
          method,
          url,
          { 'content-type': body.contentType },
          { length: body.length, chunks: body.chunks() },
        ),
      );
      status = last = response.status;
      await drain(response);
      if (response.status >= 200 && response.status < 300) return { status: 200 };
      reason = `the repository answered ${response.status}`;
      const next = bodies[bodies.indexOf(body) + 1];
      const takes = response.headers['omadm-accept'] ?? response.headers['accept'];
      if (response.status !== 415 || !next || !accepts(takes, next.contentType.split(';')[0] ?? '')) break;
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
      throw error;
    } finally {
      record(method, url, status, status === null ? 0 : body.length, started, reason, context);
    }
  }
  throw new CommandFailure(last === 415 || last === 406 ? 406 : 419, `the repository answered ${last}`);
}

interface Body {
  readonly contentType: string;
  readonly length: number;
  readonly chunks: () => AsyncIterable<Uint8Array>;
}

/** The forms in which the data can travel, the preferred one first. */
async function gather(clientUris: readonly string[], context: CommandContext): Promise<Body[]> {
  const items: Awaited<ReturnType<typeof moItems>> = [];
  const targets: Target[] = [];
  const failures: CommandFailure[] = [];
  let unchanged = 0;
  for (const text of clientUris) {
    try {
      const reading = read(text, context);
      if (reading.kind === 'unchanged') unchanged += 1;
      else {
        targets.push(...reading.targets);
        if (!isLargeLeaf(reading.targets))
          items.push(...(await moItems(reading.targets, reading.uri, context)));
      }
    } catch (error) {
      if (!(error instanceof CommandFailure) || error.status === 400) throw error;
      failures.push(error);
    }
  }
  if (targets.length === 0) {
    if (unchanged > 0) throw new CommandFailure(304, 'the server has the current data');
    throw (
      failures.find(({ status }) => status !== 404) ??
      failures[0] ??
      new CommandFailure(404, 'nothing to send')
    );
  }
  const [only] = targets;
  if (only && isLargeLeaf(targets) && 'blob' in only.node.stored) {
    const { blob } = only.node.stored;
    return [
      { contentType: blob.contentType, length: blob.size, chunks: () => context.blobs.read(blob.sha256) },
    ];
  }
  const forms = [inMemory('application/dmmo+json', encodeMo(items))];
  if (
    only &&
    targets.length === 1 &&
    !isInterior(only.node.stored) &&
    'value' in only.node.stored &&
    only.node.stored.value !== null
  ) {
    forms.push(
      inMemory('text/plain; charset=utf-8', new TextEncoder().encode(String(only.node.stored.value))),
    );
  }
  return forms;
}

function isLargeLeaf(targets: readonly Target[]): boolean {
  return targets.length === 1 && targets[0] !== undefined && 'blob' in targets[0].node.stored;
}

function inMemory(contentType: string, bytes: Uint8Array): Body {
  return {
    contentType,
    length: bytes.length,
    chunks: async function* () {
      yield bytes;
    },
  };
}

async function exchange(run: () => Promise<RepositoryResponse>): Promise<RepositoryResponse> {
  try {
    return await run();
  } catch (cause) {
    throw new CommandFailure(419, cause instanceof Error ? cause.message : 'the HTTP exchange failed', {
      cause,
    });
  }
}

async function* count(
  chunks: AsyncIterable<Uint8Array>,
  add: (length: number) => void,
): AsyncGenerator<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  try {
    for (;;) {
      let next: IteratorResult<Uint8Array>;
      try {
        next = await iterator.next();
      } catch (cause) {
        throw new CommandFailure(
          419,
          `the transfer broke off: ${cause instanceof Error ? cause.message : String(cause)}`,
          { cause },
        );
      }
      if (next.done) return;
      add(next.value.length);
      yield next.value;
    }
  } finally {
    await iterator.return?.(undefined);
  }
}

/** An answer that is not read is read to its end, so that its connection can be used again; only a little of it. */
async function drain(response: RepositoryResponse): Promise<void> {
  try {
    await collect(response.body, 64 * 1024);
  } catch {
    // Too long or broken: the connection is given up with it.
  }
}

function record(
  method: 'GET' | 'PUT' | 'POST',
  url: string,
  status: number | null,
  bytes: number,
  started: Date,
  reason: string | undefined,
  context: CommandContext,
): void {
  const ms = context.clock.now().getTime() - started.getTime();
  context.log.record({
    type: 'repository.request',
    data: {
      method,
      url: url.split('?', 1)[0] ?? '',
      status,
      bytes,
      ms,
      ...(reason === undefined ? {} : { reason }),
    },
  });
}

/** Whether a media type is MO data. */
export function isMo(contentType: string): boolean {
  return parseMediaType(contentType)?.essence === 'application/dmmo+json';
}
