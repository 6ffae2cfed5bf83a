import type {
  DmRequest,
  DmResponse,
  DmTransport,
  RepositoryResponse,
  RepositoryTransport,
} from '@dm2/client-engine';
import { Readable } from 'node:stream';
import { Agent, request, type Dispatcher } from 'undici';
import { OfflineError, type Network } from '../network.js';

/** Most bytes of a Package#2. */
const MAX_PACKAGE = 8 * 1024 * 1024;

type Headers = Readonly<Record<string, string | undefined>>;

function single(headers: Record<string, string | string[] | undefined>): Headers {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
}

/** One sentence for an exchange that failed. */
function sentence(error: unknown, url: string): Error {
  if (error instanceof OfflineError) return error;
  const cause = error as NodeJS.ErrnoException;
  const where = URL.canParse(url) ? new URL(url).host : url;
  const what: Record<string, string> = {
    ECONNREFUSED: `nothing listens at ${where}`,
    ENOTFOUND: `the name ${where} is not known`,
    ECONNRESET: `${where} cut the connection`,
    UND_ERR_HEADERS_TIMEOUT: `${where} did not answer in time`,
    UND_ERR_BODY_TIMEOUT: `${where} fell silent`,
    UND_ERR_CONNECT_TIMEOUT: `${where} can't be reached`,
    UND_ERR_SOCKET: `${where} closed the connection`,
  };
  return new Error(what[cause.code ?? ''] ?? `the exchange with ${where} failed: ${cause.message}`, {
    cause: error,
  });
}

/** Packages over HTTP (TS 5.1.1); redirects are not followed, the specification knows none. */
export class HttpDmTransport implements DmTransport {
  private readonly agent: Agent;

  constructor(
    timeoutMs: number,
    private readonly network: Network,
  ) {
    this.agent = new Agent({ headersTimeout: timeoutMs, bodyTimeout: timeoutMs, connectTimeout: 10_000 });
  }

  async post({ url, headers, body }: DmRequest): Promise<DmResponse> {
    try {
      const response = await request(url, {
        method: 'POST',
        headers: { ...headers },
        body: Buffer.from(body),
        dispatcher: this.agent,
        signal: this.network.signal,
      });
      const cookies = response.headers['set-cookie'];
      const bytes = await readAtMost(response.body, MAX_PACKAGE);
      return {
        status: response.statusCode,
        headers: single(response.headers),
        setCookies: cookies === undefined ? [] : [cookies].flat(),
        body: bytes,
      };
    } catch (error) {
      throw sentence(error, url);
    }
  }

  async close(): Promise<void> {
    await this.agent.destroy();
  }
}

async function readAtMost(body: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > limit) throw new Error(`an answer of more than ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** HGET, HPUT and HPOST over HTTP, streamed; an exchange that falls silent fails. */
export class HttpRepositoryTransport implements RepositoryTransport {
  private readonly agent: Agent;

  constructor(
    silenceMs: number,
    private readonly network: Network,
  ) {
    this.agent = new Agent({ headersTimeout: silenceMs, bodyTimeout: silenceMs, connectTimeout: 10_000 });
  }

  async get(url: string, headers: Readonly<Record<string, string>>): Promise<RepositoryResponse> {
    return this.run(url, { method: 'GET', headers: { ...headers } });
  }

  async send(
    method: 'PUT' | 'POST',
    url: string,
    headers: Readonly<Record<string, string>>,
    body: { readonly length: number; readonly chunks: AsyncIterable<Uint8Array> },
  ): Promise<RepositoryResponse> {
    return this.run(url, {
      method,
      headers: { ...headers, 'content-length': String(body.length) },
      body: Readable.from(body.chunks),
    });
  }

  private async run(
    url: string,
    options: Omit<Dispatcher.RequestOptions, 'origin' | 'path'>,
  ): Promise<RepositoryResponse> {
    try {
      const response = await request(url, {
        ...options,
        dispatcher: this.agent,
        signal: this.network.signal,
      });
      const declared = response.headers['content-length'];
      return {
        status: response.statusCode,
        headers: single(response.headers),
        body: complete(response.body, declared === undefined ? undefined : Number(declared), url),
      };
    } catch (error) {
      throw sentence(error, url);
    }
  }

  async close(): Promise<void> {
    await this.agent.destroy();
  }
}

/** A body that is shorter than was said is a broken one. */
async function* complete(
  body: AsyncIterable<Uint8Array>,
  declared: number | undefined,
  url: string,
): AsyncGenerator<Uint8Array> {
  let size = 0;
  try {
    for await (const chunk of body) {
      size += chunk.length;
      yield chunk;
    }
  } catch (error) {
    throw sentence(error, url);
  }
  if (declared !== undefined && size !== declared) throw new Error(`${size} of ${declared} bytes came`);
}
