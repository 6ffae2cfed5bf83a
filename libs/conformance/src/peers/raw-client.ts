import { request } from 'undici';

export const TYPES = {
  initiation: 'application/vnd.oma.dm.initiation+json',
  request: 'application/vnd.oma.dm.request+json',
  response: 'application/vnd.oma.dm.response+json',
  mo: 'application/dmmo+json',
} as const;

export const CLIENT_INITIATED = { AlertType: 'urn:oma:at:dm:2.0:ClientInitiatedMgmt' } as const;

/** What a DM Server answered, as it came. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** `CMD` of a Package#2; empty if there is none. */
  readonly commands: readonly (readonly string[])[];
}

/** A request with anything wrong that a case wants. A header that is `null` is left out. */
export interface RawRequest {
  readonly method?: 'POST' | 'GET' | 'PUT' | 'DELETE';
  readonly contentType?: string | null;
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string | null>>;
}

/** A DM Client that sends exactly what it is told to, one request after the other: it knows no rules. */
export class RawClient {
  private cookie: string | undefined;
  /** Whether it returns cookies; the specification knows none. */
  keepsCookies = true;

  constructor(
    /** Where it sends packages; CONT changes it. */
    public endpoint: string,
    readonly devId: string,
    private readonly credentials: { readonly user: string; readonly password: string } | undefined,
  ) {}

  async send({ method = 'POST', contentType, body, headers = {} }: RawRequest): Promise<RawAnswer> {
    const { user, password } = this.credentials ?? {};
    const all: Record<string, string | null | undefined> = {
      accept: TYPES.request,
      'omadm-devid': this.devId,
      'content-type': contentType,
      authorization: user === undefined ? undefined : basic(user, password ?? ''),
      cookie: this.keepsCookies ? this.cookie : undefined,
      ...headers,
    };
    const sent = Object.fromEntries(
      Object.entries(all).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
    const response = await request(this.endpoint, {
      method,
      headers: sent,
      ...(method === 'GET' ? {} : { body: typeof body === 'string' ? body : Buffer.from(body) }),
    });
    const cookie = [response.headers['set-cookie'] ?? []].flat()[0];
    if (cookie !== undefined) this.cookie = cookie.split(';', 1)[0];
    const text = await response.body.text();
    return { status: response.statusCode, headers: response.headers, body: text, commands: commandsIn(text) };
  }

  /** A Package#1 of a session the client opens by itself. */
  async open(alerts: readonly unknown[] = [CLIENT_INITIATED]): Promise<RawAnswer> {
    return this.send({ contentType: TYPES.initiation, body: JSON.stringify({ MOS: [], Alert: alerts }) });
  }

  /** A Package#3 without data; a status is a code or whatever else is to stand there. */
  async answer(statuses: readonly unknown[], alerts?: readonly unknown[]): Promise<RawAnswer> {
    const Status = statuses.map((status) => (typeof status === 'number' ? { sc: status } : status));
    return this.send({
      contentType: TYPES.response,
      body: JSON.stringify({ Status, ...(alerts ? { Alert: alerts } : {}) }),
    });
  }

  /** Answers every command with 200 until END, at most so many times; all answers. */
  async toEnd(first: RawAnswer, most = 20): Promise<RawAnswer[]> {
    const answers = [first];
    for (let i = 0; i < most; i += 1) {
      const last = answers.at(-1);
      if (!last || last.status !== 200 || hasEnd(last)) return answers;
      answers.push(await this.answer(last.commands.map(() => 200)));
    }
    return answers;
  }
}

/** A value of `Authorization` (RFC 7617). */
export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

export function hasEnd(answer: RawAnswer): boolean {
  return answer.commands.some(([name]) => name === 'END');
}

/** A header, its values joined. */
export function header(answer: RawAnswer, name: string): string {
  return [answer.headers[name] ?? []].flat().join(', ');
}

/** The JSON object of an answer; empty if it is none. */
export function jsonOf(answer: RawAnswer): Record<string, unknown> {
  try {
    const json: unknown = JSON.parse(answer.body);
    return typeof json === 'object' && json !== null && !Array.isArray(json)
      ? (json as Record<string, unknown>)
      : {};
  } catch {
    return {};
  }
}

function commandsIn(body: string): string[][] {
  try {
    const { CMD } = JSON.parse(body) as { CMD?: unknown };
    return Array.isArray(CMD) && CMD.every((command) => Array.isArray(command)) ? (CMD as string[][]) : [];
  } catch {
    return [];
  }
}
