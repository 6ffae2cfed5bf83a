import { canonicalMoid, MOID, type Ddf, type DdfNode } from '@dm2/protocol';
import { interiorNode, isInterior, nodeAt, type StoredNode, type StoredTree } from './stored-device.js';

/** What the device holds about one DM Server (TS 12.2). */
export interface Account {
  readonly miid: string;
  readonly srvId: string;
  readonly srvUri: string;
  /** MOIDs the server may manage; `*` for all. */
  readonly moids: readonly string[];
  readonly credentials?: { readonly user: string; readonly password: string };
  readonly notification?: { readonly secret: Uint8Array; readonly authData: Uint8Array };
}

function text(root: StoredNode, path: readonly string[]): string | undefined {
  const node = nodeAt(root, path);
  return node && 'value' in node && typeof node.value === 'string' ? node.value : undefined;
}

function bin(root: StoredNode, path: readonly string[]): Buffer | undefined {
  const value = text(root, path);
  return value === undefined ? undefined : Buffer.from(value, 'base64');
}

/** The DM Accounts of a device. */
export function accountsOf(tree: StoredTree): Account[] {
  return tree.instances
    .filter((instance) => instance.moid === MOID.dmAccount)
    .flatMap(({ miid, root }) => accountOf(miid, root) ?? []);
}

/** Reads a DM Account; `undefined` if it names no server. */
export function accountOf(miid: string, root: StoredNode): Account | undefined {
  const srvId = text(root, ['SrvID']);
  const srvUri = text(root, ['SrvURI']);
  if (srvId === undefined || srvUri === undefined) return undefined;
  const user = bin(root, ['Auth', 'Trsp', 'Data'])?.toString('utf8');
  const password = bin(root, ['Auth', 'Trsp', 'Secret'])?.toString('utf8');
  const secret = bin(root, ['Auth', 'Noti', 'Secret']);
  const authData = bin(root, ['Auth', 'Noti', 'Data']) ?? Buffer.alloc(0);
  return {
    miid,
    srvId,
    srvUri,
    moids: permittedMoids(root),
    ...(user === undefined || password === undefined ? {} : { credentials: { user, password } }),
    // An empty secret would be one that everybody knows.
    ...(secret === undefined || secret.length === 0 ? {} : { notification: { secret, authData } }),
  };
}

function permittedMoids(root: StoredNode): string[] {
  const perm = nodeAt(root, ['Perm']);
  if (!perm || !isInterior(perm)) return [];
  const moids = Object.keys(perm.children).flatMap((x) => text(root, ['Perm', x, 'MOID']) ?? []);
  return moids.map(canonicalMoid);
}

/** Whether the server of an account was provisioned for a MOID (TS 10): it never sees or touches another. */
export function mayManage(account: Account, moid: string): boolean {
  return account.moids.includes('*') || account.moids.includes(moid);
}

/** What goes into a new DM Account. */
export interface NewAccount {
  readonly srvId: string;
  readonly srvUri: string;
  readonly moids: readonly string[];
  readonly user?: string;
  readonly password?: string;
  readonly notificationSecret?: Uint8Array;
}

/** A DM Account as it lies in the tree. */
export function accountNode(account: NewAccount): StoredNode {
  const leaf = (value: string | number): StoredNode => ({ value });
  const base64 = (value: Uint8Array | string) => leaf(Buffer.from(value).toString('base64'));
  const auth: Record<string, StoredNode> = {};
  if (account.notificationSecret) {
    auth['Noti'] = interiorNode([
      ['Type', leaf(0)],
      ['Data', base64('')],
      ['Secret', base64(account.notificationSecret)],
    ]);
  }
  if (account.user !== undefined) {
    auth['Trsp'] = interiorNode([
      ['Data', base64(account.user)],
      ['Secret', base64(account.password ?? '')],
    ]);
  }
  return interiorNode([
    ['SrvID', leaf(account.srvId)],
    ['SrvURI', leaf(account.srvUri)],
    ['Name', leaf(account.srvId)],
    [
      'Perm',
      interiorNode(account.moids.map((moid, i) => [`x${i + 1}`, interiorNode([['MOID', leaf(moid)]])])),
    ],
    ...(Object.keys(auth).length > 0 ? [['Auth', interiorNode(Object.entries(auth))] as const] : []),
  ]);
}

/** The descriptions a device has, by MOID. */
export type Descriptions = ReadonlyMap<string, Ddf>;

/** The root that describes an object; `undefined` for an object the device does not know. */
export function rootDdf(descriptions: Descriptions, moid: string): DdfNode | undefined {
  return descriptions.get(moid)?.roots[0];
}
