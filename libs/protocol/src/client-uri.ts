import { boundedRemarks, ProtocolError, type Remark } from './errors.js';
import { remarksOnMoid } from './objects/moid.js';

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
/**
 * `unreserved` of RFC 3986, and percent-encoded octets: names of access control nodes hold a MOID. Their `:` is tolerated as it
 * is too. Each character matches one alternative alone, so the work is linear.
 */
const REAL_NAME = /^(?:[A-Za-z0-9._~:-]|%[0-9A-Fa-f]{2})+$/;
/** The specification does not give the syntax of a MOID: visible characters other than the delimiters here. */
const MOID = /^[!-.0-\u003e@-~]+$/;
/** What RFC 3986 lets a query hold. */
const QUERY = /^(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*$/;

export function clientUriError(message: string, cause?: unknown): ProtocolError {
  return new ProtocolError(
    'malformed-client-uri',
    'ClientURI',
    CLAUSE,
    message,
    400,
    cause === undefined ? undefined : { cause },
  );
}

/**
 * Reads a ClientURI in time linear to its length.
 *
 * @throws ProtocolError if it does not follow the grammar, uses a letter twice, or has an x-name that no `nv` describes or a `nv`
 * that describes no x-name.
 */
export function parseClientUri(text: string): ClientUri {
  if (text.length > MAX_CLIENT_URI)
    throw clientUriError(`a ClientURI has at most ${MAX_CLIENT_URI} characters`);
  const question = text.indexOf('?');
  const address = question < 0 ? text : text.slice(0, question);
  const [moid = '', instance, ...names] = address.split('/');
  if (!MOID.test(moid)) throw clientUriError(`"${excerpt(text)}" does not begin with a MOID`);
  if (instance === undefined)
    throw clientUriError(
      `"${excerpt(text)}" has no instance: a MOID is followed by "/" and a MIID, "" or "*"`,
    );
  if (names.length === 0)
    throw clientUriError(`"${excerpt(text)}" has no path: the root of an instance ends with "/"`);
  const letters = new Set<string>();
  const uri: ClientUri = {
    moid,
    instance: instance === '' ? { kind: 'only' } : parseSegment(instance, letters, 'MIID'),
    path:
      names.length === 1 && names[0] === ''
        ? []
        : names.map((name) => parseSegment(name, letters, 'node name')),
    ...parseQuery(question < 0 ? '' : text.slice(question + 1)),
  };
  const described = new Set(uri.nv.map(({ letter }) => letter));
  for (const letter of letters)
    if (!described.has(letter)) throw clientUriError(`the x-name (${letter}) has no nv field`);
  for (const letter of described)
    if (!letters.has(letter)) throw clientUriError(`a nv field describes (${letter}), which is not there`);
  return uri;
}

/**
 * Reads a ClientURI and says what in it was tolerated: a `:` in a name that is not percent-encoded, a query that is not, or a MOID
 * that is not the one of the object's definition.
 *
 * @throws ProtocolError as `parseClientUri`.
 */
export function parseClientUriWithRemarks(text: string): {
  readonly uri: ClientUri;
  readonly remarks: readonly Remark[];
} {
  const uri = parseClientUri(text);
  const remarks = remarksOnMoid(uri.moid, 'ClientURI');
  const [address = '', ...query] = text.split('?');
  if (address.slice(uri.moid.length).includes(':'))
    remarks.push({ clause: CLAUSE, text: 'ClientURI: a ":" in a name is not percent-encoded' });
  if (!QUERY.test(query.join('?')))
    remarks.push({ clause: CLAUSE, text: 'ClientURI: the query is not percent-encoded' });
  return { uri, remarks: boundedRemarks(remarks) };
}

function parseSegment(text: string, letters: Set<string>, what: string): Segment {
  if (text === '*') return { kind: 'all' };
  const letter = X_NAME.exec(text)?.[1];
  if (letter !== undefined) {
    if (letters.has(letter)) throw clientUriError(`the x-name (${letter}) is used twice`);
    letters.add(letter);
    return { kind: 'x', letter };
  }
  if (text === '') throw clientUriError('a node name is empty');
  if (!REAL_NAME.test(text)) throw clientUriError(`"${excerpt(text)}" is no ${what}`);
  return { kind: 'name', name: decodePercent(text) };
}

/** TS 6.1.1.3: `lv` and `cv` at most once, `nv` any number of times, other fields are ignored. */
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
        if (lv !== undefined) throw clientUriError('lv is there twice');
        if (!/^[1-9]\d{0,8}$/.test(value)) throw clientUriError(`lv=${excerpt(value)} is no number above 0`);
        lv = Number(value);
        break;
      case 'cv':
        if (cv !== undefined) throw clientUriError('cv is there twice');
        if (value === '') throw clientUriError('cv is empty');
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

/** The value starts after the first `:`, so a `:` in the path must be percent-encoded. */
function parseNodeValue(text: string): NodeValue {
  const colon = text.indexOf(':');
  if (colon < 0) throw clientUriError(`nv=${excerpt(text)} has no ":" before the value`);
  const [x = '', ...path] = text.slice(0, colon).split('/');
  const letter = X_NAME.exec(x)?.[1];
  if (letter === undefined) throw clientUriError(`nv=${excerpt(text)} does not begin with an x-name`);
  if (path.length === 0 || path.some((name) => !REAL_NAME.test(name)))
    throw clientUriError(`nv=${excerpt(text)} has no path to a leaf`);
  return { letter, path: path.map(decodePercent), value: decodePercent(text.slice(colon + 1)) };
}

function decodePercent(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw clientUriError(`"${excerpt(text)}" is not percent-encoded UTF-8`, cause);
  }
}

function excerpt(text: string): string {
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
