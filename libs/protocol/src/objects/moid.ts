import type { Remark } from '../errors.js';

/** MOIDs of the management objects that are described here. */
export const MOID = {
  devInfo: 'urn:oma:mo:oma-dm-devinfo:1.2',
  dmAccount: 'urn:oma:mo:oma-dm-dmacc:1.2',
  sessionInfo: 'urn:oma:mo:oma-sessioninfomo:1.0',
  fumo: 'urn:oma:mo:oma-fumo:1.0',
  scomo: 'urn:oma:mo:oma-scomo:1.0',
  dcmo: 'urn:oma:mo:oma-dcmo:1.0',
  accessControl: 'urn:oma:mo:oma-dm-dacmo:1.0',
  demo: 'urn:dm2:mo:demo:1.0',
} as const;

export type MoidKey = keyof typeof MOID;

/** A standard object as a MOID names it. */
export interface StandardObject {
  /** Which one it is. */
  readonly key: MoidKey;
  /** The MOID as this project writes it: that of the object's definition. */
  readonly moid: string;
  /** The version the MOID names, which may be another. */
  readonly version: string;
}

/** The clause that fixes the MOID of an object of DM 2.0 itself. Those of other enablers may have other versions. */
const CLAUSES: Partial<Record<MoidKey, string>> = {
  devInfo: 'TS 12.1',
  dmAccount: 'TS 12.2',
  accessControl: 'TS 12.3',
  sessionInfo: 'TS 12.4',
};

const BY_NAME: ReadonlyMap<string, MoidKey> = new Map(
  (Object.keys(MOID) as MoidKey[]).map((key) => [nameAndVersion(MOID[key])[0], key]),
);

/** Without version, and without the `urn:` that some examples leave out. */
function nameAndVersion(moid: string): [name: string, version: string] {
  const name = moid.startsWith('urn:') ? moid.slice(4) : moid;
  const colon = name.lastIndexOf(':');
  return colon < 0 ? [name, ''] : [name.slice(0, colon), name.slice(colon + 1)];
}

/**
 * The standard object a MOID names, in whatever version and with or without `urn:`: the specification's own examples say
 * `oma:mo:oma-dm-devinfo:1.0` and `urn:oma:mo:oma-dm-dmacc:2.0` where its definitions say `urn:` and 1.2 (TS 7.2.1.4, 12.1, 12.2).
 */
export function standardObjectOf(moid: string): StandardObject | undefined {
  const [name, version] = nameAndVersion(moid);
  const key = /^\d+(?:\.\d+)?$/.test(version) ? BY_NAME.get(name) : undefined;
  return key === undefined ? undefined : { key, moid: MOID[key], version };
}

/** Whether a MOID names one standard object, in any version. */
export function isStandardObject(moid: string, key: MoidKey): boolean {
  return standardObjectOf(moid)?.key === key;
}

/**
 * The MOID by which a reader knows an object of DM 2.0 that a peer names otherwise: without `urn:`, or in another version. A MOID of
 * another object, or of another version of an enabler such as FUMO, is its own.
 */
export function canonicalMoid(moid: string): string {
  const object = standardObjectOf(moid);
  if (!object) return moid;
  const same = object.moid.endsWith(`:${object.version}`);
  return same || CLAUSES[object.key] !== undefined ? object.moid : moid;
}

/** What is tolerated in a MOID that was received: no `urn:`, or another version of an object of DM 2.0. */
export function remarksOnMoid(moid: string, at: string): Remark[] {
  const object = standardObjectOf(moid);
  if (!object || moid === object.moid) return [];
  const clause = CLAUSES[object.key];
  if (!moid.startsWith('urn:'))
    return [{ clause: clause ?? 'TS 7.2.1.4', text: `${at}: the MOID "${moid}" has no "urn:"` }];
  return clause === undefined ? [] : [{ clause, text: `${at}: "${moid}" instead of "${object.moid}"` }];
}
