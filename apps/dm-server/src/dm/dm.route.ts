import { Problem, sendProblem, toProblem } from '@dm2/service';
import { ProtocolError } from '@dm2/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { asProblem } from './dm-request.js';
import type { ExchangeService } from './exchange.service.js';
import { readBody } from './read-body.js';
import type { RefusalLog } from './refusal-log.js';

/**
 * The DM endpoint (TS 5.2): every package of every session is a POST here. A route of its own, past the framework's
 * pipes: the body is read as it came, whatever its Content-Type says, and every refusal names field and clause.
 */
export function addDmRoute(
  fastify: FastifyInstance,
  options: {
    readonly exchanges: () => ExchangeService;
    readonly refusals: () => RefusalLog;
    readonly bodyLimit: number;
  },
): void {
  void fastify.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (request, payload, done) => {
      readBody(payload, options.bodyLimit, announcedLength(request)).then(
        (body) => done(null, body),
        (error: unknown) => done(error as Error),
      );
    });
    scope.setErrorHandler(async (error, request, reply) => {
      const refused = toProblem(refusal(error, request));
      await options
        .refusals()
        .record({ headers: request.raw.headers, body: bodyOf(request), at: new Date() }, refused);
      return sendProblem(refused.status < 500 ? refused : error, request, reply);
    });
    scope.post('/dm', async (request, reply) => {
      const answer = await options.exchanges().exchange({
        headers: request.raw.headers,
        body: bodyOf(request),
        at: new Date(),
        gone: goneSignal(reply),
      });
      return reply
        .status(200)
        .headers({
          ...answer.headers,
          'set-cookie': answer.cookie,
          'cache-control': 'no-store',
        })
        .send(answer.body);
    });
    scope.route({
      method: ['GET', 'PUT', 'PATCH', 'DELETE'],
      url: '/dm',
      handler: async (request) => {
        throw new Problem(405, {
          code: 'method-not-allowed',
          field: 'method',
          clause: 'TS 5.2',
          detail: `a package travels by POST, not by ${request.method}`,
          headers: { allow: 'POST' },
        });
      },
    });
  });
}

function bodyOf(request: FastifyRequest): Buffer {
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}

function announcedLength(request: FastifyRequest): number | undefined {
  const header = request.headers['content-length'];
  return header === undefined ? undefined : Number(header);
}

function goneSignal(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  return gone.signal;
}

/** What Fastify itself refuses, in our words. */
function refusal(error: unknown, request: FastifyRequest): unknown {
  const { code } = error as { code?: string };
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return asProblem(
      new ProtocolError(
        'unsupported-media-type',
        'Content-Type',
        'TS 5.5',
        `Content-Type is "${String(request.headers['content-type']).slice(0, 200)}", which is no media type`,
        415,
      ),
    );
  }
  return asProblem(error);
}
