import { TYPES } from '../peers/raw-client.js';

export interface ModelPart {
  readonly name: string | undefined;
  readonly type: string;
  readonly body: Buffer;
}

/** The parts of a multipart Package#3, the package itself first; `undefined` if it is broken (TS App. F). */
export function readParts(contentType: string, body: Buffer): ModelPart[] | undefined {
  const [, quoted, token] = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType) ?? [];
  const boundary = quoted ?? token;
  if (boundary === undefined) return undefined;
  const [whole, ending] = `\r\n${body.toString('latin1')}`.split(`\r\n--${boundary}--`, 2);
  if (whole === undefined || ending === undefined) return undefined;
  const parts = whole
    .split(`\r\n--${boundary}\r\n`)
    .slice(1)
    .map((part): ModelPart => {
      const at = part.indexOf('\r\n\r\n');
      const headers = part.slice(0, at);
      const [, quotedName, name] = /;\s*name=(?:"([^"]*)"|(\w+))/i.exec(headers) ?? [];
      return {
        name: quotedName ?? name,
        type: (/^content-type:\s*(.*)$/im.exec(headers)?.[1] ?? '').toLowerCase(),
        body: Buffer.from(part.slice(at + 4), 'latin1'),
      };
    });
  return parts[0]?.type.startsWith(TYPES.response) ? parts : undefined;
}
