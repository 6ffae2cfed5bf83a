import type { FastifyInstance } from 'fastify';
import { forwardToService } from './forward-to-service.js';
import { sendProblem } from './problem.js';
import { isJson } from './same-origin.js';
import { PREVIEW_POLICY } from './security-headers.js';
import type { Service } from './service.js';
import type { Visitors } from './visitors.js';

const PREFIX = '/pages-api/';
/** What is read, nothing else. */
const READ = ['pages', 'access', 'ui-sessions/:id'];

/**
 * `/pages-api` on the console's own origin: what the Web Server Component shows, previewed, and what it knows of UI sessions. A
 * preview is asked for as JSON, or by a form whose one field `preview` is that JSON, so that the answer fills a frame.
 */
export function addPreviewForwarding(app: FastifyInstance, visitors: Visitors, service: Service): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: 512 * 1024 }, (_request, body, done) =>
      done(null, body),
    );
    for (const path of READ)
      scope.get(PREFIX + path, (request, reply) =>
        forwardToService(request, reply, { path: request.url.slice(PREFIX.length), service, visitors }),
      );
    for (const path of ['pages/:page/preview', 'pages/:page/preview/html'])
      scope.post(PREFIX + path, (request, reply) => {
        const text = typeof request.body === 'string' ? request.body : '';
        const body = isJson(request.headers) ? text : new URLSearchParams(text).get('preview');
        if (body === null) return sendProblem(reply, 415, 'unsupported-media-type', 'send application/json');
        return forwardToService(request, reply, {
          path: request.url.slice(PREFIX.length),
          service,
          visitors,
          body,
          contentType: 'application/json',
          ...(path.endsWith('/html') ? { answerHeaders: { 'content-security-policy': PREVIEW_POLICY } } : {}),
        });
      });
  });
}
