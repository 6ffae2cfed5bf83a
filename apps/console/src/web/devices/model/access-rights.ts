import { MOID, readMaid } from '@dm2/protocol';
import type { KnownObject } from '../../api/types.js';

/** One authority's rights on one sub-tree, as the device says them (TS 12.3). */
export interface AccessRight {
  readonly moid: string;
  readonly instance: string;
  readonly path: string;
  readonly authority: string;
  /** The sum as it is stored. */
  readonly sum: string;
  readonly rights: readonly string[];
}

const RIGHTS = [
  [1, 'read'],
  [2, 'write'],
  [4, 'execute'],
  [8, 'delegate'],
] as const;

/** Whether an object holds access rights. */
export function holdsAccessRights({ moid }: KnownObject): boolean {
  return moid === MOID.accessControl;
}

/** The rights of the known Delegation Access Control MO: `<MOID>/<MIID>/<x>/{Path, Permissions/<x>/{MAID, AR}}`. */
export function accessRightsOf(objects: readonly KnownObject[]): AccessRight[] {
  return objects.filter(holdsAccessRights).flatMap(({ instances }) =>
    instances.flatMap(({ data }) =>
      members(data).flatMap(([moid, byInstance]) =>
        members(byInstance).flatMap(([instance, rules]) =>
          members(rules).flatMap(([, rule]) =>
            members(member(rule, 'Permissions')).map(([, permission]) => {
              const sum = textOf(member(permission, 'AR'));
              return {
                moid: decoded(moid),
                instance: decoded(instance),
                path: textOf(member(rule, 'Path')) || '/',
                authority: authorityOf(textOf(member(permission, 'MAID'))),
                sum,
                rights: RIGHTS.filter(([bit]) => (Number(sum) & bit) !== 0).map(([, word]) => word),
              };
            }),
          ),
        ),
      ),
    ),
  );
}

function authorityOf(text: string): string {
  const { maid } = readMaid(text);
  switch (maid.kind) {
    case 'server':
      return `DM Server ${maid.id}`;
    case 'application':
      return `application ${maid.id}`;
    case 'everyone':
      return 'everyone';
  }
}

function members(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function member(value: unknown, name: string): unknown {
  return members(value).find(([is]) => is === name)?.[1];
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Names of these nodes may be written with their `:` percent-encoded. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
