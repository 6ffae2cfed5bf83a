import { TYPES, type RawRequest } from './raw-client.js';

/** One part of a multipart Package#3 (TS App. F), header lines and bytes as they are to travel. */
export interface RawPart {
  readonly headers: readonly string[];
  readonly body: string | Uint8Array;
}

export interface MultipartShape {
  readonly boundary?: string;
  /** How the boundary stands in Content-Type; as a token by default. */
  readonly quoted?: boolean;
  readonly preamble?: string;
  readonly epilogue?: string;
}

/** The first part: Package#3 itself. */
export function statusPart(
  statuses: readonly unknown[],
  { disposition = 'form-data', more = {} }: { readonly disposition?: string; readonly more?: object } = {},
): RawPart {
  const Status = statuses.map((status) => (typeof status === 'number' ? { sc: status } : status));
  return {
    headers: [`Content-Disposition: ${disposition}`, `Content-Type: ${TYPES.response}`],
    body: JSON.stringify({ Status, ...more }),
  };
}

/** Data of the GET with this index. */
export function dataPart(index: number, body: unknown, contentType: string = TYPES.mo): RawPart {
  return {
    headers: [`Content-Disposition: form-data; name="${index}"`, `Content-Type: ${contentType}`],
    body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
  };
}

/** A multipart package, made of its parts as they are. */
export function multipart(parts: readonly RawPart[], shape: MultipartShape = {}): RawRequest {
  const { boundary = 'boundary-of-the-case', quoted = false, preamble = '', epilogue = '' } = shape;
  const chunks: Uint8Array[] = [];
  const text = (value: string) => chunks.push(Buffer.from(value, 'utf8'));
  if (preamble !== '') text(`${preamble}\r\n`);
  for (const { headers, body } of parts) {
    text(`--${boundary}\r\n${headers.map((line) => `${line}\r\n`).join('')}\r\n`);
    chunks.push(typeof body === 'string' ? Buffer.from(body, 'utf8') : body);
    text('\r\n');
  }
  text(`--${boundary}--\r\n${epilogue}`);
  return {
    contentType: `multipart/form-data; boundary=${quoted ? `"${boundary}"` : boundary}`,
    body: Buffer.concat(chunks),
  };
}
