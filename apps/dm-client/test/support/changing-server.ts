import { createServer, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { MEDIA, MOID } from '@dm2/protocol';

/** A text of that number that is too long to be kept in the tree. */
export const long = (n: number): string => String(n).repeat(80_000 / String(n).length);

/** Where each command of a package leaves its number. */
export interface Marks {
  /** HGET of four places at once, one of them a blob, one of them new. */
  readonly data: number;
  /** HGET that changes access rights. */
  readonly rule: number;
  /** SUB that replaces the receiver of reports. */
  readonly receiver: number;
  /** The new node, until DELETE removes it. */
  readonly extra: number | undefined;
}

const demo = `${MOID.demo}/demo`;
const rule = `${MOID.accessControl}//${encodeURIComponent(MOID.demo)}/demo/mark`;
const serverId = 'serverid:dm2.example';

/** What the tree is after each command of package `n`, in their order. */
export const AFTER: readonly ((before: Marks, n: number) => Marks)[] = [
  (before, n) => ({ ...before, data: n, extra: n }),
  (before, n) => ({ ...before, rule: n }),
  (before, n) => ({ ...before, receiver: n }),
  (before) => ({ ...before, extra: undefined }),
];

/** A DM Server and repository in one, whose session never ends: each package changes everything to the next number. */
export class ChangingServer {
  /** The number of the latest package. */
  latest = 0;
  /** Packages sent since the device was started, and those of them that it has answered. */
  asked: number[] = [];
  answered = 0;
  reports = 0;
  /** Statuses other than 200. */
  readonly failures: number[] = [];
  private readonly server: Server;
  private requests = 0;
  private waiting: { at: number; reached: () => void } | undefined;

  constructor() {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        this.requests += 1;
        if (this.waiting && this.requests >= this.waiting.at) this.waiting.reached();
        const [, what = '', number = ''] = (request.url ?? '').split('/');
        if (request.method === 'PUT') {
          this.reports += 1;
          response.writeHead(204).end();
        } else if (request.method === 'GET') send(response, resource(what, Number(number)), MEDIA.mo);
        else this.take(Buffer.concat(chunks).toString('utf8'), response);
      });
    });
  }

  async start(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  get base(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Resolves when so many more requests have come. */
  async after(requests: number): Promise<void> {
    await new Promise<void>((reached) => (this.waiting = { at: this.requests + requests, reached }));
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private take(body: string, response: ServerResponse): void {
    const { Status } = JSON.parse(body) as { Status?: { sc: number }[] };
    if (Status) {
      this.failures.push(...Status.map(({ sc }) => sc).filter((sc) => sc !== 200));
      this.answered += 1;
    }
    const n = ++this.latest;
    this.asked.push(n);
    const CMD = [
      ['HGET', `${this.base}/data/${n}`],
      ['HGET', `${this.base}/rule/${n}`, rule],
      ['SUB', `${this.base}/report/${n}`, `${demo}/Level`],
      ['DELETE', `${demo}/Items/extra`],
    ];
    send(response, { CMD }, MEDIA.request);
  }
}

function resource(what: string, n: number): object[] {
  if (what === 'rule') {
    const permissions = { x1: { MAID: serverId, AR: 15 }, x2: { MAID: `appid:${n}`, AR: 1 } };
    return [{ ClientURI: rule, MOData: { mark: { Path: '/Actions', Permissions: permissions } } }];
  }
  return [
    { ClientURI: `${demo}/Level`, MOData: { Level: n } },
    { ClientURI: `${demo}/Items/first`, MOData: { first: { Label: String(n), Count: n } } },
    { ClientURI: `${demo}/Name`, MOData: { Name: long(n) } },
    { ClientURI: `${demo}/Items/extra`, MOData: { extra: { Label: String(n) } } },
  ];
}

function send(response: ServerResponse, body: object, contentType: string): void {
  response.writeHead(200, { 'content-type': contentType }).end(JSON.stringify(body));
}
