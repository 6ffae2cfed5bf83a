import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { toProblem } from '@dm2/service';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AccessLog } from './access-log.js';
import { UiPages, type PageAnswer, type Visit } from './ui-pages.js';

/** Bytes of a submitted form at most. */
const FORM_LIMIT = 256 * 1024;

type PageRequest = FastifyRequest<{ Params: { token: string; key?: string } }>;

/** Pages are HTML on plain routes: what is sent is a form, errors are pages, and every access is recorded. */
export function addUiRoutes(
  fastify: FastifyInstance,
  app: NestFastifyApplication,
  headers: () => Record<string, string>,
): void {
  void fastify.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: FORM_LIMIT },
      (_request, body, done) => done(null, body),
    );
    scope.setErrorHandler(async (error, request: PageRequest, reply) => {
      const { status } = toProblem(error);
      if (status >= 500) request.log.error({ err: error }, 'a page could not be made');
      const answer = app.get(UiPages).failed(visitOf(request), status);
      await send(request, reply, answer);
    });
    for (const url of ['/ui/:token', '/ui/:token/:key']) {
      scope.get(url, async (request: PageRequest, reply) =>
        send(request, reply, await app.get(UiPages).show(visitOf(request))),
      );
      scope.post(url, { bodyLimit: FORM_LIMIT }, async (request: PageRequest, reply) => {
        const body = typeof request.body === 'string' ? request.body : '';
        return send(request, reply, await app.get(UiPages).answer(visitOf(request), body));
      });
    }
  });

  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    answer: PageAnswer,
  ): Promise<FastifyReply> {
    const { status, uiSessionId, html, location } = answer;
    if (uiSessionId !== undefined)
      await app.get(AccessLog).record({
        uiSessionId,
        status,
        method: request.method,
        path: (request.url.split('?', 1)[0] ?? '').slice(0, 400),
        userAgent: request.headers['user-agent']?.slice(0, 400) ?? null,
      });
    void reply.status(status).headers(headers());
    if (location !== undefined) void reply.header('location', location);
    return html === undefined ? reply.send() : reply.type('text/html; charset=utf-8').send(html);
  }
}

function visitOf(request: PageRequest): Visit {
  const purpose = String(request.headers['sec-purpose'] ?? request.headers['purpose'] ?? '');
  return {
    token: request.params.token,
    key: request.params.key,
    acceptLanguage: request.headers['accept-language'],
    isSeen: request.method !== 'HEAD' && !/prefetch|preview|prerender/i.test(purpose),
  };
}
