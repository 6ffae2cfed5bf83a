import type { z } from 'zod';
import type * as schemas from '../schemas.js';

/** A session as it was recorded: what all exports are made of. */
export type SessionRecord = z.infer<typeof schemas.sessionDetail>;
export type RecordedPackage = SessionRecord['packages'][number];
export type RecordedEvent = SessionRecord['events'][number];

/** A body as it was recorded: text, or bytes in base64. */
export interface RecordedBody {
  readonly text: string;
  readonly encoding: 'utf8' | 'base64';
  /** Bytes on the wire. */
  readonly bytes: number;
}

/** A request of the device to the DM endpoint. */
export interface RecordedRequest {
  /** Id of the package, or of the event that tells of the refusal. */
  readonly id: string;
  readonly at: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly contentType: string;
  readonly body: RecordedBody;
  /** Whether the record has all of the body: of a refused package only the beginning is kept. */
  readonly whole: boolean;
}

/** Why a package was refused. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly clause: string | undefined;
  readonly detail: string;
}

/** A request, and what became of it: a Package#2, a refusal, or nothing that was recorded. */
export interface HttpExchange {
  readonly request: RecordedRequest;
  readonly response: RecordedPackage | undefined;
  readonly refusal: Refusal | undefined;
}

/** The HTTP exchanges of a session in the order of their requests; each Package#2 answers the package before it (TS 5.1.1). */
export function exchangesOf({ packages, events }: SessionRecord): HttpExchange[] {
  const taken = packages.flatMap((request, i): HttpExchange[] => {
    if (request.direction === 'out') return [];
    const next = packages[i + 1];
    const response = next?.direction === 'out' ? next : undefined;
    return [{ request: requestOf(request), response, refusal: undefined }];
  });
  const refused = events.flatMap((event): HttpExchange[] =>
    event.type === 'session.refused' ? [refusedExchange(event)] : [],
  );
  return [...taken, ...refused].sort((a, b) => Date.parse(a.request.at) - Date.parse(b.request.at));
}

function requestOf({
  id,
  at,
  headers,
  contentType,
  body,
  encoding,
  bytes,
}: RecordedPackage): RecordedRequest {
  return { id, at, headers, contentType, body: { text: body, encoding, bytes }, whole: true };
}

function refusedExchange({ id, at, data }: RecordedEvent): HttpExchange {
  const text = textOf(data['body']);
  const encoding = data['encoding'] === 'base64' ? 'base64' : 'utf8';
  const bytes = Number(data['bytes'] ?? 0);
  return {
    request: {
      id,
      at,
      headers: Object.fromEntries(
        Object.entries((data['headers'] ?? {}) as Record<string, unknown>).map(([name, value]) => [
          name,
          textOf(value),
        ]),
      ),
      contentType: textOf(data['contentType']),
      body: { text, encoding, bytes },
      whole: Buffer.byteLength(text, encoding) === bytes,
    },
    response: undefined,
    refusal: {
      status: Number(data['status']),
      code: textOf(data['code']),
      clause: typeof data['clause'] === 'string' ? data['clause'] : undefined,
      detail: textOf(data['detail']),
    },
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
