import fastify, { type FastifyReply } from 'fastify';
import { deviceId } from '@dm2/client-engine';
import type { Device } from '../device.js';
import { treeLines } from '../tree-lines.js';
import { screenPage, SCREEN_SCRIPT, SCREEN_STYLE } from './screen-page.js';

export interface Screen {
  readonly url: string;
  /** Opens a page in the browser of the screen. */
  show(url: string): void;
  close(): Promise<void>;
}

const SECURITY = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src http: https:; base-uri 'none'; form-action 'self'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const;

/** The device's own screen: a phone in which SHOW's page opens, its log and tree. */
export async function startScreen(
  address: { host: string; port: number },
  device: Device,
  onError: (error: unknown) => void,
): Promise<Screen> {
  const app = fastify({ forceCloseConnections: true });
  const listeners = new Set<FastifyReply>();
  let shown: string | undefined;
  const publish = (event: string, data: unknown, id?: string) => {
    for (const reply of listeners)
      reply.raw.write(`${id ? `id: ${id}\n` : ''}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  const stopListening = device.log.onRecord((record) => publish('log', record, record.id));

  app.addHook('onSend', async (_request, reply) => {
    void reply.headers(SECURITY);
  });
  app.get('/', async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(screenPage(facts(device))),
  );
  app.get('/screen.js', async (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(SCREEN_SCRIPT),
  );
  app.get('/screen.css', async (_request, reply) => reply.type('text/css; charset=utf-8').send(SCREEN_STYLE));
  app.get('/health/live', async () => ({ status: 'ok' }));
  app.get('/health/ready', async () => ({ status: 'ok' }));
  app.get('/metrics', async (_request, reply) =>
    reply
      .type('text/plain; version=0.0.4')
      .send(`# TYPE dm_client_sessions_waiting gauge\ndm_client_sessions_waiting ${device.busy}\n`),
  );
  app.get('/api/v1/device', async () => ({ ...facts(device), shown: shown ?? null, busy: device.busy }));
  app.get('/api/v1/tree', async () => ({ lines: treeLines(device.state) }));
  app.get<{ Querystring: { after?: string; limit?: string } }>('/api/v1/log', async ({ query }) => {
    const limit = Math.min(Math.max(Number(query.limit ?? 1000) || 1000, 1), 5000);
    const items = device.log.after(query.after, limit);
    return { items, next: items.length === limit ? (items.at(-1)?.id ?? null) : null };
  });
  app.post('/api/v1/sessions', async (request, reply) => {
    if (
      request.headers.origin !== undefined &&
      new URL(request.headers.origin).host !== request.headers.host
    ) {
      return reply.code(403).send({ title: 'Only the screen itself opens sessions', status: 403 });
    }
    device.session({ by: 'client', reason: 'user' }).catch(onError);
    return reply.code(202).send({ accepted: true });
  });
  app.get('/api/v1/events', (request, reply) => {
    void reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    const last = request.headers['last-event-id'];
    const since = device.log.after(typeof last === 'string' ? last : undefined, 5000).slice(-200);
    for (const record of since)
      reply.raw.write(`id: ${record.id}\nevent: log\ndata: ${JSON.stringify(record)}\n\n`);
    if (shown !== undefined) reply.raw.write(`event: show\ndata: ${JSON.stringify({ url: shown })}\n\n`);
    listeners.add(reply);
    request.raw.once('close', () => listeners.delete(reply));
  });

  await app.listen({ host: address.host, port: address.port });
  const bound = app.server.address();
  const port = typeof bound === 'object' && bound ? bound.port : address.port;
  return {
    url: `http://${address.host.includes(':') ? `[${address.host}]` : address.host}:${port}`,
    show(url) {
      shown = url;
      publish('show', { url });
    },
    async close() {
      stopListening();
      for (const reply of listeners) reply.raw.end();
      await app.close();
    },
  };
}

function facts(device: Device): { devId: string; browser: string; servers: string[] } {
  return {
    devId: deviceId(device.state) ?? '',
    browser: device.browser.adapter,
    servers: device.accounts.map(({ srvId }) => srvId),
  };
}
