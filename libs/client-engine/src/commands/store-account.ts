import { MOID, type MoItem } from '@dm2/protocol';
import { accountOf, accountsOf, mayManage } from '../accounts.js';
import { CommandFailure } from '../command-failure.js';
import {
  findInstance,
  nodeAt,
  sameNode,
  type StoredInstance,
  type StoredNode,
  type StoredTree,
} from '../stored-device.js';
import type { CommandContext } from './context.js';

/** Only a bootstrap gives these (TS 8, 12.2). */
const FROM_BOOTSTRAP = [['SrvID'], ['Perm'], ['Auth', 'Bootstrap']] as const;

export function isAccount(moid: string): boolean {
  return moid === MOID.dmAccount;
}

/** Whether sessions can be opened at a SrvURI; it may have parameters (TS 6.2). */
export function isServerUri(text: string): boolean {
  return /^https?:\/\/\S+$/i.test(text);
}

/** The account of the server that an item is about: `SrvID` is unique in a client (TS 12.2). */
export function existingAccount(item: MoItem, tree: StoredTree): StoredInstance | undefined {
  const [root] = Object.values(item.MOData);
  const srvId = typeof root === 'object' && root !== null ? root['SrvID'] : undefined;
  const found = accountsOf(tree).find((account) => account.srvId === srvId);
  return found && findInstance(tree, MOID.dmAccount, found.miid);
}

/**
 * Whether a server may store a DM Account (the description grants only Get, for whoever is not the bootstrap): its own, without
 * what only a bootstrap gives; or one of another server, whose rights are not more than its own.
 *
 * @throws CommandFailure 403, or 415 if it is no account
 */
export function checkAccount(
  existing: StoredInstance | undefined,
  node: StoredNode,
  { account: acting }: Pick<CommandContext, 'account'>,
): void {
  const account = accountOf(existing?.miid ?? '', node);
  if (!account || !isServerUri(account.srvUri))
    throw new CommandFailure(415, 'a DM Account needs a SrvID and an HTTP SrvURI (TS 12.2)');
  if (!existing) {
    if (account.moids.some((moid) => !mayManage(acting, moid)))
      throw new CommandFailure(403, `${acting.srvId} can't give rights it has not`);
    return;
  }
  if (existing.miid !== acting.miid)
    throw new CommandFailure(403, `${acting.srvId} can't replace the account of another server`);
  for (const path of FROM_BOOTSTRAP) {
    const [before, after] = [nodeAt(existing.root, path), nodeAt(node, path)];
    const same = before && after ? sameNode(before, after) : before === after;
    if (!same) throw new CommandFailure(403, `only a bootstrap changes ${path.join('/')}`);
  }
}

/** A server must not lock itself out. @throws CommandFailure 415 */
export function checkSrvUri(instance: StoredInstance | undefined): void {
  const account = instance && accountOf(instance.miid, instance.root);
  if (account && !isServerUri(account.srvUri))
    throw new CommandFailure(415, `"${account.srvUri}" is no HTTP URI (TS 12.2)`);
}
