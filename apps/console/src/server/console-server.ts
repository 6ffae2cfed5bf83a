import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import cookies from '@fastify/cookie';
import files from '@fastify/static';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { Agent, request as call } from 'undici';
import { z } from 'zod';
import type { Config } from './config.js';
import { COOKIE, COOKIE_SECONDS, openToken, sealToken } from './session-cookie.js';

const SECURITY = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
} as const;

const PASSED_ON = ['content-type', 'accept', 'last-event-id'] as const;
const signIn = z.object({ token: z.string().min(1).max(1000) });

/** Where the web bundle is, from the sources as from the build. */
export function bundleFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const built = join(here, '..', 'web');
  return existsSync(join(built, 'index.html')) ? built : join(here, '..', '..', 'dist', 'web');
}

/** The console's server: the web bundle, signing in, and /api forwarded to the DM Server on the same origin. */
export async function createConsole(config: Config, folder: string): Promise<FastifyInstance> {
  const app = fastify({
    logger: { level: config.LOG_LEVEL, name: 'console', base: { service: 'console' } },
    forceCloseConnections: true,
    bodyLimit: 8 * 1024 * 1024,
    disableRequestLogging: true,
  } as object);
  const agent = new Agent({ bodyTimeout: 0, headersTimeout: 30_000, connections: 256 });
  app.addHook('onClose', () => agent.destroy());
  app.addHook('onSend', async (_request, reply) => {
    void reply.headers(SECURITY);
  });
  await app.register(cookies);
  app.get('/health/live', async () => ({ status: 'ok' }));
  app.get('/health/ready', async () => ({ status: 'ok' }));
  app.get('/metrics', async (_request, reply) =>
    reply
      .type('text/plain; version=0.0.4')
      .send(
        `# TYPE process_resident_memory_bytes gauge\nprocess_resident_memory_bytes ${process.memoryUsage.rss()}\n`,
      ),
  );
  addSigningIn(app, config, agent);
  addForwarding(app, config, agent);
  await app.register(files, {
    root: folder,
    preCompressed: true,
    setHeaders: (response, path) => {
      response.setHeader(
        'cache-control',
        path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    },
  });
  app.setNotFoundHandler((request, reply) => {
    if (request.method !== 'GET' || request.url.startsWith('/api/') || request.url.startsWith('/assets/'))
      return reply
        .status(404)
        .type('application/problem+json')
        .send(problem(404, 'not-found', `there is nothing at ${request.url.split('?', 1)[0] ?? ''}`));
    return reply.sendFile('index.html');
  });
  app.setErrorHandler((error: { statusCode?: number; message?: string }, request, reply) => {
    const status = error.statusCode !== undefined && error.statusCode < 500 ? error.statusCode : 500;
    if (status === 500) request.log.error({ err: error }, 'a request failed');
    return reply
      .status(status)
      .type('application/problem+json')
      .send(
        problem(
          status,
          status === 500 ? 'internal' : 'invalid-request',
          status === 500 ? 'an unexpected error; its reason is in the log' : (error.message ?? ''),
        ),
      );
  });
  return app;
}

function problem(status: number, code: string, detail: string): object {
  return { type: 'about:blank', title: code, status, code, detail };
}

function addSigningIn(app: FastifyInstance, config: Config, agent: Agent): void {
  app.post('/auth/login', async (request, reply) => {
    if (!isSameOrigin(request))
      return reply
        .status(403)
        .type('application/problem+json')
        .send(problem(403, 'other-origin', 'only the console itself signs in'));
    const parsed = signIn.safeParse(request.body);
    if (!parsed.success)
      return reply
        .status(422)
        .type('application/problem+json')
        .send(problem(422, 'invalid-request', 'the token is missing'));
    const { token } = parsed.data;
    let status: number;
    try {
      const response = await call(`${base(config)}/api/v1/devices?limit=1`, {
        headers: { authorization: `Bearer ${token}` },
        dispatcher: agent,
      });
      status = response.statusCode;
      await response.body.dump();
    } catch {
      return reply
        .status(502)
        .type('application/problem+json')
        .send(problem(502, 'server-unreachable', 'the DM Server can’t be reached'));
    }
    if (status !== 200)
      return reply
        .status(401)
        .type('application/problem+json')
        .send(problem(401, 'credentials-wrong', 'this is not the token of the management API'));
    const value = await sealToken(token, config.CONSOLE_SESSION_KEY);
    return reply
      .setCookie(COOKIE, value, {
        httpOnly: true,
        sameSite: 'strict',
        path: '/',
        maxAge: COOKIE_SECONDS,
        secure: request.protocol === 'https',
      })
      .status(204)
      .send();
  });
  app.post('/auth/logout', async (request, reply) => {
    if (!isSameOrigin(request)) return reply.status(403).send();
    return reply.clearCookie(COOKIE, { path: '/' }).status(204).send();
  });
}

/** A browser names the origin of whoever asks; another site's request is not ours. */
function isSameOrigin(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin } = request.headers;
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === request.headers.host);
}

function addForwarding(app: FastifyInstance, config: Config, agent: Agent): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.all('/api/*', async (request, reply) => {
      const token = await openToken(request.cookies[COOKIE], config.CONSOLE_SESSION_KEY);
      if (token === undefined)
        return reply
          .status(401)
          .type('application/problem+json')
          .send(problem(401, 'signed-out', 'sign in with the token of the management API'));
      if (request.method !== 'GET' && request.method !== 'HEAD' && !isSameOrigin(request))
        return reply
          .status(403)
          .type('application/problem+json')
          .send(problem(403, 'other-origin', 'only the console itself changes anything'));
      return forward(request, reply, token, config, agent);
    });
  });
}

async function forward(
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
  config: Config,
  agent: Agent,
): Promise<FastifyReply> {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  const headers: Record<string, string> = { authorization: `Bearer ${token}` };
  for (const name of PASSED_ON) {
    const value = request.headers[name];
    if (typeof value === 'string') headers[name] = value;
  }
  try {
    const body = Buffer.isBuffer(request.body) && request.body.length > 0 ? request.body : undefined;
    const response = await call(`${base(config)}${request.url}`, {
      method: request.method as 'GET',
      headers,
      dispatcher: agent,
      signal: gone.signal,
      ...(body ? { body } : {}),
    });
    const type = response.headers['content-type'];
    void reply.status(response.statusCode).header('cache-control', 'no-store');
    if (typeof type === 'string') void reply.type(type);
    response.body.on('error', () => reply.raw.destroy());
    return await reply.send(response.body);
  } catch {
    if (gone.signal.aborted) return reply;
    return reply
      .status(502)
      .type('application/problem+json')
      .send(problem(502, 'server-unreachable', 'the DM Server can’t be reached'));
  }
}

function base(config: Config): string {
  return config.DM_SERVER_URL.replace(/\/+$/, '');
}
