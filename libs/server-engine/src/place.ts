import { parseClientUri, type ClientUri } from '@dm2/protocol';

/** One place of a device's tree. */
export interface Place {
  readonly moid: string;
  /** Empty for the only instance. */
  readonly miid: string;
  /** Node names below the instance's root; empty for the root. */
  readonly path: readonly string[];
}

/** A ClientURI that may be malformed: what a task or a device wrote. */
export function readClientUri(text: string): ClientUri | undefined {
  try {
    return parseClientUri(text);
  } catch {
    return undefined;
  }
}

/** The one place a ClientURI without wildcard or x-name names; `undefined` for any other. */
export function placeOf(clientUri: string): Place | undefined {
  const uri = readClientUri(clientUri);
  if (!uri) return undefined;
  const miid =
    uri.instance.kind === 'name' ? uri.instance.name : uri.instance.kind === 'only' ? '' : undefined;
  if (miid === undefined) return undefined;
  const path: string[] = [];
  for (const segment of uri.path) {
    if (segment.kind !== 'name') return undefined;
    path.push(segment.name);
  }
  return { moid: uri.moid, miid, path };
}
