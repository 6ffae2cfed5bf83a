import { randomBytes } from 'node:crypto';
import busboy from '@fastify/busboy';
import { boundedRemarks, ProtocolError, type Remark } from './errors.js';
import { MEDIA, parseMediaType } from './media.js';
import { decodePackage3, type EncodedPackage, type Package3, type PartData } from './packages.js';

/** How much a multipart Package#3 may hold. */
export interface MultipartLimits {
  /** Bytes of one part; 8 MiB by default. */
  readonly partBytes?: number;
  /** Number of parts; 4097 by default. */
  readonly parts?: number;
}

const CLAUSE = 'TS App. F';
const DEFAULTS = { partBytes: 8 * 1024 * 1024, parts: 4097 };

function broken(message: string, field = '', cause?: unknown): ProtocolError {
  return new ProtocolError(
    'malformed-multipart',
    field,
    CLAUSE,
    message,
    400,
    cause === undefined ? undefined : { cause },
  );
}

/**
 * Reads a multipart Package#3 (TS App. F): first the package itself, then one part for each GET that brought data,
 * named by the index of its command. A part that is cut off or too long is an error, never silently shorter.
 *
 * @throws ProtocolError
 */
export async function decodeMultipartPackage3(
  contentType: string,
  body: Uint8Array,
  limits: MultipartLimits = {},
): Promise<Package3> {
  const boundary = parseMediaType(contentType)?.parameters.get('boundary');
  if (!boundary || boundary.length > 200) throw broken('Content-Type has no usable boundary', 'Content-Type');
  if (!endsWithBoundary(body, boundary)) throw broken('the body is cut: its closing boundary is missing');
  const parts = await readParts(boundary, body, { ...DEFAULTS, ...limits });
  const remarks: Remark[] = [];
  const [first, ...others] = parts;
  if (!first) throw broken('the body has no parts');
  if (parseMediaType(first.contentType)?.essence !== MEDIA.response) {
    throw broken(`the first part must be ${MEDIA.response}`, 'part/0');
  }
  if (first.name !== undefined) {
    remarks.push({
      clause: CLAUSE,
      text: "the first part has a name; the specification's examples have none",
    });
  }
  const package3 = decodePackage3(first.bytes);
  const data = new Map<number, PartData>();
  others.forEach(({ name, contentType: type, bytes }, i) => {
    const at = `part/${i + 1}`;
    if (name === undefined || !/^(0|[1-9]\d{0,5})$/.test(name)) {
      throw broken(`${at}: the name must be the index of the GET, from 0`, `${at}/name`);
    }
    const index = Number(name);
    if (data.has(index)) throw broken(`${at}: there are two parts for command ${index}`, `${at}/name`);
    if (type === '') remarks.push({ clause: CLAUSE, text: `${at} has no Content-Type; taken as text/plain` });
    data.set(index, { contentType: type === '' ? 'text/plain' : type, bytes });
  });
  return { ...package3, data, remarks: boundedRemarks([...remarks, ...package3.remarks]) };
}

interface Part {
  readonly name: string | undefined;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

async function readParts(
  boundary: string,
  body: Uint8Array,
  limits: Required<MultipartLimits>,
): Promise<Part[]> {
  return new Promise((resolve, reject) => {
    const parts: Part[] = [];
    let dicer: InstanceType<typeof busboy.Dicer>;
    try {
      dicer = new busboy.Dicer({ boundary, maxHeaderPairs: 100 });
    } catch (cause) {
      reject(broken('the boundary is not usable', 'Content-Type', cause));
      return;
    }
    let open = 0;
    let finished = false;
    let failed = false;
    const fail = (error: ProtocolError) => {
      failed = true;
      reject(error);
    };
    const settle = () => {
      if (finished && open === 0 && !failed) resolve(parts);
    };
    dicer.on('part', (stream) => {
      const position = parts.length + open;
      const chunks: Buffer[] = [];
      let headers: Record<string, string[]> = {};
      let size = 0;
      open += 1;
      const slot = position;
      stream.on('header', (received: object) => {
        headers = received as Record<string, string[]>;
      });
      stream.on('data', (chunk: Buffer | string) => {
        const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
        size += bytes.length;
        if (size > limits.partBytes) {
          fail(
            new ProtocolError(
              'too-large',
              `part/${slot}`,
              CLAUSE,
              `part ${slot} is longer than ${limits.partBytes} bytes`,
              413,
            ),
          );
        } else if (!failed) chunks.push(bytes);
      });
      stream.on('error', (cause: Error) => fail(broken(`part ${slot} is cut`, `part/${slot}`, cause)));
      stream.on('end', () => {
        open -= 1;
        parts.push({
          name: partName(headers['content-disposition']?.[0]),
          contentType: headers['content-type']?.[0] ?? '',
          bytes: Buffer.concat(chunks),
        });
        if (parts.length > limits.parts)
          fail(new ProtocolError('too-large', '', CLAUSE, `more than ${limits.parts} parts`, 413));
        settle();
      });
    });
    dicer.on('error', (cause: Error) => fail(broken('the multipart body is broken', '', cause)));
    dicer.on('finish', () => {
      finished = true;
      settle();
      if (open > 0 && !failed) fail(broken('the last part is cut'));
    });
    dicer.end(Buffer.from(body.buffer, body.byteOffset, body.byteLength));
  });
}

/** The `name` of a `Content-Disposition: form-data`. */
function partName(disposition: string | undefined): string | undefined {
  if (disposition === undefined) return undefined;
  const [, ...parameters] = disposition.split(';');
  for (const parameter of parameters) {
    const match = /^\s*name\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;]+))\s*$/i.exec(parameter);
    if (match) return match[1] ?? match[2];
  }
  return undefined;
}

function endsWithBoundary(body: Uint8Array, boundary: string): boolean {
  const buffer = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const delimiter = `--${boundary}`;
  const at = buffer.lastIndexOf(`${delimiter}--`);
  if (at < 0) return false;
  return (
    at === 0 ||
    buffer
      .subarray(0, at)
      .toString('latin1', Math.max(0, at - 2))
      .endsWith('\n')
  );
}

/** A media type as a header can carry it: data whose type is none is bytes. */
function headerOf(contentType: string): string {
  return parseMediaType(contentType) && /^[ -~]*$/.test(contentType)
    ? contentType
    : 'application/octet-stream';
}

/** Writes a multipart Package#3: the first part without a name, then data in the order of the commands. */
export function encodeMultipartPackage3(
  json: Uint8Array,
  data: ReadonlyMap<number, PartData>,
): EncodedPackage {
  const boundary = `dm2-${randomBytes(18).toString('hex')}`;
  const chunks: Uint8Array[] = [];
  const text = (value: string) => chunks.push(Buffer.from(value, 'latin1'));
  text(`--${boundary}\r\nContent-Disposition: form-data\r\nContent-Type: ${MEDIA.response}\r\n\r\n`);
  chunks.push(json);
  for (const [index, part] of [...data].sort(([a], [b]) => a - b)) {
    text(
      `\r\n--${boundary}\r\nContent-Disposition: form-data; name="${index}"\r\nContent-Type: ${headerOf(part.contentType)}\r\n\r\n`,
    );
    chunks.push(part.bytes);
  }
  text(`\r\n--${boundary}--\r\n`);
  return { contentType: `${MEDIA.multipart}; boundary=${boundary}`, body: Buffer.concat(chunks) };
}
