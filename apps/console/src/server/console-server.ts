import cookies from '@fastify/cookie';
import fastify, { LogController, type FastifyInstance } from 'fastify';
import type { Config } from './config.js';
import { DmServer } from './dm-server.js';
import { addForwarding } from './forwarding.js';
import { addPreviewForwarding } from './forward-previews.js';
import { addRepositoryForwarding } from './forward-repository.js';
import { addOperations } from './operations.js';
import { addPages } from './pages.js';
import { sendProblem } from './problem.js';
import { SECURITY } from './security-headers.js';
import { Service } from './service.js';
import { addSigningIn } from './sign-in.js';
import { Visitors } from './visitors.js';

/** The console's server: the web bundle, signing in, and /api forwarded to the DM Server on the same origin. */
export async function createConsole(config: Config, folder: string): Promise<FastifyInstance> {
  const app = fastify({
    logger: { level: config.LOG_LEVEL, name: 'console', base: { service: 'console' } },
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: 'idle',
    bodyLimit: 8 * 1024 * 1024,
    routerOptions: { maxParamLength: 2048 },
  });
  const server = new DmServer(config.DM_SERVER_URL);
  const repository = new Service('the Data Repository', {
    DATA_REPOSITORY_URL: config.DATA_REPOSITORY_URL,
    REPOSITORY_API_TOKEN: config.REPOSITORY_API_TOKEN,
  });
  const pages = new Service('the Web Server Component', {
    WEB_SERVER_COMPONENT_URL: config.WEB_SERVER_COMPONENT_URL,
    WSC_API_TOKEN: config.WSC_API_TOKEN,
  });
  app.addHook('onClose', async () => {
    await Promise.all([server.close(), repository.close(), pages.close()]);
  });
  app.addHook('onRequest', async (_request, reply) => {
    void reply.headers(SECURITY);
  });
  app.setErrorHandler((error: { statusCode?: number; message?: string }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return sendProblem(reply, status, 'invalid-request', error.message ?? '');
    request.log.error({ err: error }, 'a request failed');
    return sendProblem(reply, 500, 'internal', 'an unexpected error; its reason is in the log');
  });
  await app.register(cookies);
  addOperations(app, server);
  addSigningIn(app, config, server);
  addForwarding(app, config, server);
  const visitors = new Visitors(config, server);
  addRepositoryForwarding(app, visitors, repository);
  addPreviewForwarding(app, visitors, pages);
  await addPages(app, folder);
  await app.ready();
  return app;
}
