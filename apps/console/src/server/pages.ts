import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import files from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { sendProblem } from './problem.js';
import { policy } from './security-headers.js';

/** Stands in the built page where each answer puts a nonce of its own. */
const NONCE = '__CSP_NONCE__';

/** Where the web bundle is, from the sources as from the build. */
export function bundleFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const built = join(here, '..', 'web');
  return existsSync(join(built, 'index.html')) ? built : join(here, '..', '..', 'dist', 'web');
}

/** The web bundle. Assets carry their content's hash in their names and never change; every other path is the page. */
export async function addPages(app: FastifyInstance, folder: string): Promise<void> {
  const index = join(folder, 'index.html');
  if (!existsSync(index))
    throw new Error('the web bundle is missing; build it with "npm run build:web -w apps/console"');
  const page = readFileSync(index, 'utf8');

  await app.register(files, {
    root: folder,
    index: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (response, path) => {
      const immutable = /^[\\/]?assets[\\/]/.test(path.slice(folder.length));
      response.setHeader('cache-control', immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });

  const sendPage = (reply: FastifyReply) => {
    const nonce = randomBytes(16).toString('base64');
    return reply
      .header('content-security-policy', policy(nonce))
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(page.replaceAll(NONCE, nonce));
  };
  app.get('/', (_request, reply) => sendPage(reply));
  app.get('/index.html', (_request, reply) => sendPage(reply));
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    const isPage =
      (request.method === 'GET' || request.method === 'HEAD') &&
      !/^\/(?:api|repository-api|pages-api|auth|assets|health)(?:\/|$)/.test(path);
    return isPage ? sendPage(reply) : sendProblem(reply, 404, 'not-found', `there is nothing at ${path}`);
  });
}
