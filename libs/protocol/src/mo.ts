import { ProtocolError, type Remark } from './errors.js';
import { defined, encodeJson, isObject, Members, parseJson } from './json.js';

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
export function decodeMo(bytes: Uint8Array): { readonly items: MoItem[]; readonly remarks: Remark[] } {
  const json = parseJson(bytes, 'malformed-mo', CLAUSE);
  const remarks: Remark[] = [];
  if (isObject(json)) {
    remarks.push({ clause: CLAUSE, text: 'one object instead of an array' });
    return { items: [decodeItem(json, '0')], remarks };
  }
  if (!Array.isArray(json)) throw new ProtocolError('malformed-mo', '', CLAUSE, 'MO data must be an array');
  return { items: json.map((item: unknown, i) => decodeItem(item, String(i))), remarks };
}

function decodeItem(item: unknown, at: string): MoItem {
  const members = Members.of(item, at, 'malformed-mo', CLAUSE);
  const data = members.get('MOData');
  if (!isObject(data)) throw members.fail('MOData', 'must be a JSON object');
  const names = Object.keys(data);
  if (names.length !== 1) throw members.fail('MOData', 'must have one member, named as the addressed node');
  checkValue(data, members.path('MOData'));
  return defined<MoItem>({
    DDF: members.string('DDF'),
    ClientURI: members.requiredString('ClientURI'),
    CV: members.string('CV'),
    MOData: data as { readonly [name: string]: MoValue },
  });
}

function checkValue(value: unknown, at: string): void {
  if (Array.isArray(value))
    throw new ProtocolError(
      'malformed-mo',
      at,
      CLAUSE,
      `${at} is an array; a node is an object, a string, a number, a boolean or null`,
    );
  if (!isObject(value)) return;
  for (const [name, below] of Object.entries(value)) {
    if (name === '') throw new ProtocolError('malformed-mo', at, CLAUSE, `${at} has a node without a name`);
    checkValue(below, `${at}/${name}`);
  }
}

/** Writes `application/dmmo+json`. */
export function encodeMo(items: readonly MoItem[]): Uint8Array {
  return encodeJson(items);
}
