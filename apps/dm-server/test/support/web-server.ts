import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { signEvent, type DmEvent } from '@dm2/service';
import { SETTINGS } from './server.js';

/**
 * The other side of the internal interface, as a vendor could bring it: takes `PUT /api/v1/ui-sessions/{id}` and reports what a
 * user does as signed events.
 */
export class WebServer {
  readonly prepared = new Map<
    string,
    { page: string; data: unknown; lang?: string; devId: string; expiresAt: string }
  >();
  /** Answers every request with this status instead, if set. */
  failWith: number | undefined;
  /** Takes requests and never answers them. */
  silent = false;
  private eventCount = 0;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<WebServer> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const web = new WebServer(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        if (web.silent) return;
        const id = decodeURIComponent(/^\/api\/v1\/ui-sessions\/([^/]+)$/.exec(request.url ?? '')?.[1] ?? '');
        const authorized = request.headers.authorization === `Bearer ${SETTINGS.WSC_API_TOKEN}`;
        const status =
          web.failWith ?? (!authorized ? 401 : request.method === 'PUT' && id !== '' ? 201 : 404);
        if (status === 201) web.prepared.set(id, JSON.parse(Buffer.concat(chunks).toString()) as never);
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ id, url: `${web.url}/ui/token-of-${id}`, state: 'created' }));
      });
    });
    return web;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  /** The UI session that a SHOW's URL opens. */
  idOf(url: string | undefined): string {
    return /\/ui\/token-of-(.+)$/.exec(url ?? '')?.[1] ?? '';
  }

  event(
    type: 'ui-session.opened' | 'ui-session.answered' | 'ui-session.finished',
    id: string,
    sequence: number,
    values: Record<string, unknown> = {},
  ): DmEvent {
    const { devId = 'urn:test:nobody', page = 'consent' } = this.prepared.get(id) ?? {};
    const common = {
      id: `event-${(this.eventCount += 1)}-${id}`,
      source: 'web-server-component' as const,
      at: new Date().toISOString(),
      sequence,
    };
    const data = { uiSessionId: id, devId, page };
    switch (type) {
      case 'ui-session.opened':
        return { ...common, type, data };
      case 'ui-session.answered':
        return { ...common, type, data: { ...data, answers: values } };
      case 'ui-session.finished':
        return { ...common, type, data: { ...data, result: values, outcome: 'completed' } };
    }
  }
}

/** Posts an event to the internal interface and gives the status of the answer. */
export async function report(
  server: string,
  event: DmEvent,
  secret: string = SETTINGS.INTERNAL_EVENTS_SECRET,
): Promise<number> {
  const { headers, body } = signEvent(event, secret);
  const response = await fetch(`${server}/internal/events`, { method: 'POST', headers, body });
  await response.text();
  return response.status;
}
