import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { DmServer } from './dm-server.js';
import { sendProblem } from './problem.js';

/** Health and metrics, as every service has them. */
export function addOperations(app: FastifyInstance, server: DmServer): void {
  const registry = new Registry();
  registry.setDefaultLabels({ service: 'console' });
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  });
  app.addHook('onResponse', async (request, reply) => {
    const labels = {
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: String(reply.statusCode),
    };
    requests.observe(labels, reply.elapsedTime / 1000);
  });
  app.get('/health/live', async () => ({ status: 'ok' }));
  app.get('/health/ready', async (_request, reply) => {
    try {
      await server.live();
    } catch {
      return sendProblem(reply, 503, 'not-ready', 'the DM Server can’t be reached');
    }
    return { status: 'ok' };
  });
  app.get('/metrics', async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
}
