import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export const TYPE = {
  initiation: 'application/vnd.oma.dm.initiation+json',
  request: 'application/vnd.oma.dm.request+json',
  response: 'application/vnd.oma.dm.response+json',
} as const;

export const CLIENT_INITIATED = { AlertType: 'urn:oma:at:dm:2.0:ClientInitiatedMgmt' };
export const DEV_INFO = 'urn:oma:mo:oma-dm-devinfo:1.2//';

export interface DmResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly commands: readonly (readonly string[])[];
  readonly json: Record<string, unknown>;
}

export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly field: string;
  readonly clause: string;
  readonly detail: string;
}

/** A client that is built from the specification alone and sends whatever it is told to. */
export class RawDevice {
  cookie: string | undefined;

  constructor(
    readonly server: string,
    readonly devId: string,
    readonly credentials: string | undefined = `${devId.replaceAll(':', '-')}:secret`,
  ) {}

  headers(
    contentType: string | undefined,
    more: Record<string, string | undefined> = {},
  ): Record<string, string> {
    const headers = {
      accept: TYPE.request,
      'omadm-devid': this.devId,
      'content-type': contentType,
      authorization: this.credentials && `Basic ${Buffer.from(this.credentials).toString('base64')}`,
      cookie: this.cookie,
      ...more,
    };
    return Object.fromEntries(
      Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined),
    );
  }

  async post(
    contentType: string | undefined,
    body: string | Uint8Array<ArrayBuffer>,
    more: Record<string, string | undefined> = {},
  ): Promise<DmResponse> {
    const response = await fetch(`${this.server}/dm`, {
      method: 'POST',
      headers: this.headers(contentType, more),
      // Bytes, so that no Content-Type is made up.
      body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
    });
    const json = JSON.parse(await response.text()) as Record<string, unknown>;
    return {
      status: response.status,
      headers: response.headers,
      json,
      commands: (json['CMD'] ?? []) as string[][],
    };
  }

  /** Package#1. */
  open(package1: object = { MOS: [], Alert: [CLIENT_INITIATED] }): Promise<DmResponse> {
    return this.post(TYPE.initiation, JSON.stringify(package1));
  }

  /** Package#3 with these statuses. */
  answer(...codes: number[]): Promise<DmResponse> {
    return this.post(TYPE.response, JSON.stringify({ Status: codes.map((sc) => ({ sc })) }));
  }

  /** Package#3 with data of GETs by the index of their command (TS App. F). */
  answerWith(
    codes: readonly number[],
    data: Readonly<Record<number, { type: string; text: string }>>,
  ): Promise<DmResponse> {
    const parts = Object.entries(data).map(
      ([index, { type, text }]) =>
        `--b\r\nContent-Disposition: form-data; name="${index}"\r\nContent-Type: ${type}\r\n\r\n${text}\r\n`,
    );
    const first = `--b\r\nContent-Disposition: form-data\r\nContent-Type: ${TYPE.response}\r\n\r\n${JSON.stringify({ Status: codes.map((sc) => ({ sc })) })}\r\n`;
    return this.post('multipart/form-data; boundary=b', `${first}${parts.join('')}--b--\r\n`);
  }

  /** Sends a Package#3 over a socket of its own, which the test may close before the answer comes. */
  async answerOverSocket(...codes: number[]): Promise<Socket> {
    const { hostname, port } = new URL(this.server);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    const body = JSON.stringify({ Status: codes.map((sc) => ({ sc })) });
    const headers = {
      ...this.headers(TYPE.response),
      host: `${hostname}:${port}`,
      'content-length': String(body.length),
    };
    socket.write(
      `POST /dm HTTP/1.1\r\n${Object.entries(headers)
        .map(([name, value]) => `${name}: ${value}\r\n`)
        .join('')}\r\n${body}`,
    );
    return socket;
  }
}
