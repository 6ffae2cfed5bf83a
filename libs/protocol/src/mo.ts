import { boundedRemarks, ProtocolError, type Remark } from './errors.js';
import { defined, encodeJson, isObject, Members, parseJson } from './json.js';
import { remarksOnMoid } from './objects/moid.js';

/** A node's value as JSON (TS 7.2.1.4): an object for an interior node, else a leaf's value as its format says. */
export type MoValue = string | number | boolean | null | { readonly [name: string]: MoValue };

/** One addressed node of a management object (TS 7.2.1.4). */
export interface MoItem {
  /** Where its description is. */
  readonly DDF?: string;
  readonly ClientURI: string;
  /** Cache validator of the instance (TS 11). */
  readonly CV?: string;
  /** One member, named as the addressed node. */
  readonly MOData: { readonly [name: string]: MoValue };
}

const CLAUSE = 'TS 7.2.1.4';

/**
 * Reads `application/dmmo+json`.
 *
 * @throws ProtocolError
 */
export function decodeMo(bytes: Uint8Array): {
  readonly items: MoItem[];
  readonly remarks: Remark[];
} {
  const json = parseJson(bytes, 'malformed-mo', CLAUSE);
  const remarks: Remark[] = [];
  if (isObject(json)) {
    remarks.push({ clause: CLAUSE, text: 'one object instead of an array' });
    const item = decodeItem(json, '0', remarks);
    return { items: [item], remarks };
  }
  if (!Array.isArray(json)) throw new ProtocolError('malformed-mo', '', CLAUSE, 'MO data must be an array');
  const items = json.map((item: unknown, i) => decodeItem(item, String(i), remarks));
  return { items, remarks: boundedRemarks(remarks) };
}

function decodeItem(item: unknown, at: string, remarks: Remark[]): MoItem {
  const members = Members.of(item, at, 'malformed-mo', CLAUSE);
  const data = members.get('MOData');
  if (!isObject(data)) throw members.fail('MOData', 'must be a JSON object');
  const names = Object.keys(data);
  if (names.length !== 1) throw members.fail('MOData', 'must have one member, named as the addressed node');
  checkValue(data, members.path('MOData'));
  const ClientURI = members.requiredString('ClientURI');
  remarks.push(...remarksOnMoid(ClientURI.split('/', 1)[0] ?? '', members.path('ClientURI')));
  return defined<MoItem>({
    DDF: members.string('DDF'),
    ClientURI,
    CV: members.string('CV'),
    MOData: data as { readonly [name: string]: MoValue },
  });
}

function checkValue(value: unknown, at: string): void {
  if (Array.isArray(value))
    throw broken(at, 'is an array; a node is an object, a string, a number, a boolean or null');
  // JSON has no infinity, but a number such as 1e999 is read as one.
  if (typeof value === 'number' && !Number.isFinite(value)) throw broken(at, 'is a number out of range');
  if (!isObject(value)) return;
  for (const [name, below] of Object.entries(value)) {
    if (name === '') throw broken(at, 'has a node without a name');
    checkValue(below, `${at}/${name}`);
  }
}

function broken(at: string, what: string): ProtocolError {
  const short = at.length > 200 ? `${at.slice(0, 200)}…` : at;
  return new ProtocolError('malformed-mo', short, CLAUSE, `${short} ${what}`);
}

/** Writes `application/dmmo+json`. */
export function encodeMo(items: readonly MoItem[]): Uint8Array {
  return encodeJson(items);
}
