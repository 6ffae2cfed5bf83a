import { runService, type RunningService } from '@dm2/service';
import { DataSource } from 'typeorm';
import type { ServerConfig } from './config.js';
import { addDdfRoute } from './description/ddf.route.js';
import { Descriptions } from './description/descriptions.js';
import { addDmRoute } from './dm/dm.route.js';
import { ExchangeService } from './dm/exchange.service.js';
import { RefusalLog } from './dm/refusal-log.js';
import { Waiters } from './dm/waiters.js';
import { InternalEvents } from './event/internal-events.js';
import { addInternalEventsRoute } from './event/internal-events.route.js';
import { LiveEventsController } from './management/live-events.controller.js';
import { describeApi } from './openapi.js';
import { addOpenApiRoutes } from './openapi.route.js';
import { addSchemaRoutes } from './schema/schemas.route.js';
import { ServerModule } from './server.module.js';

/** Starts a DM Server. */
export function startDmServer(config: ServerConfig): Promise<RunningService> {
  return runService<ServerConfig>({
    name: 'dm-server',
    config,
    createModule: (context) => ServerModule.create(context),
    configure(fastify, app, { publicUrl }) {
      addDmRoute(fastify, {
        exchanges: () => app.get(ExchangeService),
        refusals: () => app.get(RefusalLog),
        bodyLimit: config.DM_BODY_LIMIT,
      });
      addInternalEventsRoute(fastify, {
        events: () => app.get(InternalEvents),
        secret: config.INTERNAL_EVENTS_SECRET,
      });
      addDdfRoute(fastify, () => app.get(Descriptions));
      addSchemaRoutes(fastify, publicUrl);
      addOpenApiRoutes(fastify, () => describeApi(app));
    },
    async ready(app) {
      await app.get(DataSource).query('SELECT 1');
    },
    onStop(app) {
      app.get(Waiters).stop();
      app.get(LiveEventsController).release();
    },
  });
}
