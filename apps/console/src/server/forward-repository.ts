import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { forwardToService } from './forward-to-service.js';
import { sendProblem } from './problem.js';
import { isJson } from './same-origin.js';
import type { Service } from './service.js';
import type { Visitors } from './visitors.js';

const PREFIX = '/repository-api/';
/** Nothing else of the repository is reached through the console. */
const ROUTES: readonly (readonly [method: 'GET' | 'PUT' | 'DELETE', path: string])[] = [
  ['GET', 'objects'],
  ['GET', 'access'],
  ['GET', 'objects/:name'],
  ['DELETE', 'objects/:name'],
  ['GET', 'objects/:name/versions'],
  ['GET', 'objects/:name/policy'],
  ['DELETE', 'objects/:name/policy'],
];

/** `/repository-api` on the console's own origin: the management API of the Data Repository. Objects stream in both directions. */
export function addRepositoryForwarding(app: FastifyInstance, visitors: Visitors, service: Service): void {
  const to = (request: FastifyRequest) => ({ path: request.url.slice(PREFIX.length), service, visitors });
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    // Nothing is read here: what comes goes on as it comes.
    scope.addContentTypeParser('*', (_request, _body, done) => done(null));
    for (const [method, path] of ROUTES)
      scope.route({
        method,
        url: PREFIX + path,
        handler: (request, reply) => forwardToService(request, reply, to(request)),
      });
    scope.put(`${PREFIX}objects/:name`, { handler: (request, reply) => upload(request, reply) });
    scope.put(`${PREFIX}objects/:name/policy`, {
      handler: (request, reply) =>
        isJson(request.headers)
          ? upload(request, reply)
          : sendProblem(reply, 415, 'unsupported-media-type', 'send application/json'),
    });
    scope.get<{ Params: { name: string } }>(`${PREFIX}objects/:name/content`, (request, reply) =>
      forwardToService(request, reply, { ...to(request), answerHeaders: asFile(request.params.name) }),
    );
  });

  const upload = (request: FastifyRequest, reply: FastifyReply) =>
    forwardToService(request, reply, { ...to(request), body: request.raw });
}

/** What a device has written is saved and never shown: it is no part of the console, whatever its type says. */
function asFile(name: string): Record<string, string> {
  return {
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)}`,
    'content-security-policy': "sandbox; default-src 'none'",
  };
}
