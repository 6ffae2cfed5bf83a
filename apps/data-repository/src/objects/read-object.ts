import { accepts, parseMediaType } from '@dm2/protocol';
import { Problem } from '@dm2/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ObjectVersion } from '../database/entities/object-version.entity.js';
import type { Access, AccessLog } from './access-log.js';
import { readRange, type ByteRange } from './byte-range.js';
import type { Objects } from './objects.js';
import { checkPreconditions, entityTag, ifRangeHolds } from './preconditions.js';

/** What of an object is sent. */
type Chosen = Exclude<ByteRange, { kind: 'unsatisfiable' }> | { readonly kind: 'not-modified' };

interface Read {
  readonly devId: string;
  readonly name: string;
  readonly objects: Objects;
  readonly accesses: AccessLog;
}

/** GET and HEAD of an object (HGET, TS 5.3.1): its bytes as a stream, or one range of them. */
export async function readObject(
  { devId, name, objects, accesses }: Read,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const method = request.method === 'HEAD' ? 'HEAD' : 'GET';
  const base = { devId, method, object: name, range: request.headers.range ?? null } as const;
  let version: ObjectVersion;
  let range: Chosen;
  try {
    version = await objects.get(name);
    range = choose(request, version);
  } catch (error) {
    if (error instanceof Problem)
      await accesses.record({ ...base, status: error.status, bytes: 0, complete: true, contentType: null });
    throw error;
  }
  const { contentType, size } = version;
  const headers: Record<string, string | number> = {
    etag: entityTag(version),
    'accept-ranges': 'bytes',
    'last-modified': version.createdAt.toUTCString(),
    'cache-control': 'private, no-cache',
  };
  const done = (status: number, bytes: number, complete: boolean): Access => ({
    ...base,
    status,
    bytes,
    complete,
    contentType,
  });
  if (range.kind === 'not-modified') {
    await accesses.record(done(304, 0, true));
    void reply.status(304).headers(headers).send();
    return;
  }
  const part = range.kind === 'part' ? range : undefined;
  const status = part ? 206 : 200;
  const length = part ? part.end - part.start + 1 : size;
  reply.hijack();
  reply.raw.writeHead(status, {
    ...headers,
    'content-type': contentType,
    'content-length': length,
    'x-content-type-options': 'nosniff',
    ...(part ? { 'content-range': `bytes ${part.start}-${part.end}/${size}` } : {}),
  });
  let sent = 0;
  let complete = true;
  if (method === 'HEAD' || length === 0) reply.raw.end();
  else
    try {
      await pipeline(
        objects.read(version, part && { start: part.start, end: part.end }),
        counting((bytes) => (sent += bytes)),
        reply.raw,
      );
    } catch (error) {
      complete = false;
      request.log.info({ reason: (error as Error).message, sent }, 'a transfer was cut');
      reply.raw.destroy();
    }
  await accesses
    .record(done(status, sent, complete))
    .catch((error: unknown) => request.log.error({ err: error }, 'an access could not be recorded'));
}

/**
 * What of the object is sent. Ranges are for GET only (RFC 9110 14.2).
 * @throws Problem 406, 412, 416
 */
function choose({ method, headers }: FastifyRequest, version: ObjectVersion): Chosen {
  const { contentType, size } = version;
  if (!accepts(headers.accept, parseMediaType(contentType)?.essence ?? contentType))
    throw new Problem(406, {
      code: 'not-acceptable',
      field: 'Accept',
      clause: 'TS 5.5',
      detail: `the object is ${contentType}`,
    });
  if (checkPreconditions(method, headers, version) === 'not-modified') return { kind: 'not-modified' };
  const isAsked = method === 'GET' && ifRangeHolds(headers['if-range']?.toString(), version);
  const range = readRange(isAsked ? headers.range : undefined, size);
  if (range.kind === 'unsatisfiable')
    throw new Problem(416, {
      code: 'range-not-satisfiable',
      field: 'Range',
      detail: `the object has ${size} bytes`,
      headers: { 'content-range': `bytes */${size}` },
    });
  return range;
}

function counting(add: (bytes: number) => void): Transform {
  return new Transform({
    highWaterMark: 256 * 1024,
    transform(chunk: Buffer, _encoding, done) {
      add(chunk.length);
      done(null, chunk);
    },
  });
}
