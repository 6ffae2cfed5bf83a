import { MOID, type Ddf, type DdfNode } from '@dm2/protocol';
import {
  isInterior,
  nodeAt,
  type StoredDevice,
  type StoredInstance,
  type StoredNode,
} from './stored-device.js';

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
export function accountsOf(state: StoredDevice): Account[] {
  return state.instances.filter((instance) => instance.moid === MOID.dmAccount).flatMap(accountOf);
}

function accountOf({ miid, root }: StoredInstance): Account[] {
  const srvId = text(root, ['SrvID']);
  const srvUri = text(root, ['SrvURI']);
  if (srvId === undefined || srvUri === undefined) return [];
  const perm = nodeAt(root, ['Perm']);
  const user = bin(root, ['Auth', 'Trsp', 'Data'])?.toString('utf8');
  const password = bin(root, ['Auth', 'Trsp', 'Secret'])?.toString('utf8');
  const secret = bin(root, ['Auth', 'Noti', 'Secret']);
  return [
    {
      miid,
      srvId,
      srvUri,
      moids:
        perm && isInterior(perm)
          ? Object.keys(perm.children).flatMap((x) => text(root, ['Perm', x, 'MOID']) ?? [])
          : [],
      ...(user === undefined || password === undefined ? {} : { credentials: { user, password } }),
      ...(secret === undefined
        ? {}
        : { notification: { secret, authData: bin(root, ['Auth', 'Noti', 'Data']) ?? Buffer.alloc(0) } }),
    },
  ];
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

/** A DM Account as MO data of the tree. */
export function accountNode(account: NewAccount): StoredNode {
  const leaf = (value: string): StoredNode => ({ value });
  const base64 = (value: Uint8Array | string): StoredNode => leaf(Buffer.from(value).toString('base64'));
  const auth: Record<string, StoredNode> = {};
  if (account.notificationSecret) {
    auth['Noti'] = {
      children: { Type: { value: 0 }, Data: base64(''), Secret: base64(account.notificationSecret) },
    };
  }
  if (account.user !== undefined) {
    auth['Trsp'] = { children: { Data: base64(account.user), Secret: base64(account.password ?? '') } };
  }
  return {
    children: {
      SrvID: leaf(account.srvId),
      SrvURI: leaf(account.srvUri),
      Name: leaf(account.srvId),
      Perm: {
        children: Object.fromEntries(
          account.moids.map((moid, i) => [`x${i + 1}`, { children: { MOID: leaf(moid) } }]),
        ),
      },
      ...(Object.keys(auth).length > 0 ? { Auth: { children: auth } } : {}),
    },
  };
}

/** The descriptions a device has, by MOID. */
export type Descriptions = ReadonlyMap<string, Ddf>;

/** The root that describes an object; `undefined` for an object the device does not know. */
export function rootDdf(descriptions: Descriptions, moid: string): DdfNode | undefined {
  return descriptions.get(moid)?.roots[0];
}
