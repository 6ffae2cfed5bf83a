import { createHash } from 'node:crypto';
import { Problem, sendProblem } from '@dm2/service';
import type { FastifyInstance } from 'fastify';
import { publishedSchemas } from './published-schemas.js';

const SUFFIX = '.schema.json';

/** `GET /schemas` lists the published JSON Schemas, `GET /schemas/{name}.schema.json` is one. Public. */
export function addSchemaRoutes(fastify: FastifyInstance, publicUrl: () => string): void {
  const schemas = publishedSchemas().map(({ name, title, schema }) => {
    const text = `${JSON.stringify(schema, null, 2)}\n`;
    const etag = `"${createHash('sha256').update(text, 'utf8').digest('base64url')}"`;
    return { file: `${name}${SUFFIX}`, name, title, text, etag };
  });
  void fastify.register(async (scope) => {
    scope.setErrorHandler(sendProblem);
    scope.get('/schemas', async () => ({
      items: schemas.map(({ name, title, file }) => ({ name, title, url: `${publicUrl()}/schemas/${file}` })),
      next: null,
    }));
    scope.get<{ Params: { file: string } }>('/schemas/:file', async (request, reply) => {
      const found = schemas.find(({ file }) => file === request.params.file);
      if (!found)
        throw new Problem(404, {
          code: 'schema-unknown',
          field: 'name',
          detail: 'there is no such schema: GET /schemas lists them',
        });
      void reply.headers({ etag: found.etag, 'cache-control': 'public, max-age=3600' });
      if (request.headers['if-none-match'] === found.etag) return reply.status(304).send();
      return reply.type('application/schema+json; charset=utf-8').send(found.text);
    });
  });
}
