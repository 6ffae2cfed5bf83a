import { accepts } from '@dm2/protocol';
import { Problem, verifyObjectUrl } from '@dm2/service';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pipeline } from 'node:stream/promises';
import { Transform } from 'node:stream';
import type { Config } from '../config.js';
import { matchesTag, readRange } from './byte-range.js';
import { Objects, type Access, type ObjectVersion } from './objects.js';

interface ObjectRequest {
  Params: { name: string };
  Querystring: Record<string, string | undefined>;
}

/** What HGET, HPUT and HPOST talk to (TS 5.3.1 to 5.3.3): signed URLs, streams in both directions, entity tags and ranges. */
export function addObjectRoutes(fastify: FastifyInstance, app: NestFastifyApplication, config: Config): void {
  void fastify.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    const authorize = (request: FastifyRequest<ObjectRequest>) =>
      verifyObjectUrl(
        { method: request.method, object: request.params.name, query: request.query },
        config.REPOSITORY_URL_KEY,
        new Date(),
      );
    scope.addHook('onRequest', async (request) => {
      request.raw.socket.setTimeout(config.TRANSFER_IDLE_MS); // the server destroys a socket that times out
    });
    scope.route<ObjectRequest>({
      method: ['GET', 'HEAD'],
      url: '/objects/:name',
      handler: async (request, reply) => {
        const { devId } = authorize(request);
        return read(app.get(Objects), devId, request, reply);
      },
    });
    scope.route<ObjectRequest>({
      method: ['PUT', 'POST'],
      url: '/objects/:name',
      bodyLimit: Number.MAX_SAFE_INTEGER,
      handler: async (request, reply) => {
        const { devId } = authorize(request);
        return write(app.get(Objects), devId, request, reply, config);
      },
    });
  });
}

async function read(
  objects: Objects,
  devId: string,
  request: FastifyRequest<ObjectRequest>,
  reply: FastifyReply,
): Promise<void> {
  const method = request.method === 'HEAD' ? 'HEAD' : 'GET';
  const base = { devId, method, object: request.params.name } as const;
  let version: ObjectVersion;
  try {
    version = await objects.get(request.params.name);
    if (!accepts(request.headers.accept, version.contentType)) {
      throw new Problem(406, {
        code: 'not-acceptable',
        field: 'Accept',
        clause: 'TS 5.3.1',
        detail: `the object is ${version.contentType}`,
      });
    }
  } catch (error) {
    if (error instanceof Problem)
      await objects.record({
        ...base,
        status: error.status,
        bytes: 0,
        complete: true,
        contentType: null,
        range: null,
      });
    throw error;
  }
  const etag = `"${version.sha256}"`;
  const headers: Record<string, string> = {
    etag,
    'accept-ranges': 'bytes',
    'last-modified': new Date(version.createdAt).toUTCString(),
    'cache-control': 'private, no-cache',
  };
  const done = (status: number, bytes: number, complete: boolean): Access => ({
    ...base,
    status,
    bytes,
    complete,
    contentType: version.contentType,
    range: request.headers.range ?? null,
  });
  const noneMatch = request.headers['if-none-match'];
  if (noneMatch !== undefined && matchesTag(noneMatch, etag, true)) {
    await objects.record(done(304, 0, true));
    void reply.status(304).headers(headers).send();
    return;
  }
  const ifRange = request.headers['if-range'];
  const range = readRange(
    ifRange === undefined || ifRange === etag ? request.headers.range : undefined,
    version.size,
  );
  if (range.kind === 'unsatisfiable') {
    await objects.record(done(416, 0, true));
    throw new Problem(416, {
      code: 'range-not-satisfiable',
      field: 'Range',
      detail: `the object has ${version.size} bytes`,
      headers: { 'content-range': `bytes */${version.size}` },
    });
  }
  const part = range.kind === 'part' ? range : undefined;
  const status = part ? 206 : 200;
  const length = part ? part.end - part.start + 1 : version.size;
  reply.hijack();
  reply.raw.writeHead(status, {
    ...headers,
    'content-type': version.contentType,
    'content-length': length,
    'x-content-type-options': 'nosniff',
    ...(part ? { 'content-range': `bytes ${part.start}-${part.end}/${version.size}` } : {}),
  });
  if (method === 'HEAD' || length === 0) {
    reply.raw.end();
    await objects.record(done(status, 0, true));
    return;
  }
  let sent = 0;
  let complete = true;
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
  await objects
    .record(done(status, sent, complete))
    .catch((error: unknown) => request.log.error({ err: error }, 'an access could not be recorded'));
}

async function write(
  objects: Objects,
  devId: string,
  request: FastifyRequest<ObjectRequest>,
  reply: FastifyReply,
  config: Config,
): Promise<void> {
  const method = request.method === 'POST' ? 'POST' : 'PUT';
  const { name } = request.params;
  const contentType = request.headers['content-type'] ?? 'application/octet-stream';
  try {
    checkUpload(request, contentType, config);
    const { version, created } = await objects.write(
      { name, method, devId, contentType, body: request.raw },
      (current) => checkPreconditions(request, current),
    );
    void reply
      .status(created ? 201 : 200)
      .headers({ etag: `"${version.sha256}"` })
      .send({ name, size: version.size, version: version.id });
  } catch (error) {
    const cut = request.raw.destroyed && !request.raw.complete;
    const status = cut ? 400 : error instanceof Problem ? error.status : 500;
    await objects
      .record({ devId, method, object: name, status, bytes: 0, complete: !cut, contentType, range: null })
      .catch(() => undefined);
    if (!request.raw.complete) void reply.header('connection', 'close');
    throw cut
      ? new Problem(400, { code: 'upload-cut', detail: 'the upload broke off', cause: error })
      : error;
  }
}

function checkUpload(request: FastifyRequest, contentType: string, config: Config): void {
  const essence = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (!accepts(config.ACCEPTED_TYPES, essence)) {
    throw new Problem(415, {
      code: 'unsupported-media-type',
      field: 'Content-Type',
      clause: 'TS 5.5',
      detail: `this repository takes ${config.ACCEPTED_TYPES}`,
      headers: { 'omadm-accept': config.ACCEPTED_TYPES },
    });
  }
  if (Number(request.headers['content-length'] ?? 0) > config.MAX_OBJECT_BYTES) {
    throw new Problem(413, {
      code: 'too-large',
      field: 'Content-Length',
      detail: `an object has at most ${config.MAX_OBJECT_BYTES} bytes`,
    });
  }
  if (request.headers['content-encoding'] !== undefined) {
    throw new Problem(415, {
      code: 'unsupported-encoding',
      field: 'Content-Encoding',
      detail: 'objects are taken as they are, without a content encoding',
    });
  }
}

function checkPreconditions(request: FastifyRequest, current: ObjectVersion | undefined): void {
  const fail = (field: string, detail: string) =>
    new Problem(412, { code: 'precondition-failed', field, detail });
  const match = request.headers['if-match'];
  const noneMatch = request.headers['if-none-match'];
  const etag = current && `"${current.sha256}"`;
  if (match !== undefined && (etag === undefined || !matchesTag(match, etag, false)))
    throw fail('If-Match', 'the object is not the one that was expected');
  if (noneMatch !== undefined && etag !== undefined && matchesTag(noneMatch, etag, true))
    throw fail('If-None-Match', 'the object exists');
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
