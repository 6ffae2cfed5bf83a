import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

/** The management API as OpenAPI. `openapi.json` beside this package is it, committed. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const info = new DocumentBuilder()
    .setTitle('DM Server: management API')
    .setDescription(
      'Devices, tasks, sessions and what was recorded of them. Lists are newest first; errors are problem details (RFC 9457).',
    )
    .setVersion('1')
    .addBearerAuth()
    .build();
  return SwaggerModule.createDocument(app, info, { operationIdFactory: (_controller, method) => method });
}
