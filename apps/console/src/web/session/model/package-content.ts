import type { LoggedPackage } from '../../api/types.js';

/** A part of a multipart Package#3: the data of a GET (TS App. F), or the package's own JSON. */
export interface Part {
  /** Index of the GET; `null` for the part that is the package itself. */
  readonly name: string | null;
  readonly contentType: string;
  readonly text: string;
  /** What the text is, if it is JSON. */
  readonly json?: unknown;
}

/** One item of a Package#3's `Status`. */
export interface StatusItem {
  readonly code: number;
  readonly uris: readonly string[];
}

export interface PackageContent {
  /** The package's JSON; `undefined` if it can't be read. */
  readonly json: Readonly<Record<string, unknown>> | undefined;
  readonly parts: readonly Part[];
}

const read = new WeakMap<LoggedPackage, PackageContent>();

/** What a logged package says. Never throws: what can't be read is left out. */
export function contentOf(logged: LoggedPackage): PackageContent {
  let content = read.get(logged);
  if (!content) {
    content = readContent(logged);
    read.set(logged, content);
  }
  return content;
}

function readContent({ body, encoding, contentType }: LoggedPackage): PackageContent {
  const boundary = /^multipart\/.*;\s*boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) return { json: record(parse(textOf(body, encoding))), parts: [] };
  const [own, ...parts] = splitParts(encoding === 'base64' ? binary(body) : body, boundary, encoding);
  const isOwnFirst = own?.name === null;
  return {
    json: record((isOwnFirst ? own : parts.find(({ name }) => name === null))?.json),
    parts: isOwnFirst || own === undefined ? parts : [own, ...parts].filter(({ name }) => name !== null),
  };
}

function splitParts(body: string, boundary: string, encoding: LoggedPackage['encoding']): Part[] {
  const pieces = `\r\n${body}`.split(`\r\n--${boundary}`).slice(1);
  return pieces
    .filter((piece) => !piece.startsWith('--'))
    .map((piece) => {
      const end = piece.indexOf('\r\n\r\n');
      const head = end < 0 ? piece : piece.slice(0, end);
      const raw = end < 0 ? '' : piece.slice(end + 4);
      const text = encoding === 'base64' ? utf8(raw) : raw;
      const contentType = /^content-type:\s*(.+)$/im.exec(head)?.[1]?.trim() ?? 'text/plain';
      const name = /^content-disposition:.*;\s*name="?([^";\r\n]*)"?/im.exec(head)?.[1] ?? null;
      const json = /json/i.test(contentType) ? parse(text) : undefined;
      return { name, contentType, text, ...(json === undefined ? {} : { json }) };
    });
}

/** The body as text; bytes that are none show as they can. */
export function textOf(body: string, encoding: LoggedPackage['encoding']): string {
  return encoding === 'base64' ? utf8(binary(body)) : body;
}

function binary(base64: string): string {
  try {
    return atob(base64);
  } catch {
    return '';
  }
}

function utf8(bytes: string): string {
  return new TextDecoder().decode(Uint8Array.from(bytes, (letter) => letter.charCodeAt(0)));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function record(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

/** The commands of a Package#2, as on the wire (TS 7.2.1.2). */
export function commandsOf(logged: LoggedPackage): string[][] {
  const list = contentOf(logged).json?.['CMD'];
  if (!Array.isArray(list)) return [];
  return list.map((command: unknown) =>
    Array.isArray(command)
      ? command.map((part: unknown) => (typeof part === 'string' ? part : JSON.stringify(part)))
      : [],
  );
}

/** The statuses of a Package#3, in the order of the commands (TS 7.2.1.3); the looser forms of the examples too. */
export function statusesOf(logged: LoggedPackage): StatusItem[] {
  const list = contentOf(logged).json?.['Status'];
  if (!Array.isArray(list)) return [];
  return list.map((item: unknown) => {
    if (Array.isArray(item)) return { code: Number(item[0]), uris: item.slice(1).map(String) };
    const { sc, URI } = (typeof item === 'object' ? (item ?? {}) : { sc: item }) as {
      sc?: unknown;
      URI?: unknown;
    };
    return { code: Number(sc), uris: Array.isArray(URI) ? URI.map(String) : [] };
  });
}

/** What a package says as a list of objects: `MOS` or `Alert` of a Package#1 or #3. */
export function listOf(logged: LoggedPackage, member: 'MOS' | 'Alert'): Readonly<Record<string, unknown>>[] {
  const list = contentOf(logged).json?.[member];
  return Array.isArray(list) ? list.map(record).filter((item) => item !== undefined) : [];
}
