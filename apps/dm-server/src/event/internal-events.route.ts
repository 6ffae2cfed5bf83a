import { Problem, verifyEvent } from '@dm2/service';
import type { FastifyInstance } from 'fastify';
import type { InternalEvents } from './internal-events.js';

/** The internal interface (step 4.3): the signature is over the bytes, so they are read as they came. */
export function addInternalEventsRoute(
  fastify: FastifyInstance,
  options: { readonly events: () => InternalEvents; readonly secret: string },
): void {
  void fastify.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
    scope.post('/internal/events', async (request, reply) => {
      if (typeof request.body !== 'string') {
        throw new Problem(400, { code: 'invalid-event', field: 'body', detail: 'an event is a JSON object' });
      }
      const event = verifyEvent(request.headers, request.body, options.secret);
      await options.events().take(event);
      return reply.status(204).send();
    });
  });
}
