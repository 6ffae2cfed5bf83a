import { accepts, parseMediaType } from '@dm2/protocol';
import { Problem } from '@dm2/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AccessLog } from './access-log.js';
import type { Objects } from './objects.js';
import type { Policies } from './policies.js';
import { checkPreconditions, entityTag } from './preconditions.js';

interface Write {
  readonly devId: string;
  readonly name: string;
  readonly objects: Objects;
  readonly policies: Policies;
  readonly accesses: AccessLog;
  readonly maxBytes: number;
}

/**
 * PUT and POST of an object (HPUT, HPOST, the reports of SUB; TS 5.3.2, 5.3.3, 5.3.11). What can be refused before the bytes
 * come is; the preconditions are looked at again, under the object's lock, when they are there.
 */
export async function writeObject(
  { devId, name, objects, policies, accesses, maxBytes }: Write,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const method = request.method === 'POST' ? 'POST' : 'PUT';
  const { headers } = request;
  const contentType = headers['content-type'] ?? 'application/octet-stream';
  try {
    const [current, accepted] = await Promise.all([objects.find(name), policies.acceptOf(name)]);
    checkType(contentType, headers['content-encoding'], accepted);
    checkPreconditions(method, headers, current ?? undefined);
    checkLength(Number(headers['content-length'] ?? 0), maxBytes);
    const { version, created } = await objects.write(
      { name, method, devId, contentType, body: request.raw },
      (now) => void checkPreconditions(method, headers, now),
    );
    void reply
      .status(created ? 201 : 200)
      .headers({ etag: entityTag(version), 'omadm-accept': accepted })
      .send({ name, size: version.size, version: version.id });
  } catch (error) {
    const cut = request.raw.destroyed && !request.raw.complete;
    const status = cut ? 400 : error instanceof Problem ? error.status : 500;
    await accesses
      .record({ devId, method, object: name, status, bytes: 0, complete: !cut, contentType, range: null })
      .catch((cause: unknown) => request.log.error({ err: cause }, 'an access could not be recorded'));
    throw cut
      ? new Problem(400, { code: 'upload-cut', detail: 'the upload broke off', cause: error })
      : error;
  }
}

/** @throws Problem 415 that names what is taken, so that the device can try with that (TS 5.3.11, 5.5) */
function checkType(contentType: string, encoding: string | undefined, accepted: string): void {
  const essence = parseMediaType(contentType)?.essence;
  if (essence === undefined || !accepts(accepted, essence))
    throw new Problem(415, {
      code: 'unsupported-media-type',
      field: 'Content-Type',
      clause: 'TS 5.5',
      detail: `this object takes ${accepted}`,
      headers: { 'omadm-accept': accepted },
    });
  if (encoding !== undefined && encoding.trim().toLowerCase() !== 'identity')
    throw new Problem(415, {
      code: 'unsupported-encoding',
      field: 'Content-Encoding',
      detail: 'objects are taken as they are, without a content encoding',
      headers: { 'omadm-accept': accepted, 'accept-encoding': 'identity' },
    });
}

function checkLength(length: number, maxBytes: number): void {
  if (length > maxBytes)
    throw new Problem(413, {
      code: 'too-large',
      field: 'Content-Length',
      detail: `an object has at most ${maxBytes} bytes`,
    });
}
