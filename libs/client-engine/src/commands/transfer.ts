import { CommandFailure } from '../command-failure.js';
import { collect } from '../mo-data.js';
import { DeviceFullError, type Clock, type RepositoryResponse, type RepositoryTransport } from '../ports.js';
import type { DeviceLog } from '../device-event.js';
import { withoutQuery } from '../server-uri.js';
import type { Received } from './received.js';

/** What a transfer needs. */
export interface TransferPorts {
  readonly repository: RepositoryTransport;
  readonly clock: Clock;
  readonly log: DeviceLog;
}

const ACCEPT = 'application/dmmo+json, application/octet-stream, text/plain, */*;q=0.1';

/**
 * GETs from a Data Repository and hands what comes to `take`, as it streams in (TS 5.3.1).
 *
 * @throws CommandFailure 419 if the exchange failed, at whatever moment; 506 if the device is full; else what `take` throws.
 */
export async function download<T>(
  url: string,
  ports: TransferPorts,
  take: (received: Received) => Promise<T>,
): Promise<T> {
  const entry = begin('GET', url, ports);
  let body: AsyncIterator<Uint8Array> | undefined;
  try {
    const response = await exchange(() => ports.repository.get(url, { accept: ACCEPT }));
    entry.status = response.status;
    if (response.status !== 200) {
      await drain(response);
      throw new CommandFailure(419, `the repository answered ${response.status}`);
    }
    const chunks = response.body[Symbol.asyncIterator]();
    body = chunks;
    const contentType = response.headers['content-type'] ?? 'application/octet-stream';
    return await take({ contentType, chunks: counted(chunks, (length) => (entry.bytes += length)) });
  } catch (error) {
    entry.reason = sentence(error);
    throw error instanceof DeviceFullError ? new CommandFailure(506, error.message, { cause: error }) : error;
  } finally {
    await body?.return?.(undefined).catch(() => undefined);
    entry.end();
  }
}

/** A form in which data can travel. */
export interface Form {
  readonly contentType: string;
  readonly length: number;
  readonly chunks: () => AsyncIterable<Uint8Array>;
}

/** PUTs or POSTs to a Data Repository (TS 5.3.2, 5.3.3). @throws CommandFailure 419 if no answer came. */
export async function upload(
  method: 'PUT' | 'POST',
  url: string,
  form: Form,
  ports: TransferPorts,
): Promise<Pick<RepositoryResponse, 'status' | 'headers'>> {
  const entry = begin(method, url, ports);
  const chunks = form.chunks()[Symbol.asyncIterator]();
  try {
    const body = { length: form.length, chunks: counted(chunks, (length) => (entry.bytes += length)) };
    const response = await exchange(() =>
      ports.repository.send(method, url, { 'content-type': form.contentType }, body),
    );
    entry.status = response.status;
    if (response.status < 200 || response.status > 299)
      entry.reason = `the repository answered ${response.status}`;
    await drain(response);
    return response;
  } catch (error) {
    entry.reason = sentence(error);
    throw error;
  } finally {
    await chunks.return?.(undefined).catch(() => undefined);
    entry.end();
  }
}

/** One line of the device's log, written when the exchange is over. */
function begin(method: 'GET' | 'PUT' | 'POST', url: string, { clock, log }: TransferPorts) {
  const started = clock.now().getTime();
  const entry = {
    status: null as number | null,
    bytes: 0,
    reason: undefined as string | undefined,
    end() {
      const { status, bytes, reason } = entry;
      log.record({
        type: 'repository.request',
        data: {
          method,
          url: withoutQuery(url),
          status,
          bytes,
          ms: clock.now().getTime() - started,
          ...(reason === undefined ? {} : { reason }),
        },
      });
    },
  };
  return entry;
}

async function exchange(run: () => Promise<RepositoryResponse>): Promise<RepositoryResponse> {
  try {
    return await run();
  } catch (cause) {
    throw new CommandFailure(419, sentence(cause), { cause });
  }
}

async function* counted(
  iterator: AsyncIterator<Uint8Array>,
  add: (length: number) => void,
): AsyncGenerator<Uint8Array> {
  for (;;) {
    let next: IteratorResult<Uint8Array>;
    try {
      next = await iterator.next();
    } catch (cause) {
      if (cause instanceof CommandFailure || cause instanceof DeviceFullError) throw cause;
      throw new CommandFailure(419, `the transfer broke off: ${sentence(cause)}`, { cause });
    }
    if (next.done) return;
    add(next.value.length);
    yield next.value;
  }
}

/** A little of an answer that nobody wants is read, so that its connection can be used again. */
async function drain(response: RepositoryResponse): Promise<void> {
  try {
    await collect(response.body, 64 * 1024);
  } catch {
    // Too long or broken: the connection is given up with it.
  }
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
