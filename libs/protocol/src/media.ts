/** The media types of DM 2.0 (TS 5.5, 7.2). */
export const MEDIA = {
  initiation: 'application/vnd.oma.dm.initiation+json',
  request: 'application/vnd.oma.dm.request+json',
  response: 'application/vnd.oma.dm.response+json',
  mo: 'application/dmmo+json',
  multipart: 'multipart/form-data',
} as const;

export interface MediaType {
  /** `type/subtype` in lower case. */
  readonly essence: string;
  /** Parameters, names in lower case. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** `quoted-string` of RFC 9110; each character matches one alternative alone, so the work is linear. */
const QUOTED = /^"(?:[^"\\]|\\.)*"$/s;
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Reads a `Content-Type` value (RFC 9110 8.3); `undefined` if it is none. */
export function parseMediaType(text: string): MediaType | undefined {
  const [first = '', ...rest] = splitOutsideQuotes(text, ';');
  const essence = first.trim().toLowerCase();
  const [type = '', subtype = '', ...more] = essence.split('/');
  if (more.length > 0 || !TOKEN.test(type) || !TOKEN.test(subtype)) return undefined;
  const parameters = new Map<string, string>();
  for (const part of rest) {
    if (part.trim() === '') continue;
    const equals = part.indexOf('=');
    if (equals < 0) return undefined;
    const name = part.slice(0, equals).trim().toLowerCase();
    const value = part.slice(equals + 1).trim();
    if (!TOKEN.test(name)) return undefined;
    if (value.startsWith('"')) {
      if (!QUOTED.test(value)) return undefined;
      parameters.set(name, value.slice(1, -1).replace(/\\(.)/gs, '$1'));
    } else parameters.set(name, value);
  }
  return { essence, parameters };
}

/** Whether an `Accept` header takes a media type (RFC 9110 12.5.1). No header takes everything. */
export function accepts(header: string | undefined, mediaType: string): boolean {
  if (header === undefined || header.trim() === '') return true;
  const essence = mediaType.toLowerCase();
  const [type = ''] = essence.split('/');
  let best = -1;
  let quality = 0;
  for (const part of splitOutsideQuotes(header, ',')) {
    const range = parseMediaType(part.trim() === '*' ? '*/*' : part);
    if (!range) continue;
    const rank =
      range.essence === essence ? 2 : range.essence === `${type}/*` ? 1 : range.essence === '*/*' ? 0 : -1;
    if (rank <= best) continue;
    best = rank;
    const q = Number(range.parameters.get('q') ?? '1');
    quality = Number.isFinite(q) ? q : 1;
  }
  return best >= 0 && quality > 0;
}

function splitOutsideQuotes(text: string, separator: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i];
    if (quoted && char === '\\') i += 1;
    else if (char === '"') quoted = !quoted;
    else if (!quoted && char === separator) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}
