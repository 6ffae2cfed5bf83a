import { createHash } from 'node:crypto';
import type { Fault, TamperedRequest } from '@dm2/conformance';

type Json = Record<string, unknown>;

/** A fault in the JSON of packages of one kind. */
export function inPackage(kind: 1 | 3, change: (json: Json) => Json): Fault {
  return {
    sends: (sent) => {
      const opening = sent.headers['content-type']?.includes('initiation') === true;
      return opening === (kind === 1) ? withJson(sent, change) : sent;
    },
  };
}

/** A client that gives other status codes. */
export function withCodes(codes: Readonly<Record<number, number>>): Fault {
  return inPackage(3, (json) => ({
    ...json,
    Status: (json['Status'] as { sc: number }[]).map((item) => ({ ...item, sc: codes[item.sc] ?? item.sc })),
  }));
}

/** A client whose data of GETs is other than it should be; a part is changed as text. */
export function inParts(change: (text: string) => string): Fault {
  return {
    sends: (sent) =>
      sent.headers['content-type']?.startsWith('multipart/') === true
        ? { ...sent, body: Buffer.from(change(sent.body.toString('utf8'))) }
        : sent,
  };
}

/** A client that does something else when it is told a command. */
export function mishears(name: string, change: (command: string[]) => string[]): Fault {
  return {
    hears: (commands) => commands.map((command) => (command[0] === name ? change(command) : command)),
  };
}

/** A client that reads a ClientURI as another. */
export function misreads(change: (uri: string) => string): Fault {
  return {
    hears: (commands) => commands.map(([name = '', ...rest]) => [name, ...rest.map((text) => change(text))]),
  };
}

/** A client whose headers of packages are other than they should be. */
export function inHeaders(change: (headers: Readonly<Record<string, string | undefined>>) => Json): Fault {
  return {
    sends: (sent) => ({
      ...sent,
      headers: { ...sent.headers, ...(change(sent.headers as Record<string, string>) as object) },
    }),
  };
}

/** The package's JSON is the whole body, or the first part of a multipart one. */
function withJson(sent: TamperedRequest, change: (json: Json) => Json): TamperedRequest {
  const text = sent.body.toString('utf8');
  const multipart = sent.headers['content-type']?.startsWith('multipart/') === true;
  const json = multipart ? (/\r\n\r\n([\s\S]*?)\r\n--/.exec(text)?.[1] ?? '') : text;
  const changed = JSON.stringify(change(JSON.parse(json) as Json));
  return { ...sent, body: Buffer.from(text.replace(json, () => changed)) };
}

/** A client that takes every Package#0 of the right length for one that is signed. */
export function signed(change: (bytes: Buffer) => Buffer, secret: Buffer, authData: Buffer): Fault {
  return {
    notices: (package0) => {
      const bytes = change(Buffer.from(package0));
      const at = digestAt(bytes);
      if (at < 0) return bytes;
      bytes.fill(0, at, at + 32);
      createHash('sha256').update(secret).update(bytes).update(authData).digest().copy(bytes, at);
      return bytes;
    },
  };
}

function digestAt(bytes: Buffer): number {
  let [at, number] = [2, 0];
  while (at + 2 <= bytes.length) {
    const head = bytes.readUInt16BE(at);
    number += head >> 12;
    if (number === 4 && (head & 0xfff) === 32 && at + 34 <= bytes.length) return at + 2;
    at += 2 + (head & 0xfff);
  }
  return -1;
}
