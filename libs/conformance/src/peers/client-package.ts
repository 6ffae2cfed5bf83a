import type { LockStepServer } from './lock-step-server.js';
import type { ReceivedRequest } from './scripted-server.js';

/** What a DM Client sent is not what a package is. It fails the case at hand. */
export class ClientFault extends Error {
  override readonly name = 'ClientFault';
}

export interface WireAlert {
  readonly AlertType: string;
  readonly SourceURI?: string;
  readonly TargetURI?: string;
  readonly Mark?: string;
  readonly DataType?: string;
  readonly Data?: Readonly<Record<string, unknown>>;
}

export interface WireMoEntry {
  readonly DDF?: string;
  readonly MOID?: string;
  readonly MIID: readonly string[];
}

/** An item of `application/dmmo+json`. */
export interface WireMo {
  readonly ClientURI: string;
  readonly CV?: string;
  readonly MOData: Readonly<Record<string, unknown>>;
}

/** One part of a multipart package. */
export interface WirePart {
  /** `undefined` for a part without one. */
  readonly name: string | undefined;
  readonly contentType: string;
  readonly body: Buffer;
}

/** A Package#1 or Package#3 as it came, read by hand: nothing is made good. */
export class ClientPackage {
  readonly type: string;
  /** All of a multipart package, the first too; empty if it is none. */
  readonly parts: readonly WirePart[];
  readonly json: {
    readonly MOS?: readonly WireMoEntry[];
    readonly Alert?: readonly WireAlert[];
    readonly Status?: readonly { readonly sc: number; readonly URI?: readonly string[] }[];
  };

  constructor(
    readonly request: ReceivedRequest,
    /** The server it came to. */
    readonly server: LockStepServer,
  ) {
    this.type = essence(request.headers['content-type']);
    this.parts = this.type === 'multipart/form-data' ? readParts(request) : [];
    this.json = parse(this.parts[0]?.body ?? request.body);
  }

  get body(): string {
    return this.request.body.toString('utf8');
  }

  /** Status codes, in order. */
  get codes(): number[] {
    return (this.json.Status ?? []).map((item) => item.sc);
  }

  get alerts(): readonly WireAlert[] {
    return this.json.Alert ?? [];
  }

  /** What the status of a command says of where its data lies. */
  uris(index: number): readonly string[] {
    return this.json.Status?.[index]?.URI ?? [];
  }

  /** Instances of an object that the client names in Package#1; `undefined` if it does not name the object. */
  instances(moid: string): readonly string[] | undefined {
    return this.json.MOS?.find((entry) => entry.MOID === moid)?.MIID;
  }

  /** Data of the GET with this index. */
  part(index: number): WirePart | undefined {
    return this.parts.slice(1).find(({ name }) => name === String(index));
  }

  /** Data of a GET as management data; empty if there is none. */
  items(index: number): WireMo[] {
    const part = this.part(index);
    return part?.contentType === 'application/dmmo+json' ? moItems(part.body) : [];
  }

  /** What a GET of one node gave, in either of the forms that TS App. F allows. */
  value(index: number): unknown {
    const part = this.part(index);
    if (!part) return undefined;
    if (part.contentType !== 'application/dmmo+json') return part.body.toString('utf8');
    const [item] = moItems(part.body);
    return item && Object.values(item.MOData)[0];
  }

  /** The same, as text; an interior node as JSON. */
  text(index: number): string | undefined {
    const value = this.value(index);
    return value === undefined || typeof value === 'string' ? value : JSON.stringify(value);
  }
}

/** Management data: an array, or the one object that the examples of TS App. F have. */
export function moItems(body: Buffer): WireMo[] {
  const json: unknown = parse(body);
  return (Array.isArray(json) ? json : [json]) as WireMo[];
}

/** A media type without its parameters. */
export function essence(contentType: string | undefined): string {
  return (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

function parse<T>(body: Buffer): T {
  try {
    return JSON.parse(body.toString('utf8')) as T;
  } catch (cause) {
    throw new ClientFault(`what came is no JSON: ${body.toString('utf8').slice(0, 200)}`, { cause });
  }
}

/** RFC 2046, as far as it is needed: boundary, headers, an empty line, the body. */
function readParts({ headers, body }: ReceivedRequest): WirePart[] {
  const boundary = /boundary="?([^";]+)"?/.exec(headers['content-type'] ?? '')?.[1];
  if (boundary === undefined) throw new ClientFault('multipart without boundary');
  const text = `\r\n${body.toString('latin1')}`;
  const [, ...pieces] = text.split(`\r\n--${boundary}`);
  if (!pieces.at(-1)?.startsWith('--')) throw new ClientFault('multipart without end');
  return pieces.slice(0, -1).map((piece) => {
    const end = piece.indexOf('\r\n\r\n');
    if (end < 0) throw new ClientFault('a part without an end of its headers');
    const head = piece.slice(0, end);
    return {
      name: /^content-disposition:.*\bname="?([^";\r\n]*)"?/im.exec(head)?.[1],
      contentType: essence(/^content-type:\s*(.*)$/im.exec(head)?.[1]),
      body: Buffer.from(piece.slice(end + 4), 'latin1'),
    };
  });
}
