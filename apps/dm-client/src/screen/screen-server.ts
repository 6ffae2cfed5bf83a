import fastify from 'fastify';
import { complain, type Device } from '../device.js';
import { UsageError } from '../options.js';
import { LiveView } from './live-view.js';
import { addScreenApi } from './screen-api.js';
import { screenScripts } from './screen-files.js';
import { HEADERS, problem, refusal } from './screen-guard.js';
import { screenPage } from './screen-page.js';
import { screenState, type ScreenParts } from './screen-state.js';
import { SCREEN_STYLE } from './screen-style.js';

export interface Screen {
  readonly url: string;
  close(): Promise<void>;
}

/** Where the screen is. */
export interface ScreenAddress {
  readonly host: string;
  readonly port: number;
  /** Names under which it may be opened, beside those of the machine itself. */
  readonly names: readonly string[];
}

/** The device's own screen: a phone in which SHOW's page opens, beside it what the device does; and its small API. */
export async function startScreen(
  { host, port, names }: ScreenAddress,
  device: Device,
  parts: ScreenParts,
): Promise<Screen> {
  const app = fastify({ forceCloseConnections: true, bodyLimit: 64 * 1024 });
  const scripts = await screenScripts();
  const live = new LiveView(device, parts);
  const known = [...names, host].map((name) => name.toLowerCase());

  app.addHook('onRequest', async (request, reply) => {
    void reply.headers(HEADERS);
    const reason = refusal(request, known);
    return reason === undefined ? undefined : problem(reply, 403, reason);
  });
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    if (error instanceof UsageError) return problem(reply, 400, error.message);
    const status = error.statusCode ?? 500;
    if (status >= 500) complain(error);
    return problem(reply, status, status >= 500 ? 'The device failed.' : error.message);
  });
  app.setNotFoundHandler((request, reply) => problem(reply, 404, `There is nothing at ${request.url}.`));

  app.get('/', async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(screenPage(screenState(device, parts))),
  );
  for (const [path, script] of scripts)
    app.get(path, async (_request, reply) => reply.type('text/javascript; charset=utf-8').send(script));
  app.get('/screen.css', async (_request, reply) => reply.type('text/css; charset=utf-8').send(SCREEN_STYLE));
  app.get('/health/live', async () => ({ status: 'ok' }));
  app.get('/health/ready', async () => ({ status: 'ok' }));
  app.get('/metrics', async (_request, reply) =>
    reply.type('text/plain; version=0.0.4').send(metrics(device)),
  );
  addScreenApi(app, device, parts, live);

  try {
    await app.listen({ host, port });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const at = `--screen ${host}:${port}`;
    throw new UsageError(
      code === 'EADDRINUSE'
        ? `${at} is taken; stop the program that uses it, or give another port`
        : `${at} can't be opened (${code ?? 'unknown error'})`,
    );
  }
  const bound = app.server.address();
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${typeof bound === 'object' && bound ? bound.port : port}`,
    async close() {
      live.close();
      await app.close();
    },
  };
}

function metrics(device: Device): string {
  return [
    '# HELP dm_client_sessions DM sessions running or waiting.',
    '# TYPE dm_client_sessions gauge',
    `dm_client_sessions ${device.busy}`,
    '# HELP dm_client_pending_alerts Alerts that wait for a session.',
    '# TYPE dm_client_pending_alerts gauge',
    `dm_client_pending_alerts ${device.state.pendingAlerts.length}`,
    '',
  ].join('\n');
}
