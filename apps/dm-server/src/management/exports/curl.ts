import type { RecordedRequest } from './session-record.js';

/** What was left out of the record, as it stands in place of a value. */
const REDACTED = '[redacted]';
/** Headers that curl writes by itself, and those of the connection. */
const CURLS_OWN = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'expect']);

/**
 * A request of a device as a command line: the same headers and the same bytes. Credentials are not recorded, so a variable of the
 * shell stands for each of them.
 */
export function toCurl({ headers, body }: RecordedRequest, url: string): string {
  const sent = Object.entries(headers).filter(([name]) => !CURLS_OWN.has(name.toLowerCase()));
  // curl takes data that begins with `@` for the name of a file.
  const isPiped = body.encoding === 'base64' || body.text.startsWith('@');
  const lines = [
    `${isPiped ? `${printed(body)} | ` : ''}curl -sS -X POST ${quoted(url)}`,
    ...absent(headers).map((name) => `-H ${quoted(`${name}:`)}`),
    ...sent.map(([name, value]) => `-H ${headerOf(name, value)}`),
    `--data-binary ${isPiped ? '@-' : quoted(body.text)}`,
  ];
  return `${lines.join(' \\\n  ')}\n`;
}

/** Headers that curl would add though the device did not send them. */
function absent(headers: RecordedRequest['headers']): string[] {
  const names = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  return ['accept', 'content-type', 'user-agent'].filter((name) => !names.has(name));
}

function headerOf(name: string, value: string): string {
  if (value === '') return quoted(`${name};`);
  const at = value.indexOf(REDACTED);
  if (at < 0) return quoted(`${name}: ${value}`);
  const variable = `DM_${name.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
  return `${quoted(`${name}: ${value.slice(0, at)}`)}"$${variable}"`;
}

/** Prints the bytes of a body. */
function printed({ text, encoding }: RecordedRequest['body']): string {
  return `printf %s ${quoted(text)}${encoding === 'base64' ? ' | base64 -d' : ''}`;
}

/** For a POSIX shell: within single quotes all is literal but the quote itself. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
