import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TYPES } from '../peers/raw-client.js';
import type { ModelDevice } from './server-model-device.js';

export const BODY_LIMIT = 2_000_000;
/** What its repositories take besides `application/dmmo+json`. */
export const DATA_FORMATS: readonly string[] = ['text/csv'];

export interface ModelRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What is answered instead of a Package#2. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(`refused with ${status}`);
  }
}

export type Json = Readonly<Record<string, unknown>>;

/** The HTTP half of the model: who may speak, and in which formats. */
export abstract class ModelEndpoint {
  protected readonly devices = new Map<string, ModelDevice>();
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method = '', url: path = '', headers } = request;
        try {
          const { json, cookie } = this.exchange({ method, path, headers, body: Buffer.concat(chunks) });
          response
            .writeHead(200, { 'content-type': TYPES.request, 'set-cookie': cookie, ...this.taken() })
            .end(JSON.stringify(json));
        } catch (error) {
          const refusal = error instanceof Refusal ? error : new Refusal(500);
          response.writeHead(refusal.status, refusal.headers).end(String(error));
        }
      });
    });
  }

  async start(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  protected get base(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  protected abstract exchange(request: ModelRequest): { json: unknown; cookie: string };

  /** TS 5.5: whoever takes more than the mandated formats says so. */
  protected taken(): Record<string, string> {
    return { 'omadm-accept': [TYPES.mo, ...DATA_FORMATS].join(', ') };
  }

  protected devIdOf({ headers }: ModelRequest): string {
    const devId = String(headers['omadm-devid'] ?? '').trim();
    if (devId === '') throw new Refusal(400);
    return devId;
  }

  protected checkLength({ body }: ModelRequest): void {
    if (body.length > BODY_LIMIT) throw new Refusal(413);
  }

  protected checkAccept(accept: string | undefined): void {
    if (accept === undefined) return;
    const ranges = accept
      .toLowerCase()
      .split(',')
      .map((range) => range.trim().split(/\s*;\s*q=/));
    for (const wanted of [TYPES.request, 'application/*', '*/*']) {
      const found = ranges.find(([range]) => range === wanted);
      if (found && Number(found[1] ?? 1) > 0) return;
      if (found) break;
    }
    throw new Refusal(406);
  }

  protected kindOf(contentType: string): 'initiation' | 'response' | 'multipart' {
    const essence = (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();
    if (essence === TYPES.initiation) return 'initiation';
    if (essence === TYPES.response) return 'response';
    if (essence === 'multipart/form-data') return 'multipart';
    throw new Refusal(415, { 'omadm-accept': `${TYPES.initiation}, ${TYPES.response}, multipart/form-data` });
  }

  protected admit(devId: string, authorization: string | undefined): ModelDevice {
    const encoded = /^basic (.+)$/i.exec(authorization ?? '')?.[1] ?? '';
    const [user, ...password] = Buffer.from(encoded, 'base64').toString().split(':');
    const owner = [...this.devices.values()].find((one) => one.devId.replaceAll(':', '-') === user);
    if (!owner || owner.password !== password.join(':')) throw new Refusal(401, this.challenge());
    if (owner.devId !== devId) throw new Refusal(403);
    return owner;
  }

  protected challenge(): Record<string, string> {
    return { 'www-authenticate': 'Basic realm="model"' };
  }
}

/** The JSON object of a body. @throws Refusal 400 */
export function objectOf(body: Buffer): Json {
  try {
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as Json;
  } catch {
    throw new Refusal(400);
  }
  throw new Refusal(400);
}

export function jsonOrText(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString()) as unknown;
  } catch {
    return body.toString();
  }
}
