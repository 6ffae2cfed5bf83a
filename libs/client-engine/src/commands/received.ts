import {
  decodeMo,
  MAX_REMARKS,
  MEDIA,
  parseMediaType,
  ProtocolError,
  type Format,
  type MoItem,
} from '@dm2/protocol';
import { CommandFailure } from '../command-failure.js';
import { rightsRemarks } from '../command-remarks.js';
import { collect, leafFromBytes, MAX_LEAF_IN_PLACE, mayBeLong, isBinary } from '../mo-data.js';
import type { DeviceLog } from '../device-event.js';
import type { BlobStore } from '../ports.js';
import type { StoredNode } from '../stored-device.js';

/** Most bytes of MO data in one HGET. */
export const MAX_MO_BYTES = 8 * 1024 * 1024;

/** What a repository gave. */
export interface Received {
  readonly contentType: string;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** Whether a media type is MO data. */
export function isMo(contentType: string): boolean {
  return parseMediaType(contentType)?.essence === MEDIA.mo;
}

/** Reads MO data; what was tolerated is in the log. @throws CommandFailure 415 */
export async function receiveMo(received: Received, log: DeviceLog): Promise<MoItem[]> {
  const { items, remarks } = readMo(await collect(received.chunks, MAX_MO_BYTES));
  for (const { clause, text } of [...remarks, ...rightsRemarks(items)].slice(0, MAX_REMARKS))
    log.record({ type: 'remark.made', data: { about: 'MO data', clause, text } });
  return items;
}

/** @throws CommandFailure 415 */
export function readMo(bytes: Uint8Array): ReturnType<typeof decodeMo> {
  try {
    const decoded = decodeMo(bytes);
    if (decoded.items.length === 0) throw new CommandFailure(415, 'the MO data is empty');
    return decoded;
  } catch (error) {
    if (error instanceof ProtocolError) throw new CommandFailure(415, error.message, { cause: error });
    throw error;
  }
}

/** Takes a bare value for a leaf, as it streams in: kept in place if it is small, as a blob if not. @throws CommandFailure 415 */
export async function receiveLeaf(
  received: Received,
  format: Format,
  at: string,
  blobs: BlobStore,
): Promise<StoredNode> {
  const iterator = received.chunks[Symbol.asyncIterator]();
  const head: Uint8Array[] = [];
  let size = 0;
  try {
    while (size <= MAX_LEAF_IN_PLACE) {
      const next = await iterator.next();
      if (next.done) return { value: leafFromBytes(Buffer.concat(head), format, at) };
      head.push(next.value);
      size += next.value.length;
    }
    if (!mayBeLong(format))
      throw new CommandFailure(415, `${at} takes at most ${MAX_LEAF_IN_PLACE} bytes of ${format}`);
    const chunks = rest(head, iterator);
    const blob = await blobs.write(isBinary(format) ? chunks : textOnly(chunks, at));
    return { blob: { ...blob, contentType: received.contentType } };
  } finally {
    await iterator.return?.(undefined);
  }
}

async function* rest(
  head: readonly Uint8Array[],
  iterator: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield* head;
  for (;;) {
    const next = await iterator.next();
    if (next.done) return;
    yield next.value;
  }
}

async function* textOnly(chunks: AsyncIterable<Uint8Array>, at: string): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const check = (bytes?: Uint8Array) => {
    try {
      decoder.decode(bytes, { stream: bytes !== undefined });
    } catch (cause) {
      throw new CommandFailure(415, `${at} takes text in UTF-8`, { cause });
    }
  };
  for await (const chunk of chunks) {
    check(chunk);
    yield chunk;
  }
  check();
}
