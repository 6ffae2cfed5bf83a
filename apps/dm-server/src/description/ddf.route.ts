import { sendProblem } from '@dm2/service';
import type { FastifyInstance } from 'fastify';
import type { Descriptions } from './descriptions.js';

/** What an operator may send a description as. */
export const DDF_TYPES = ['application/xml', 'text/xml', 'application/vnd.syncml.dmddf+xml'];
const MOST_BYTES = 4 * 1024 * 1024;

/** Where the description of an object is served. */
export function ddfUrl(publicUrl: string, moid: string): string {
  return `${publicUrl}/ddf/${encodeURIComponent(moid)}`;
}

/**
 * `GET /ddf/{moid}`: a description as XML, for whoever is pointed at it by `DDF` of Package#1 or of MO data (TS 5.2.2, 7.2.1.4).
 * Public, as it is elsewhere: it tells of a kind of device, never of one.
 */
export function addDdfRoute(fastify: FastifyInstance, descriptions: () => Descriptions): void {
  fastify.addContentTypeParser(
    DDF_TYPES,
    { parseAs: 'string', bodyLimit: MOST_BYTES },
    (_request, body, done) => done(null, body),
  );
  void fastify.register(async (scope) => {
    scope.setErrorHandler(sendProblem);
    scope.get<{ Params: { moid: string } }>('/ddf/:moid', async (request, reply) => {
      const { xml, etag } = await descriptions().get(request.params.moid);
      void reply.headers({
        etag,
        'cache-control': 'public, max-age=300',
        'x-content-type-options': 'nosniff',
      });
      if (request.headers['if-none-match'] === etag) return reply.status(304).send();
      return reply.type('application/xml; charset=utf-8').send(xml);
    });
  });
}
