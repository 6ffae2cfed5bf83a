import type { Readable } from 'node:stream';
import { Agent, request, type Dispatcher } from 'undici';

/** A service beside the DM Server, which this server has a token of its own for. It may be missing. */
export class Service {
  private readonly agent = new Agent({ bodyTimeout: 0, headersTimeout: 60_000, connections: 64 });
  private readonly root: URL | undefined;
  private readonly token: string | undefined;
  /** The settings that it takes and that are not there. */
  readonly missing: readonly string[];

  /** @param settings its URL and its token, by the names of the settings, in this order */
  constructor(
    /** In a sentence. */
    readonly name: string,
    settings: Readonly<Record<string, string | undefined>>,
  ) {
    const [url, token] = Object.values(settings);
    this.missing = Object.keys(settings).filter((setting) => settings[setting] === undefined);
    this.root = url === undefined ? undefined : new URL('api/v1/', url.endsWith('/') ? url : `${url}/`);
    this.token = token;
  }

  /**
   * Where a path below its API leads, as it was sent; `undefined` if it leads anywhere else than it says. Nothing of it is
   * resolved: a path that a URL's parser would change is none.
   */
  urlOf(path: string): URL | undefined {
    if (!this.root || path.includes('\\')) return undefined;
    const [plain = '', ...query] = path.split('?');
    const url = new URL(this.root);
    url.pathname += plain;
    if (url.pathname !== this.root.pathname + plain) return undefined;
    url.search = query.join('?');
    return url;
  }

  call(
    url: URL,
    options: {
      readonly method: string;
      readonly headers: Record<string, string>;
      readonly body?: Readable | string;
      readonly signal: AbortSignal;
    },
  ): Promise<Dispatcher.ResponseData> {
    const { method, headers, ...rest } = options;
    return request(url, {
      ...rest,
      method: method,
      headers: { ...headers, authorization: `Bearer ${this.token ?? ''}` },
      dispatcher: this.agent,
    });
  }

  async close(): Promise<void> {
    await this.agent.destroy();
  }
}
