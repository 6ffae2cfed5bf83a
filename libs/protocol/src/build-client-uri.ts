import {
  clientUriError,
  MAX_CLIENT_URI,
  type ClientUri,
  type NodeValue,
  type Segment,
} from './client-uri.js';

/** `pchar` of RFC 3986: what a MOID may hold in a URI that is written. */
const MOID = /^(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})+$/;
const LETTER = /^[A-Za-z]$/;
const X_NAME = /^\([A-Za-z]\)$/;

/**
 * Writes a ClientURI (TS 6.1) that `parseClientUri` reads as the same; names and values are percent-encoded where the grammar
 * needs it, so a node whose name is `*` or `(x)` is told from the wildcard and from an x-name.
 *
 * @throws ProtocolError for what no ClientURI can say, such as an empty name or an x-name without `nv`.
 */
export function formatClientUri(uri: ClientUri): string {
  check(uri);
  const address = [
    uri.moid,
    formatSegment(uri.instance),
    ...(uri.path.length === 0 ? [''] : uri.path.map(formatSegment)),
  ].join('/');
  const fields = [
    ...(uri.lv === undefined ? [] : [`lv=${uri.lv}`]),
    ...uri.nv.map(
      (field) => `nv=(${field.letter})/${field.path.map(encode).join('/')}:${encode(field.value)}`,
    ),
    ...(uri.cv === undefined ? [] : [`cv=${encode(uri.cv)}`]),
  ];
  const text = fields.length === 0 ? address : `${address}?${fields.join('&')}`;
  if (text.length > MAX_CLIENT_URI)
    throw clientUriError(`a ClientURI has at most ${MAX_CLIENT_URI} characters`);
  return text;
}

function check({ moid, instance, path, lv, nv, cv }: ClientUri): void {
  if (!MOID.test(moid)) throw clientUriError(`"${moid.slice(0, 120)}" is no MOID`);
  const letters = new Set<string>();
  for (const segment of [instance, ...path]) {
    if (segment.kind === 'name' && segment.name === '') throw clientUriError('a name is empty');
    if (segment.kind !== 'x') continue;
    if (!LETTER.test(segment.letter)) throw clientUriError(`"${segment.letter}" is no letter of an x-name`);
    if (letters.has(segment.letter)) throw clientUriError(`the x-name (${segment.letter}) is used twice`);
    letters.add(segment.letter);
  }
  if (path.some(({ kind }) => kind === 'only')) throw clientUriError('a node name is empty');
  if (lv !== undefined && !(Number.isInteger(lv) && lv > 0 && lv < 1e9))
    throw clientUriError(`lv=${lv} is no number above 0`);
  if (cv === '') throw clientUriError('cv is empty');
  for (const field of nv) {
    if (!letters.has(field.letter))
      throw clientUriError(`a nv field describes (${field.letter}), which is not there`);
    if (field.path.length === 0 || field.path.includes(''))
      throw clientUriError(`the nv field of (${field.letter}) has no path to a leaf`);
  }
  for (const letter of letters)
    if (!nv.some((field) => field.letter === letter))
      throw clientUriError(`the x-name (${letter}) has no nv field`);
}

function formatSegment(segment: Segment): string {
  switch (segment.kind) {
    case 'name':
      return encode(segment.name);
    case 'x':
      return `(${segment.letter})`;
    case 'only':
      return '';
    case 'all':
      return '*';
  }
}

/** Everything but `unreserved`, percent-encoded. */
function encode(text: string): string {
  try {
    return encodeURIComponent(text).replace(
      /[!'()*]/g,
      (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  } catch (cause) {
    throw clientUriError('a name or value is no Unicode text', cause);
  }
}

/** The parts of a ClientURI that a caller names; the rest has defaults. */
export interface ClientUriParts {
  readonly moid: string;
  /** A MIID; `''` (the default) for the only instance, `'*'` for all, `'(x)'` for an x-name; or a segment. */
  readonly instance?: string | Segment;
  /** Node names, `'*'` and `'(x)'`, or segments: `{ kind: 'name', name: '*' }` is the node of that name. None for the root. */
  readonly path?: readonly (string | Segment)[];
  readonly lv?: number;
  readonly nv?: readonly NodeValue[];
  readonly cv?: string;
}

/** Builds a ClientURI. @throws ProtocolError if there is none that says this. */
export function buildClientUri(parts: ClientUriParts): string {
  return formatClientUri({
    moid: parts.moid,
    instance: parts.instance ? segmentOf(parts.instance) : { kind: 'only' },
    path: (parts.path ?? []).map(segmentOf),
    nv: parts.nv ?? [],
    ...(parts.lv === undefined ? {} : { lv: parts.lv }),
    ...(parts.cv === undefined ? {} : { cv: parts.cv }),
  });
}

function segmentOf(part: string | Segment): Segment {
  if (typeof part !== 'string') return part;
  if (part === '*') return { kind: 'all' };
  return X_NAME.test(part) ? { kind: 'x', letter: part.charAt(1) } : { kind: 'name', name: part };
}
