import type { Readable } from 'node:stream';
import { Problem } from '@dm2/service';

/** How much of a body that is too long is still read, so that the client sees the answer and not a reset. */
const DRAIN_FACTOR = 4;
const DRAIN_MS = 2000;

/**
 * Reads a body wholly (decision 17).
 *
 * @throws Problem 413 beyond the limit, 400 if it is shorter than its Content-Length said
 */
export async function readBody(
  stream: Readable,
  limit: number,
  announced: number | undefined,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  let late: NodeJS.Timeout | undefined;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length <= limit) chunks.push(chunk);
      else if (length > limit * DRAIN_FACTOR) break;
      else late ??= setTimeout(() => stream.destroy(new Error('the body does not end')), DRAIN_MS);
    }
  } catch (cause) {
    if (length <= limit) throw cut(cause);
  } finally {
    clearTimeout(late);
  }
  if (length > limit || (announced ?? 0) > limit) {
    throw new Problem(413, {
      code: 'too-large',
      field: 'Content-Length',
      clause: 'TS 5.2',
      detail: `a package has at most ${limit} bytes here`,
      headers: { connection: 'close' },
    });
  }
  if (announced !== undefined && announced !== length) throw cut(undefined);
  return Buffer.concat(chunks, length);
}

function cut(cause: unknown): Problem {
  return new Problem(400, {
    code: 'body-cut',
    field: 'Content-Length',
    clause: 'TS 5.2',
    detail: 'the body ended before it was whole',
    headers: { connection: 'close' },
    cause,
  });
}
