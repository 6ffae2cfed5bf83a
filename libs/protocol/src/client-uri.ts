import { ProtocolError } from './errors.js';

/** One segment of a ClientURI (TS 6.1). */
export type Segment =
  /** A MIID or the name of a node. */
  | { readonly kind: 'name'; readonly name: string }
  /** `(x)`: the one instance or node that every `nv` field of the letter describes. */
  | { readonly kind: 'x'; readonly letter: string }
  /** The only instance of the MOID, written as an empty segment. */
  | { readonly kind: 'only' }
  /** `*`: all of them. */
  | { readonly kind: 'all' };

/** A `nv` field: the leaf at `path` below the x-name's node has this value. */
export interface NodeValue {
  readonly letter: string;
  readonly path: readonly string[];
  readonly value: string;
}

/** The address of nodes of a management object on a device (TS 6.1). */
export interface ClientUri {
  readonly moid: string;
  readonly instance: Segment;
  /** Segments below the instance's root; empty for the root. */
  readonly path: readonly Segment[];
  /** `lv`: how many levels below the node are transferred. */
  readonly lv?: number;
  readonly nv: readonly NodeValue[];
  /** `cv`: the cache validator the server knows. */
  readonly cv?: string;
}

/** Longer ones are refused before they are read. */
export const MAX_CLIENT_URI = 8192;

const CLAUSE = 'TS 6.1';
const X_NAME = /^\(([A-Za-z])\)$/;
/** `unreserved` of RFC 3986, and percent-encoded octets: names of access control nodes hold a MOID. */
const REAL_NAME = /^(?:[A-Za-z0-9._~-]|%[0-9A-Fa-f]{2})+$/;
/** The specification does not give the syntax of a MOID: visible characters other than the delimiters here. */
const MOID = /^[!-.0-\u003e@-~]+$/;

function fail(message: string): ProtocolError {
  return new ProtocolError('malformed-client-uri', 'ClientURI', CLAUSE, message);
}

/**
 * Reads a ClientURI in time linear to its length.
 *
 * @throws ProtocolError if it does not follow the grammar, uses a letter twice, or has an x-name that no `nv` describes.
 */
export function parseClientUri(text: string): ClientUri {
  if (text.length > MAX_CLIENT_URI) throw fail(`a ClientURI has at most ${MAX_CLIENT_URI} characters`);
  const question = text.indexOf('?');
  const address = question < 0 ? text : text.slice(0, question);
  const [moid = '', instance, ...names] = address.split('/');
  if (!MOID.test(moid)) throw fail(`"${excerpt(text)}" does not begin with a MOID`);
  if (instance === undefined)
    throw fail(`"${excerpt(text)}" has no instance: a MOID is followed by "/" and a MIID, "" or "*"`);
  if (names.length === 0) throw fail(`"${excerpt(text)}" has no path: the root of an instance ends with "/"`);
  const letters = new Set<string>();
  const path =
    names.length === 1 && names[0] === '' ? [] : names.map((name) => parseSegment(name, letters, false));
  const uri: ClientUri = {
    moid,
    instance: parseInstance(instance, letters),
    path,
    ...parseQuery(question < 0 ? '' : text.slice(question + 1)),
  };
  for (const letter of letters) {
    if (!uri.nv.some((field) => field.letter === letter))
      throw fail(`the x-name (${letter}) has no nv field`);
  }
  return uri;
}

function parseInstance(text: string, letters: Set<string>): Segment {
  return text === '' ? { kind: 'only' } : parseSegment(text, letters, true);
}

function parseSegment(text: string, letters: Set<string>, instance: boolean): Segment {
  if (text === '*') return { kind: 'all' };
  const letter = X_NAME.exec(text)?.[1];
  if (letter !== undefined) {
    if (letters.has(letter)) throw fail(`the x-name (${letter}) is used twice`);
    letters.add(letter);
    return { kind: 'x', letter };
  }
  if (text === '') throw fail('a node name is empty');
  if (!REAL_NAME.test(text)) throw fail(`"${excerpt(text)}" is no ${instance ? 'MIID' : 'node name'}`);
  return { kind: 'name', name: decodePercent(text) };
}

function parseQuery(query: string): Pick<ClientUri, 'lv' | 'nv' | 'cv'> {
  const nv: NodeValue[] = [];
  let lv: number | undefined;
  let cv: string | undefined;
  for (const field of query === '' ? [] : query.split('&')) {
    const equals = field.indexOf('=');
    const name = equals < 0 ? field : field.slice(0, equals);
    const value = equals < 0 ? '' : field.slice(equals + 1);
    switch (name) {
      case 'lv':
        if (!/^[1-9]\d{0,8}$/.test(value)) throw fail(`lv=${excerpt(value)} is no number above 0`);
        lv = Number(value);
        break;
      case 'cv':
        if (value === '') throw fail('cv is empty');
        cv = decodePercent(value);
        break;
      case 'nv':
        nv.push(parseNodeValue(value));
        break;
      default: // unknown fields are ignored
    }
  }
  return { nv, ...(lv === undefined ? {} : { lv }), ...(cv === undefined ? {} : { cv }) };
}

function parseNodeValue(text: string): NodeValue {
  const colon = text.indexOf(':');
  if (colon < 0) throw fail(`nv=${excerpt(text)} has no ":" before the value`);
  const [x = '', ...path] = text.slice(0, colon).split('/');
  const letter = X_NAME.exec(x)?.[1];
  if (letter === undefined) throw fail(`nv=${excerpt(text)} does not begin with an x-name`);
  if (path.length === 0 || path.some((name) => !REAL_NAME.test(name)))
    throw fail(`nv=${excerpt(text)} has no path to a leaf`);
  return { letter, path: path.map(decodePercent), value: decodePercent(text.slice(colon + 1)) };
}

function decodePercent(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw new ProtocolError(
      'malformed-client-uri',
      'ClientURI',
      CLAUSE,
      `"${excerpt(text)}" is not percent-encoded UTF-8`,
      400,
      { cause },
    );
  }
}

function excerpt(text: string): string {
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}

/** Writes a ClientURI; names and values are percent-encoded where the grammar needs it. */
export function formatClientUri(uri: ClientUri): string {
  const address = [
    uri.moid,
    formatSegment(uri.instance),
    ...(uri.path.length === 0 ? [''] : uri.path.map(formatSegment)),
  ].join('/');
  const fields = [
    ...(uri.lv === undefined ? [] : [`lv=${uri.lv}`]),
    ...uri.nv.map(
      (field) => `nv=(${field.letter})/${field.path.map(encodeName).join('/')}:${encodeValue(field.value)}`,
    ),
    ...(uri.cv === undefined ? [] : [`cv=${encodeValue(uri.cv)}`]),
  ];
  return fields.length === 0 ? address : `${address}?${fields.join('&')}`;
}

function formatSegment(segment: Segment): string {
  switch (segment.kind) {
    case 'name':
      return encodeName(segment.name);
    case 'x':
      return `(${segment.letter})`;
    case 'only':
      return '';
    case 'all':
      return '*';
  }
}

function encodeName(name: string): string {
  return encodeURIComponent(name).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

const encodeValue = encodeName;

/** The parts of a ClientURI that a caller names; the rest has defaults. */
export interface ClientUriParts {
  readonly moid: string;
  /** A MIID; `''` (the default) for the only instance, `'*'` for all, `'(x)'` for an x-name. */
  readonly instance?: string;
  /** Node names, `'*'` and `'(x)'`; none for the root. */
  readonly path?: readonly string[];
  readonly lv?: number;
  readonly nv?: readonly NodeValue[];
  readonly cv?: string;
}

/** Builds a ClientURI that is valid, or throws. */
export function buildClientUri(parts: ClientUriParts): string {
  const segment = (text: string): Segment =>
    text === '*'
      ? { kind: 'all' }
      : X_NAME.test(text)
        ? { kind: 'x', letter: text.charAt(1) }
        : { kind: 'name', name: text };
  const uri: ClientUri = {
    moid: parts.moid,
    instance: parts.instance ? segment(parts.instance) : { kind: 'only' },
    path: (parts.path ?? []).map(segment),
    nv: parts.nv ?? [],
    ...(parts.lv === undefined ? {} : { lv: parts.lv }),
    ...(parts.cv === undefined ? {} : { cv: parts.cv }),
  };
  const text = formatClientUri(uri);
  parseClientUri(text);
  return text;
}
