import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { readableMo } from '@dm2/client-engine';
import { complain, type Device } from '../device.js';
import type { LogRecord } from '../device-log.js';
import { factsOf } from '../facts.js';
import { alertOf } from '../open-device.js';
import { UsageError } from '../options.js';
import { treeLines } from '../tree-lines.js';
import { wholeNumber, type RawOptions } from '../options.js';
import { ScreenConsent, type Question } from '../user/consent.js';
import { ScreenBrowser, type Shown } from './screen-browser.js';
import { screenPage } from './screen-page.js';
import { SCREEN_SCRIPT } from './screen-script.js';
import { SCREEN_STYLE } from './screen-style.js';

export interface Screen {
  readonly url: string;
  close(): Promise<void>;
}

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; frame-src http: https:; base-uri 'none'; form-action 'self'; frame-ancestors 'self'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
} as const;
/** Records a screen begins with. */
const RECENT = 200;
const KEEP_ALIVE_MS = 15_000;

/** What a person does on the screen: looks at pages, and says whether a command may be executed. */
export interface ScreenParts {
  readonly browser: ScreenBrowser;
  readonly consent: ScreenConsent;
}

export function screenParts({ consentTimeout }: Pick<RawOptions, 'consentTimeout'>): ScreenParts {
  return {
    browser: new ScreenBrowser(),
    consent: new ScreenConsent(wholeNumber('--consent-timeout', consentTimeout)),
  };
}

/** The device's own screen: a phone in which SHOW's page opens, beside it what the device does; and its small API. */
export async function startScreen(
  address: { host: string; port: number },
  device: Device,
  { browser, consent }: ScreenParts,
): Promise<Screen> {
  const app = fastify({ forceCloseConnections: true, bodyLimit: 64 * 1024 });
  const live = new LiveView(device, browser, consent);

  app.addHook('onRequest', async (request, reply) => {
    void reply.headers(HEADERS);
    if (request.method !== 'GET' && request.method !== 'HEAD' && !isOwn(request))
      return problem(reply, 403, 'Only the screen itself may do this.');
    return undefined;
  });
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    if (error instanceof UsageError) return problem(reply, 400, error.message);
    const status = error.statusCode ?? 500;
    if (status >= 500) complain(error);
    return problem(reply, status, status >= 500 ? 'The device failed.' : error.message);
  });
  app.setNotFoundHandler((request, reply) => problem(reply, 404, `There is nothing at ${request.url}.`));

  app.get('/', async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(screenPage(factsOf(device))),
  );
  app.get('/screen.js', async (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(SCREEN_SCRIPT),
  );
  app.get('/screen.css', async (_request, reply) => reply.type('text/css; charset=utf-8').send(SCREEN_STYLE));
  app.get('/health/live', async () => ({ status: 'ok' }));
  app.get('/health/ready', async () => ({ status: 'ok' }));
  app.get('/metrics', async (_request, reply) =>
    reply.type('text/plain; version=0.0.4').send(metrics(device)),
  );

  app.get('/api/v1/device', async () => ({
    ...factsOf(device),
    shown: browser.shown ?? null,
    question: consent.question ?? null,
  }));
  app.get('/api/v1/tree', async () => ({
    lines: treeLines(device.state, device.descriptions),
    items: await readableMo(device.state, device.descriptions, device.blobs),
  }));
  app.get<{ Querystring: { after?: string; limit?: string } }>('/api/v1/log', async ({ query }) => {
    const limit = Math.min(Math.max(Math.trunc(Number(query.limit ?? 1000)) || 1000, 1), 5000);
    const items = device.log.after(query.after, limit);
    return { items, next: items.length === limit ? (items.at(-1)?.id ?? null) : null };
  });
  app.get('/api/v1/events', (request, reply) => live.watch(request, reply));
  app.post('/api/v1/sessions', async (_request, reply) => {
    if (device.accounts.length === 0) return problem(reply, 409, 'This device knows no DM Server.');
    device.session({ by: 'client', reason: 'user' }).catch(complain);
    return reply.code(202).send({ accepted: true });
  });
  app.post('/api/v1/requests', async (request, reply) => {
    const { moid, app: appId = 'app' } = (request.body ?? {}) as { moid?: unknown; app?: unknown };
    if (typeof moid !== 'string' || typeof appId !== 'string')
      return problem(reply, 400, 'moid, and app if it is there, are strings.');
    return reply.send(await device.request(moid, appId));
  });
  app.post<{ Querystring: { app?: string } }>('/api/v1/objects', async ({ query, body }, reply) => {
    const made = await device.create(Buffer.from(JSON.stringify(body ?? null)), query.app ?? 'app');
    return reply.code(made.kind === 'created' ? 201 : 422).send(made);
  });
  app.post<{ Params: { id: string } }>('/api/v1/questions/:id', async ({ params, body }, reply) => {
    const { allow } = (body ?? {}) as { allow?: unknown };
    if (typeof allow !== 'boolean') return problem(reply, 400, 'allow is true or false.');
    if (!consent.answer(Number(params.id), allow)) return problem(reply, 404, 'That is not asked any more.');
    return reply.code(204).send();
  });
  app.post('/api/v1/alerts', async (request, reply) => {
    await device.raise(alertOf(JSON.stringify(request.body ?? {})));
    return reply.code(202).send({ accepted: true });
  });
  app.post<{ Params: { id: string } }>('/api/v1/browser/:id/dismiss', async ({ params }, reply) => {
    browser.dismiss(Number(params.id));
    return reply.code(204).send();
  });

  try {
    await app.listen({ host: address.host, port: address.port });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const at = `--screen ${address.host}:${address.port}`;
    throw new UsageError(
      code === 'EADDRINUSE'
        ? `${at} is taken; stop the program that uses it, or give another port`
        : `${at} can't be opened (${code ?? 'unknown error'})`,
    );
  }
  const bound = app.server.address();
  const port = typeof bound === 'object' && bound ? bound.port : address.port;
  return {
    url: `http://${address.host.includes(':') ? `[${address.host}]` : address.host}:${port}`,
    async close() {
      live.close();
      await app.close();
    },
  };
}

function problem(reply: FastifyReply, status: number, title: string): FastifyReply {
  return reply.code(status).type('application/problem+json').send(JSON.stringify({ title, status }));
}

/** Programs may; a page of another site may not. */
function isOwn({ headers }: FastifyRequest): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return headers['sec-fetch-site'] !== 'cross-site';
  return URL.canParse(origin) && new URL(origin).host === host;
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

/** Screens that are open, by server-sent events. */
class LiveView {
  private readonly screens = new Set<FastifyReply>();
  private readonly stop: (() => void)[];

  constructor(
    private readonly device: Device,
    private readonly browser: ScreenBrowser,
    private readonly consent: ScreenConsent,
  ) {
    const beat = setInterval(() => this.publish(': still here\n\n'), KEEP_ALIVE_MS);
    beat.unref();
    this.stop = [
      device.log.onRecord((record) => this.publish(logEvent(record))),
      browser.onShown((shown) => this.publish(shownEvent(shown))),
      consent.onQuestion((question) => this.publish(questionEvent(question))),
      () => clearInterval(beat),
    ];
  }

  watch(request: FastifyRequest, reply: FastifyReply): void {
    reply.hijack();
    reply.raw.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream' });
    const last = request.headers['last-event-id'];
    const { log } = this.device;
    const missed = typeof last === 'string' ? log.after(last, 5000) : log.latest(RECENT);
    reply.raw.write(
      `${missed.map(logEvent).join('')}${shownEvent(this.browser.shown)}${questionEvent(this.consent.question)}`,
    );
    this.screens.add(reply);
    this.browser.watched(1);
    request.raw.once('close', () => {
      this.screens.delete(reply);
      this.browser.watched(-1);
    });
  }

  close(): void {
    for (const stop of this.stop) stop();
    for (const reply of this.screens) reply.raw.end();
  }

  private publish(text: string): void {
    for (const reply of this.screens) reply.raw.write(text);
  }
}

function logEvent(record: LogRecord): string {
  return `id: ${record.id}\nevent: log\ndata: ${JSON.stringify(record)}\n\n`;
}

function shownEvent(shown: Shown | undefined): string {
  return `event: shown\ndata: ${JSON.stringify(shown ?? null)}\n\n`;
}

function questionEvent(question: Question | undefined): string {
  return `event: question\ndata: ${JSON.stringify(question ?? null)}\n\n`;
}
