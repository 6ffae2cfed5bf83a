import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, loadConfig, type Config } from './config.js';
import { bundleFolder, createConsole } from './console-server.js';

async function start(config: Config): Promise<void> {
  const folder = bundleFolder();
  if (!existsSync(join(folder, 'index.html')))
    throw new Error('the web bundle is missing; build it with "npm run build:web -w apps/console"');
  const app = await createConsole(config, folder);
  await app.ready();
  await new Promise<void>((resolve, reject) => {
    app.server.once('error', reject);
    if (config.LISTEN_FD === undefined) app.server.listen({ host: config.HOST, port: config.PORT }, resolve);
    else app.server.listen({ fd: config.LISTEN_FD }, resolve);
  });
  const address = app.server.address();
  const port = typeof address === 'object' && address ? address.port : config.PORT;
  const url = config.PUBLIC_URL ?? `http://${config.HOST === '0.0.0.0' ? '127.0.0.1' : config.HOST}:${port}`;
  app.log.info({ url, port }, 'listening');
  const stop = () => {
    setTimeout(() => process.exit(0), 2500).unref();
    app.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

try {
  await start(loadConfig());
} catch (error) {
  const { code, message } = error as { code?: string; message: string };
  const wrong = error instanceof ConfigError;
  process.stderr.write(
    `${wrong ? 'the configuration is wrong:\n' : ''}${code === 'EADDRINUSE' ? 'the port is taken; stop the program that uses it, or set PORT' : message}\n`,
  );
  process.exit(wrong ? 2 : 1);
}
