import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from './config.js';
import type { DmServer } from './dm-server.js';
import { sendProblem } from './problem.js';
import { isJson, isSameOrigin } from './same-origin.js';
import { SECURITY } from './security-headers.js';
import { openToken, sessionCookie } from './session-cookie.js';

const REQUEST_HEADERS = [
  'content-type',
  'accept',
  'accept-language',
  'last-event-id',
  'if-none-match',
] as const;
const RESPONSE_HEADERS = ['content-type', 'etag', 'location', 'retry-after', 'content-disposition'] as const;

/** /api and /schemas on the console's own origin: the DM Server's management API, with the token of who is signed in. */
export function addForwarding(app: FastifyInstance, config: Config, server: DmServer): void {
  const cookie = sessionCookie(config);
  const streams = new Set<ServerResponse>();
  app.addHook('preClose', async () => {
    for (const stream of streams) stream.end();
  });

  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    const pass = async (request: FastifyRequest, reply: FastifyReply) => {
      const token = await openToken(request.cookies[cookie.name], config.CONSOLE_SESSION_KEY);
      if (token === undefined)
        return sendProblem(reply, 401, 'signed-out', 'sign in with the token of the management API');
      const refused = refusalOf(request, config);
      if (refused) return sendProblem(reply, ...refused);
      const url = server.apiUrl(request.url);
      if (!url) return sendProblem(reply, 404, 'not-found', 'there is nothing at this path');
      return forward(request, reply, { url, token, server, streams });
    };
    for (const path of ['/api/*', '/schemas/*']) scope.all(path, pass);
  });
}

/** Why a request that changes something is not passed on: another site must not be able to send it. */
function refusalOf(request: FastifyRequest, config: Config): [number, string, string] | undefined {
  if (request.method === 'GET' || request.method === 'HEAD') return undefined;
  if (!isSameOrigin(request.headers, config.PUBLIC_URL))
    return [403, 'other-origin', 'changes are for the console’s own pages'];
  const hasBody = Buffer.isBuffer(request.body) && request.body.length > 0;
  if (hasBody && !isJson(request.headers)) return [415, 'unsupported-media-type', 'send application/json'];
  return undefined;
}

interface Forwarded {
  readonly url: URL;
  readonly token: string;
  readonly server: DmServer;
  readonly streams: Set<ServerResponse>;
}

async function forward(
  request: FastifyRequest,
  reply: FastifyReply,
  target: Forwarded,
): Promise<FastifyReply> {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  const headers: Record<string, string> = { authorization: `Bearer ${target.token}` };
  for (const name of REQUEST_HEADERS) {
    const value = request.headers[name];
    if (typeof value === 'string') headers[name] = value;
  }
  const body = Buffer.isBuffer(request.body) && request.body.length > 0 ? { body: request.body } : {};
  let response: Awaited<ReturnType<DmServer['call']>>;
  try {
    response = await target.server.call(target.url, {
      method: request.method,
      headers,
      signal: gone.signal,
      ...body,
    });
  } catch (error) {
    if (gone.signal.aborted) return reply.hijack();
    request.log.warn({ err: error }, 'the DM Server can’t be reached');
    return sendProblem(reply, 502, 'server-unreachable', 'the DM Server can’t be reached');
  }
  const passed: Record<string, string> = { 'cache-control': 'no-store' };
  for (const name of RESPONSE_HEADERS) {
    const value = response.headers[name];
    if (typeof value === 'string') passed[name] = value;
  }
  if (!passed['content-type']?.startsWith('text/event-stream'))
    return reply.status(response.statusCode).headers(passed).send(response.body);
  stream(reply, response.statusCode, passed, response.body, target.streams);
  return reply;
}

/** Server-sent events go through as they come; when one side leaves, the other is let go. */
function stream(
  reply: FastifyReply,
  status: number,
  headers: Record<string, string>,
  body: NodeJS.ReadableStream,
  streams: Set<ServerResponse>,
): void {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(status, {
    ...SECURITY,
    ...headers,
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  });
  raw.flushHeaders();
  streams.add(raw);
  pipeline(body, raw, () => streams.delete(raw));
}
