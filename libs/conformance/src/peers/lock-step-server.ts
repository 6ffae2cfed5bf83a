import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ReceivedRequest } from './scripted-server.js';

/** What lies at a path that is no DM endpoint: repository, page, receiver of reports. */
export interface Resource {
  /** 200 if not given. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Cuts the connection instead of answering; `silent` never answers. */
  readonly broken?: 'cut' | 'silent';
}

/** What a package is answered with, as it goes onto the wire. */
export interface RawReply {
  readonly status?: number;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly cut?: boolean;
}

/** A package that came and waits for its answer. */
export interface Exchange {
  readonly request: ReceivedRequest;
  readonly server: LockStepServer;
  reply(answer: RawReply): void;
}

/** Packages that came to any of a case's servers, in the order in which they came. */
export class Inbox {
  private readonly queue: Exchange[] = [];
  private waiting: ((exchange: Exchange | undefined) => void) | undefined;

  put(exchange: Exchange): void {
    if (!this.waiting) {
      this.queue.push(exchange);
      return;
    }
    this.waiting(exchange);
    this.waiting = undefined;
  }

  /** The next package; `undefined` if `gone` comes first. */
  async next(gone: Promise<unknown>): Promise<Exchange | undefined> {
    const first = this.queue.shift();
    if (first) return first;
    return new Promise((resolve) => {
      this.waiting = resolve;
      const giveUp = (): void => {
        if (this.waiting !== resolve) return;
        this.waiting = undefined;
        resolve(this.queue.shift());
      };
      gone.then(giveUp, giveUp);
    });
  }
}

/**
 * A DM Server that answers each package when the case says so, with whatever the case says, and the Data Repository and Web Server
 * Component beside it. Every path below `/dm` is a DM endpoint. Everything that comes is kept: also what must not come.
 */
export class LockStepServer {
  readonly received: ReceivedRequest[] = [];
  private readonly resources = new Map<string, Resource[]>();
  private readonly server: Server;

  private constructor(inbox: Inbox) {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const came: ReceivedRequest = {
          method: request.method ?? '',
          path: request.url ?? '',
          headers: request.headers,
          body: Buffer.concat(chunks),
        };
        this.received.push(came);
        if (pathOf(came).startsWith('/dm'))
          inbox.put({ request: came, server: this, reply: (answer) => replyWith(response, answer) });
        else this.giveResource(pathOf(came), response);
      });
    });
  }

  static async start(inbox: Inbox): Promise<LockStepServer> {
    const made = new LockStepServer(inbox);
    made.server.listen(0, '127.0.0.1');
    await once(made.server, 'listening');
    return made;
  }

  get base(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get endpoint(): string {
    return `${this.base}/dm`;
  }

  /** Puts something at a path, if nothing else then an empty 200; several are given in turn, the last again and again. Gives the URL. */
  put(path: string, ...resources: Resource[]): string {
    this.resources.set(path, resources.length > 0 ? resources : [{}]);
    return `${this.base}${path}`;
  }

  /** The same for management data. */
  putMo(path: string, ...items: readonly object[]): string {
    return this.put(path, {
      headers: { 'content-type': 'application/dmmo+json' },
      body: JSON.stringify(items),
    });
  }

  /** What came to a path, whatever its query. */
  at(path: string): readonly ReceivedRequest[] {
    return this.received.filter((request) => pathOf(request) === path);
  }

  /** What came to the DM endpoint. */
  get packages(): readonly ReceivedRequest[] {
    return this.received.filter((request) => pathOf(request).startsWith('/dm'));
  }

  /** Cuts all connections. Closed once, it stays closed. */
  async close(): Promise<void> {
    if (!this.server.listening) return;
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private giveResource(path: string, response: ServerResponse): void {
    const left = this.resources.get(path) ?? [{ status: 404 }];
    const [resource = { status: 404 }, ...rest] = left;
    if (rest.length > 0) this.resources.set(path, rest);
    if (resource.broken === 'silent') return;
    if (resource.broken === 'cut') {
      response.destroy();
      return;
    }
    response
      .writeHead(resource.status ?? 200, { 'content-type': 'text/plain', ...resource.headers })
      .end(resource.body ?? '');
  }
}

function pathOf({ path }: ReceivedRequest): string {
  return path.split('?', 1)[0] ?? '';
}

function replyWith(response: ServerResponse, { status, contentType, headers, body, cut }: RawReply): void {
  if (cut) {
    response.destroy();
    return;
  }
  response
    .writeHead(status ?? 200, {
      'content-type': contentType ?? 'application/vnd.oma.dm.request+json',
      ...headers,
    })
    .end(body ?? '');
}
