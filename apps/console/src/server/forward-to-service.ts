import type { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendProblem } from './problem.js';
import type { Service } from './service.js';
import type { Visitors } from './visitors.js';

const REQUEST_HEADERS = [
  'content-type',
  'content-length',
  'accept',
  'accept-language',
  'if-none-match',
] as const;
const RESPONSE_HEADERS = ['content-type', 'content-length', 'etag', 'retry-after'] as const;

export interface ToService {
  /** Below the API of the service, with its query. */
  readonly path: string;
  readonly service: Service;
  readonly visitors: Visitors;
  /** What is sent along; a stream goes through as it comes. */
  readonly body?: Readable | string;
  readonly contentType?: string;
  /** Set on an answer that succeeds, whatever the service says. */
  readonly answerHeaders?: Readonly<Record<string, string>>;
}

/** Passes a request on to a service with this server's own token, and its answer back; neither is kept. */
export async function forwardToService(
  request: FastifyRequest,
  reply: FastifyReply,
  to: ToService,
): Promise<FastifyReply> {
  const { service, body } = to;
  let refused: Awaited<ReturnType<Visitors['refusalOf']>>;
  try {
    refused = await to.visitors.refusalOf(request);
  } catch (error) {
    request.log.warn({ err: error }, 'the DM Server can’t be reached');
    return sendProblem(reply, 502, 'server-unreachable', 'the DM Server can’t be reached');
  }
  if (refused) return sendProblem(reply, ...refused);
  if (service.missing.length > 0)
    return sendProblem(
      reply,
      503,
      'not-configured',
      `this console knows no way to ${service.name}: set ${service.missing.join(' and ')} of its server`,
    );
  const url = service.urlOf(to.path);
  if (!url) return sendProblem(reply, 404, 'not-found', 'there is nothing at this path');
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  try {
    const response = await service.call(url, {
      method: request.method,
      headers: requestHeaders(request, to),
      signal: gone.signal,
      ...(body === undefined ? {} : { body }),
    });
    const isFine = response.statusCode >= 200 && response.statusCode < 300;
    return reply
      .status(response.statusCode)
      .headers({ ...picked(response.headers, RESPONSE_HEADERS), 'cache-control': 'no-store' })
      .headers(isFine ? (to.answerHeaders ?? {}) : {})
      .send(response.body);
  } catch (error) {
    if (gone.signal.aborted) return reply.hijack();
    request.log.warn({ err: error }, 'a service can’t be reached');
    return sendProblem(reply, 502, 'service-unreachable', `${service.name} can’t be reached`);
  }
}

function requestHeaders(request: FastifyRequest, { body, contentType }: ToService): Record<string, string> {
  const headers = picked(request.headers, REQUEST_HEADERS);
  // The length is that of a body which goes through unchanged.
  if (body === undefined || typeof body === 'string') delete headers['content-length'];
  if (body === undefined) delete headers['content-type'];
  return { ...headers, ...(contentType === undefined ? {} : { 'content-type': contentType }) };
}

function picked(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  names: readonly string[],
): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of names) {
    const value = headers[name];
    if (typeof value === 'string') found[name] = value;
  }
  return found;
}
