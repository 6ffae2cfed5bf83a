import { SETTINGS } from './server.js';

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The body, whatever shape the test expects it to have. */
  body<T = Record<string, unknown>>(): T;
}

export interface TaskAnswer {
  readonly id: string;
  readonly state: string;
  readonly reason: string | null;
  readonly results: readonly {
    readonly step: number;
    readonly index: number;
    readonly command: readonly string[];
    readonly status: number | null;
    readonly uris?: readonly string[];
    readonly outcome?: string;
    readonly data?: { readonly encoding: string; readonly value: unknown };
  }[];
}

export interface SessionAnswer {
  readonly id: string;
  readonly state: string;
  readonly initiator: string;
  readonly exchanges: number;
  readonly commands: { readonly ok: number; readonly failed: number };
  readonly packages: readonly {
    readonly id: string;
    readonly number: number;
    readonly direction: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly encoding: string;
    readonly remarks: readonly { readonly clause: string; readonly text: string }[];
  }[];
  readonly events: readonly {
    readonly id: string;
    readonly type: string;
    readonly data: Record<string, unknown>;
  }[];
}

/** Whoever uses the management API. */
export class Operator {
  constructor(
    private readonly url: string,
    private readonly token: string = SETTINGS.DM_API_TOKEN,
  ) {}

  async request(
    method: string,
    path: string,
    body?: unknown,
    contentType = 'application/json',
  ): Promise<ApiAnswer> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body === undefined ? {} : { 'content-type': contentType }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json: unknown = text === '' ? undefined : JSON.parse(text);
    return { status: response.status, headers: response.headers, body: <T>() => json as T };
  }

  /** A device that authenticates by user name `devId` and password `secret`. */
  async register(devId: string, more: Record<string, unknown> = {}): Promise<void> {
    const { status } = await this.request('POST', '/devices', {
      devId,
      auth: { scheme: 'basic', username: devId.replaceAll(':', '-'), password: 'secret' },
      ...more,
    });
    if (status !== 201) throw new Error(`registering ${devId} was answered ${status}`);
  }

  /** Queues a task and gives its id. */
  async queue(devId: string, steps: readonly object[], more: Record<string, unknown> = {}): Promise<string> {
    const answer = await this.request('POST', `/devices/${encodeURIComponent(devId)}/tasks`, {
      name: 'test',
      steps,
      ...more,
    });
    if (answer.status !== 201)
      throw new Error(`queueing was answered ${answer.status}: ${JSON.stringify(answer.body())}`);
    return answer.body<TaskAnswer>().id;
  }

  async task(id: string): Promise<TaskAnswer> {
    return (await this.request('GET', `/tasks/${id}`)).body<TaskAnswer>();
  }

  /** The newest session of a device. */
  async session(devId: string): Promise<SessionAnswer> {
    const [newest] = await this.sessions(devId);
    if (!newest) throw new Error(`${devId} has had no session`);
    return (await this.request('GET', `/sessions/${newest.id}`)).body<SessionAnswer>();
  }

  async sessions(devId: string): Promise<readonly SessionAnswer[]> {
    const answer = await this.request('GET', `/sessions?devId=${encodeURIComponent(devId)}`);
    return answer.body<{ items: SessionAnswer[] }>().items;
  }
}
