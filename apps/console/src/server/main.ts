import type { FastifyInstance } from 'fastify';
import { ConfigError, loadConfig, type Config } from './config.js';
import { createConsole } from './console-server.js';
import { bundleFolder } from './pages.js';

/** A whole stop takes less than this. */
const STOP_MS = 2500;

async function start(config: Config): Promise<void> {
  const app = await createConsole(config, config.WEB_DIR ?? bundleFolder());
  const { server } = app;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    if (config.LISTEN_FD === undefined) server.listen({ host: config.HOST, port: config.PORT }, resolve);
    else server.listen({ fd: config.LISTEN_FD }, resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : config.PORT;
  const host = config.HOST === '0.0.0.0' || config.HOST === '::' ? '127.0.0.1' : config.HOST;
  const url = config.PUBLIC_URL ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  app.log.info({ url, port }, 'listening');
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(app));
}

async function stop(app: FastifyInstance): Promise<void> {
  setTimeout(() => process.exit(1), STOP_MS + 400).unref();
  setTimeout(() => app.server.closeAllConnections(), STOP_MS - 500).unref();
  app.server.closeIdleConnections();
  await app.close();
  process.exit(0);
}

function sentence(error: unknown): string {
  if (error instanceof ConfigError) return `the configuration is wrong:\n${error.message}`;
  const { code, message, port } = error as { code?: string; message?: string; port?: number };
  if (code === 'EADDRINUSE') return `port ${port ?? ''} is taken; stop the program that uses it, or set PORT`;
  return message ?? String(error);
}

try {
  await start(loadConfig());
} catch (error) {
  process.stderr.write(`${sentence(error)}\n`);
  process.exit(error instanceof ConfigError ? 2 : 1);
}
