import { randomBytes } from 'node:crypto';
import { connectTo, createTestDatabase, type TestDatabase } from '@dm2/cluster';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { verifyEvent, type DmEvent, type RunningService } from '@dm2/service';
import { configSchema, type Config } from '../src/config.js';
import { startWebServerComponent } from '../src/web-server-component.js';

export const TOKEN = 'a-token-for-the-tests';
export const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

/** What a DM Server does with events, and no more: checks the signature, keeps each once, answers as it is told. */
export class EventReceiver {
  readonly events = new Map<string, DmEvent>();
  requests = 0;
  /** What it answers; `undefined` hangs up after having taken the event. */
  answer: (event: DmEvent) => number | undefined = () => 204;
  private readonly waiting = new Set<() => void>();
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        this.requests += 1;
        const event = verifyEvent(request.headers, Buffer.concat(chunks).toString(), SECRET);
        const status = this.answer(event);
        if (status === undefined || status < 300) this.events.set(event.id, event);
        if (status === undefined) response.destroy();
        else response.writeHead(status).end();
        for (const wake of this.waiting) wake();
      });
    });
  }

  static async start(): Promise<EventReceiver> {
    const receiver = new EventReceiver();
    await receiver.listen(0);
    return receiver;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Again, after a close. */
  listen(port: number): Promise<void> {
    return new Promise((resolve) => this.server.listen(port, '127.0.0.1', resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/internal/events`;
  }

  /** Resolves when the condition holds; looked at after each request. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition())
      await new Promise<void>((resolve) => {
        const wake = () => {
          this.waiting.delete(wake);
          resolve();
        };
        this.waiting.add(wake);
      });
  }

  /** Events of a UI session in their own order. */
  of(uiSessionId: string): DmEvent[] {
    return [...this.events.values()]
      .filter(({ data }) => 'uiSessionId' in data && data.uiSessionId === uiSessionId)
      .sort((a, b) => a.sequence - b.sequence);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

export interface TestService {
  readonly service: RunningService;
  readonly receiver: EventReceiver;
  readonly database: TestDatabase;
  readonly config: Config;
  /** A request to the API, with the token. */
  api(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; json: Record<string, unknown> }>;
  /** A UI session that is ready; its URL. */
  show(page: string, data: object, more?: object): Promise<{ id: string; url: string }>;
  query<R extends object>(sql: string, values?: unknown[]): Promise<R[]>;
  stop(): Promise<void>;
}

export function configOf(database: string, receiver: string, more: Record<string, unknown> = {}): Config {
  return configSchema.parse({
    PORT: 0,
    LOG_LEVEL: 'silent',
    DATABASE_URL: database,
    WSC_API_TOKEN: TOKEN,
    EVENTS_URL: receiver,
    INTERNAL_EVENTS_SECRET: SECRET,
    ...more,
  });
}

/** A Web Server Component on a database of its own, with a receiver of its events. */
export async function startTestService(label: string): Promise<TestService> {
  const database = await createTestDatabase(label);
  const receiver = await EventReceiver.start();
  const config = configOf(database.url, receiver.url);
  const service = await startWebServerComponent(config);
  const client = await connectTo(database.url);
  const api: TestService['api'] = async (method, path, body) => {
    const response = await fetch(`${service.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${TOKEN}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, json: (await response.json()) as Record<string, unknown> };
  };
  return {
    service,
    receiver,
    database,
    config,
    api,
    async show(page, data, more = {}) {
      const id = `dev1.${randomBytes(6).toString('hex')}`;
      const made = await api('PUT', `/api/v1/ui-sessions/${id}`, {
        page,
        data,
        devId: 'IMEI:493005100592800',
        expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
        ...more,
      });
      if (made.status !== 201) throw new Error(JSON.stringify(made));
      return { id, url: String(made.json['url']) };
    },
    query: async <R extends object>(sql: string, values: unknown[] = []) =>
      (await client.query<R>(sql, values)).rows,
    async stop() {
      await service.close();
      await receiver.close();
      await client.end();
      await database.drop();
    },
  };
}
