import { NestFactory } from '@nestjs/core';
import { Module, type INestApplication } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { Descriptions } from './description/descriptions.js';
import { EventFeed } from './event/event-feed.js';
import { ApiGuard } from './management/api-guard.js';
import { CONTROLLERS } from './management/controllers.js';
import { Devices } from './management/devices.js';
import { Overview } from './management/overview/overview.js';
import { Records } from './management/records.js';
import { TaskBatches } from './management/task-batches.js';
import { TaskLists } from './management/task-lists.js';
import { Subscriptions } from './management/subscriptions.js';
import { Tasks } from './management/tasks.js';
import { CONFIG, LOG, PUBLIC_URL } from './tokens.js';

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

/** What controllers ask for; nothing of it is used to describe them. */
const WANTED = [
  CONFIG,
  LOG,
  PUBLIC_URL,
  ApiGuard,
  Descriptions,
  Devices,
  EventFeed,
  Records,
  Tasks,
  TaskLists,
  TaskBatches,
  Subscriptions,
  Overview,
];

@Module({
  controllers: CONTROLLERS,
  providers: WANTED.map((token) => ({ provide: token, useValue: { DM_API_TOKEN: '' } })),
})
class DescribedModule {}

/** The same without a running service: of the controllers only their decorators are used. */
export async function openApiJson(): Promise<string> {
  const app = await NestFactory.create(DescribedModule, new FastifyAdapter(), {
    logger: false,
    abortOnError: false,
  });
  await app.init();
  const document = describeApi(app);
  await app.close();
  return `${JSON.stringify(document, null, 2)}\n`;
}
