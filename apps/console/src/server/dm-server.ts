import { Agent, request } from 'undici';

/** The management API, and the schemas of what it takes. */
const FORWARDED = ['api/', 'schemas/'];

/** The DM Server as the console reaches it. */
export class DmServer {
  private readonly agent = new Agent({ bodyTimeout: 0, headersTimeout: 30_000, connections: 256 });
  private readonly base: URL;

  constructor(url: string) {
    this.base = new URL(url.endsWith('/') ? url : `${url}/`);
  }

  /** Where a path of the console's leads; `undefined` if it leads out of what is forwarded. */
  apiUrl(path: string): URL | undefined {
    const folder = FORWARDED.find((each) => path.startsWith(`/${each}`));
    if (folder === undefined || path.includes('\\')) return undefined;
    const root = new URL(folder, this.base);
    const url = new URL(path.slice(1), this.base);
    return url.origin === root.origin && url.pathname.startsWith(root.pathname) ? url : undefined;
  }

  async call(
    url: URL,
    options: {
      readonly method?: string;
      readonly headers: Record<string, string>;
      readonly body?: Buffer;
      readonly signal?: AbortSignal;
    },
  ): ReturnType<typeof request> {
    const { method = 'GET', ...rest } = options;
    return request(url, { ...rest, method: method as 'GET', dispatcher: this.agent });
  }

  /** What the management API says to a token: 200 if it lets one in. */
  async statusFor(token: string): Promise<number> {
    const url = new URL('api/v1/devices?limit=1', this.base);
    const { statusCode, body } = await this.call(url, { headers: { authorization: `Bearer ${token}` } });
    await body.dump();
    return statusCode;
  }

  /** @throws if it does not answer in two seconds */
  async live(): Promise<void> {
    const { statusCode, body } = await this.call(new URL('health/live', this.base), {
      headers: {},
      signal: AbortSignal.timeout(2000),
    });
    await body.dump();
    if (statusCode !== 200) throw new Error(`the DM Server answers ${statusCode}`);
  }

  async close(): Promise<void> {
    await this.agent.destroy();
  }
}
