import { decodePackage2, MEDIA, parseMediaType, ProtocolError, type Package2 } from '@dm2/protocol';
import { Aborted } from './dm-connection.js';

/** Reads the answer to a package (TS 5.2.3). @throws Aborted if it is no Package#2 */
export function readPackage2(response: {
  headers: Readonly<Record<string, string | undefined>>;
  body: Uint8Array;
}): Package2 {
  const type = parseMediaType(response.headers['content-type'] ?? '')?.essence;
  if (type !== MEDIA.request)
    throw new Aborted(`the server's answer is ${type ?? 'of no media type'}, not ${MEDIA.request}`);
  try {
    return decodePackage2(response.body);
  } catch (cause) {
    if (cause instanceof ProtocolError)
      throw new Aborted(`the server's Package#2 is broken: ${cause.message}`, { cause });
    throw cause;
  }
}

/** END ends the session and has no status (TS 5.3.9). */
export function isEnd(command: readonly string[]): boolean {
  return command[0] === 'END' && command.length === 1;
}
