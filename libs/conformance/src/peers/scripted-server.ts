import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** A request that a DM Client sent, as it came. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What a script answers at the DM endpoint: commands, or anything else. */
export type ScriptedAnswer =
  | { readonly commands: readonly (readonly string[])[]; readonly status?: readonly object[] }
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string };

/** What a script answers elsewhere, as repository or page. */
export interface ScriptedResource {
  readonly status: number;
  readonly contentType?: string;
  readonly body?: string | Uint8Array;
  /** Never answers. */
  readonly silent?: boolean;
}

/**
 * A DM Server, Web Server Component and Data Repository that answer what a script says, and record everything that comes: also
 * what must not come.
 */
export class ScriptedServer {
  readonly received: ReceivedRequest[] = [];
  private readonly server: Server;
  private next = 0;

  private constructor(
    private readonly script: readonly ScriptedAnswer[],
    private readonly resources: Readonly<Record<string, ScriptedResource>>,
  ) {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const path = request.url ?? '';
        this.received.push({
          method: request.method ?? '',
          path,
          headers: request.headers,
          body: Buffer.concat(chunks),
        });
        if (path.startsWith('/dm')) {
          const answer = this.script[this.next];
          this.next += 1;
          if (!answer) response.writeHead(500).end();
          else if ('commands' in answer) {
            const body = JSON.stringify({
              CMD: answer.commands,
              ...(answer.status ? { Status: answer.status } : {}),
            });
            response.writeHead(200, { 'content-type': 'application/vnd.oma.dm.request+json' }).end(body);
          } else response.writeHead(answer.status, answer.headers).end(answer.body);
          return;
        }
        const resource = this.resources[path.split('?', 1)[0] ?? ''] ?? { status: 404 };
        if (resource.silent) return;
        response
          .writeHead(resource.status, { 'content-type': resource.contentType ?? 'text/plain' })
          .end(resource.body ?? '');
      });
    });
  }

  /** `{base}` in commands becomes the server's own address. */
  static async start(
    make: (base: string) => {
      script: readonly ScriptedAnswer[];
      resources?: Readonly<Record<string, ScriptedResource>>;
    },
  ): Promise<ScriptedServer> {
    const script: ScriptedAnswer[] = [];
    const resources: Record<string, ScriptedResource> = {};
    const scripted = new ScriptedServer(script, resources);
    scripted.server.listen(0, '127.0.0.1');
    await once(scripted.server, 'listening');
    const made = make(scripted.base);
    script.push(...made.script);
    Object.assign(resources, made.resources ?? {});
    return scripted;
  }

  get base(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get endpoint(): string {
    return `${this.base}/dm`;
  }

  /** Packages at the DM endpoint, in order. */
  get packages(): readonly ReceivedRequest[] {
    return this.received.filter(({ path }) => path.startsWith('/dm'));
  }

  /** Requests elsewhere. */
  at(path: string): readonly ReceivedRequest[] {
    return this.received.filter((request) => request.path.split('?', 1)[0] === path);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

/** The JSON of a package; of a multipart one, of its first part. */
export function packageJson({ headers, body }: ReceivedRequest): {
  Status?: { sc: number; URI?: string[] }[];
  MOS?: unknown[];
  Alert?: { AlertType: string; Data?: unknown }[];
} {
  const text = body.toString('utf8');
  const json = headers['content-type']?.startsWith('multipart/')
    ? (/\r\n\r\n([\s\S]*?)\r\n--/.exec(text)?.[1] ?? '')
    : text;
  return JSON.parse(json) as ReturnType<typeof packageJson>;
}

/** The status codes of a Package#3. */
export function codesOf(request: ReceivedRequest | undefined): number[] {
  return request ? (packageJson(request).Status ?? []).map(({ sc }) => sc) : [];
}
