import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { request } from 'undici';
import type { ClientSetup, ClientSubject } from '../client-subject.js';

/** An HTTP request that a client makes. */
export interface TamperedRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/**
 * What a client does wrong, as a change of what it sends and of what it gets to see: each is called for all that goes by, and gives
 * what goes on instead.
 */
export interface Fault {
  /** Packages, on their way to the DM Server. */
  readonly sends?: (sent: TamperedRequest) => TamperedRequest;
  /** Commands of a Package#2, on their way to the client. */
  readonly hears?: (commands: string[][]) => string[][];
  /** Requests to repositories and pages. `undefined`: it is never made, and the client believes that it was. */
  readonly asks?: (sent: TamperedRequest) => TamperedRequest | undefined;
  /** Whether it sends its package again after this answer. */
  readonly again?: (status: number, body: string) => boolean;
  /** Notifications, on their way to the client. */
  readonly notices?: (package0: Buffer) => Buffer;
}

/** A client with a fault: one that is right otherwise, behind a proxy that changes what it says and hears. */
export function tampered(subject: ClientSubject, fault: Fault): ClientSubject & { close(): Promise<void> } {
  const proxies = new Map<string, Proxy>();
  const throughProxy = async (text: string): Promise<string> => {
    let after = text;
    for (const [origin] of text.matchAll(/http:\/\/127\.0\.0\.1:\d+/g)) {
      let proxy = proxies.get(origin);
      if (!proxy) proxies.set(origin, (proxy = await Proxy.start(origin, fault)));
      after = after.replaceAll(origin, proxy.base);
    }
    return after;
  };
  const changed = async (setup: ClientSetup): Promise<ClientSetup> => ({
    ...setup,
    ...(setup.bootstrap === undefined ? {} : { bootstrap: await throughProxy(setup.bootstrap) }),
  });
  return Object.assign(Object.create(subject) as ClientSubject, {
    session: async (endpoint: string, setup: ClientSetup = {}) =>
      subject.session(await throughProxy(endpoint), await changed(setup)),
    start: async (setup: ClientSetup) => {
      if (!subject.start) throw new Error('this client can not be started');
      const client = await subject.start(await changed(setup));
      return {
        notify: async (bytes: Uint8Array) =>
          client.notify(fault.notices ? fault.notices(Buffer.from(bytes)) : bytes),
        stop: async () => client.stop(),
      };
    },
    close: async () => {
      for (const proxy of proxies.values()) await proxy.close();
    },
  });
}

/** Stands for one server: the client sees no other. */
class Proxy {
  private readonly server: Server;

  private constructor(
    private readonly origin: string,
    private readonly fault: Fault,
  ) {
    this.server = createServer((incoming, response) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        const sent = {
          method: incoming.method ?? '',
          path: incoming.url ?? '',
          headers: incoming.headers,
          body: Buffer.concat(chunks),
        };
        this.pass(sent).then(
          ({ status, headers, body }) => response.writeHead(status, headers).end(body),
          () => response.destroy(),
        );
      });
    });
  }

  static async start(origin: string, fault: Fault): Promise<Proxy> {
    const proxy = new Proxy(origin, fault);
    proxy.server.listen(0, '127.0.0.1');
    await once(proxy.server, 'listening');
    return proxy;
  }

  get base(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async pass(came: TamperedRequest) {
    const isPackage = came.path.startsWith('/dm');
    const { sends, asks, again, hears } = this.fault;
    const own = isPackage ? this.restored(came) : came;
    const sent = isPackage ? (sends?.(own) ?? own) : asks ? asks(own) : own;
    if (!sent) return { status: 200, headers: {}, body: Buffer.alloc(0) };
    let answer = await this.forward(sent);
    if (isPackage && again?.(answer.status, answer.body.toString()) === true)
      answer = await this.forward(sent);
    if (!isPackage || answer.status !== 200) return answer;
    return { ...answer, body: this.heard(answer.body, hears) };
  }

  /** Addresses of the server as it knows them: the client has those of the proxy. */
  private restored(came: TamperedRequest): TamperedRequest {
    return {
      ...came,
      body: Buffer.from(came.body.toString('latin1').replaceAll(this.base, this.origin), 'latin1'),
    };
  }

  private heard(body: Buffer, hears: Fault['hears']): Buffer {
    const text = body.toString('utf8').replaceAll(this.origin, this.base);
    if (!hears) return Buffer.from(text);
    const { CMD, ...more } = JSON.parse(text) as { CMD: string[][] };
    return Buffer.from(JSON.stringify({ ...more, CMD: hears(CMD) }));
  }

  private async forward({ method, path, headers, body }: TamperedRequest) {
    const { host: _host, connection: _connection, 'content-length': _length, ...rest } = headers;
    const made = Object.fromEntries(
      Object.entries(rest).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    );
    const answer = await request(`${this.origin}${path}`, {
      method: method as 'GET',
      headers: { ...made, 'accept-encoding': 'identity', 'content-length': String(body.length) },
      ...(method === 'GET' ? {} : { body }),
    });
    const { 'content-length': _answered, 'transfer-encoding': _encoding, ...answered } = answer.headers;
    return {
      status: answer.statusCode,
      headers: Object.fromEntries(
        Object.entries(answered).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
      ),
      body: Buffer.from(await answer.body.arrayBuffer()),
    };
  }
}
