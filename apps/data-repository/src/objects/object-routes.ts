import { Problem, verifyObjectUrl } from '@dm2/service';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from '../config.js';
import { AccessLog } from './access-log.js';
import { Objects } from './objects.js';
import { Policies } from './policies.js';
import { readObject } from './read-object.js';
import { writeObject } from './write-object.js';

interface ObjectRequest {
  Params: { name: string };
  Querystring: Record<string, unknown>;
}

const METHODS = 'GET, HEAD, PUT, POST';

/** What HGET, HPUT and HPOST talk to (TS 5.3.1 to 5.3.3): signed URLs, streams in both directions, entity tags and ranges. */
export function addObjectRoutes(fastify: FastifyInstance, app: NestFastifyApplication, config: Config): void {
  void fastify.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    const authorized = (request: FastifyRequest<ObjectRequest>) => {
      const { name } = request.params;
      const { devId } = verifyObjectUrl(
        { method: request.method, object: name, query: request.query },
        config.REPOSITORY_URL_KEY,
        new Date(),
      );
      return { devId, name, objects: app.get(Objects), accesses: app.get(AccessLog) };
    };
    scope.addHook('onRequest', async (request) => {
      request.raw.socket.setTimeout(config.TRANSFER_IDLE_MS); // the server destroys a socket that times out
    });
    scope.route<ObjectRequest>({
      method: ['GET', 'HEAD'],
      url: '/objects/:name',
      handler: async (request, reply) => readObject(authorized(request), request, reply),
    });
    scope.route<ObjectRequest>({
      method: ['PUT', 'POST'],
      url: '/objects/:name',
      bodyLimit: Number.MAX_SAFE_INTEGER,
      handler: async (request, reply) => {
        const policies = app.get(Policies);
        const write = { ...authorized(request), policies, maxBytes: config.MAX_OBJECT_BYTES };
        return writeObject(write, request, reply);
      },
    });
    scope.route<ObjectRequest>({
      method: ['DELETE', 'PATCH', 'OPTIONS'],
      url: '/objects/:name',
      bodyLimit: Number.MAX_SAFE_INTEGER,
      handler: async ({ method }) => {
        throw new Problem(405, {
          code: 'method-not-allowed',
          field: 'method',
          detail: `an object takes ${METHODS}, not ${method}`,
          headers: { allow: METHODS },
        });
      },
    });
  });
}
