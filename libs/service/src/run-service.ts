import 'reflect-metadata';
import { Module, type DynamicModule, type LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { LogController, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { ConfigError, type BaseConfig } from './config.js';
import { DatabaseError } from './database.js';
import { createLog } from './log.js';
import { Metrics } from './metrics.js';
import { Problem } from './problem.js';
import { ProblemFilter, sendProblem } from './problem-filter.js';

/** A whole stop takes less than this. */
const STOP_MS = 2500;

/** What a service's module is made of. */
export interface ServiceContext<C> {
  readonly config: C;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** How others reach this service; known once it listens. */
  readonly publicUrl: () => string;
}

export interface ServiceOptions<C extends BaseConfig> {
  readonly name: string;
  readonly config: C;
  createModule(context: ServiceContext<C>): DynamicModule | Promise<DynamicModule>;
  /** Adds routes and parsers that go past Nest; `get` finds a provider once a request is there. */
  configure?(
    fastify: FastifyInstance,
    app: NestFastifyApplication,
    context: ServiceContext<C>,
  ): void | Promise<void>;
  /** Rejects if the service can't do its work now. */
  ready?(app: NestFastifyApplication): Promise<void>;
  /** Begins to give up what would keep connections open. */
  onStop?(app: NestFastifyApplication): Promise<void> | void;
}

export interface RunningService {
  readonly url: string;
  readonly port: number;
  readonly app: NestFastifyApplication;
  readonly log: Logger;
  close(): Promise<void>;
}

@Module({})
class Root {}

/** Starts a Nest service on Fastify with what all of ours have: log, health, metrics, problems, a graceful stop. */
export async function runService<C extends BaseConfig>(options: ServiceOptions<C>): Promise<RunningService> {
  const { name, config } = options;
  const log = createLog(name, config.LOG_LEVEL);
  const metrics = new Metrics(name);
  let url = config.PUBLIC_URL ?? '';
  const context: ServiceContext<C> = { config, log, metrics, publicUrl: () => url };
  const adapter = new FastifyAdapter({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: 'idle',
    keepAliveTimeout: 65_000,
    bodyLimit: 1024 * 1024,
    routerOptions: { maxParamLength: 1024 },
    frameworkErrors: (error: { statusCode?: number }, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(badPath(error.statusCode), request, reply),
  } as ConstructorParameters<typeof FastifyAdapter>[0]);
  const module = await options.createModule(context);
  const app: NestFastifyApplication = await NestFactory.create({ module: Root, imports: [module] }, adapter, {
    logger: nestLogger(log),
    bodyParser: false,
    abortOnError: false,
  });
  const fastify: FastifyInstance = adapter.getInstance();
  app.useGlobalFilters(new ProblemFilter());
  addOperations(fastify, metrics, () => options.ready?.(app) ?? Promise.resolve());
  await options.configure?.(fastify, app, context);
  await app.init();
  await fastify.ready();
  const address = await listen(fastify, config);
  const host = config.HOST === '0.0.0.0' || config.HOST === '::' ? '127.0.0.1' : config.HOST;
  const own = `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
  url ||= own;
  log.info({ url, port: address.port }, 'listening');
  let closing: Promise<void> | undefined;
  return {
    url,
    port: address.port,
    app,
    log,
    close: () =>
      (closing ??= (async () => {
        const force = setTimeout(() => fastify.server.closeAllConnections(), STOP_MS - 1300);
        await options.onStop?.(app);
        fastify.server.closeIdleConnections();
        await app.close();
        clearTimeout(force);
      })()),
  };
}

/** A path that no route can be looked up for. */
function badPath(status = 400): Problem {
  return status === 414
    ? new Problem(status, {
        code: 'path-too-long',
        field: 'path',
        detail: 'a segment of the path is too long',
      })
    : new Problem(status, { code: 'path-invalid', field: 'path', detail: 'the path is not a valid one' });
}

function nestLogger(log: Logger): LoggerService {
  return {
    log: (message: unknown) => log.debug(String(message)),
    error: (message: unknown, ...rest: unknown[]) => log.error({ rest: rest.map(String) }, String(message)),
    warn: (message: unknown) => log.warn(String(message)),
    debug: (message: unknown) => log.trace(String(message)),
    verbose: (message: unknown) => log.trace(String(message)),
  };
}

function addOperations(fastify: FastifyInstance, metrics: Metrics, ready: () => Promise<void>): void {
  fastify.addHook('onResponse', async (request, reply) => {
    metrics.requests.observe(
      { method: request.method, route: request.routeOptions.url ?? 'none', status: String(reply.statusCode) },
      reply.elapsedTime / 1000,
    );
  });
  fastify.get('/health/live', async () => ({ status: 'ok' }));
  fastify.get('/health/ready', async () => {
    try {
      await ready();
    } catch (cause) {
      throw new Problem(503, {
        code: 'not-ready',
        detail: cause instanceof Error ? cause.message : 'not ready',
        cause,
      });
    }
    return { status: 'ok' };
  });
  fastify.get('/metrics', async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
}

async function listen(fastify: FastifyInstance, config: BaseConfig): Promise<AddressInfo> {
  const { server } = fastify;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    const done = () => {
      server.off('error', reject);
      resolve();
    };
    if (config.LISTEN_FD === undefined) server.listen({ host: config.HOST, port: config.PORT }, done);
    else server.listen({ fd: config.LISTEN_FD }, done);
  });
  const address = server.address();
  if (typeof address === 'object' && address) return address;
  throw new Error('the listening socket has no port');
}

/** The main of a service: configuration, start, signals; an error is one sentence on standard error. */
export async function main(start: () => Promise<RunningService>): Promise<void> {
  let service: RunningService;
  try {
    service = await start();
  } catch (error) {
    process.stderr.write(`${sentence(error)}\n`);
    process.exit(error instanceof ConfigError ? 2 : 1);
  }
  // pg-boss does not wait for its own bookkeeping: a database that goes away at that moment must not end the service.
  process.on('unhandledRejection', (reason) => service.log.error({ err: reason }, 'nobody waited for this'));
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_MS + 400).unref();
    service.close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${sentence(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

function sentence(error: unknown): string {
  if (error instanceof ConfigError) return `the configuration is wrong:\n${error.message}`;
  if (error instanceof DatabaseError) return error.message;
  const { code, message, port } = error as { code?: string; message?: string; port?: number };
  if (code === 'EADDRINUSE') return `port ${port ?? ''} is taken; stop the program that uses it, or set PORT`;
  return process.env['LOG_LEVEL'] === 'debug' && error instanceof Error
    ? (error.stack ?? error.message)
    : (message ?? String(error));
}
