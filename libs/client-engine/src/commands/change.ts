import { ddfChild, MOID } from '@dm2/protocol';
import { CommandFailure } from '../command-failure.js';
import { serverAuthority } from '../access-rights.js';
import { accountsOf } from '../accounts.js';
import { checkDelegation, revokeAll, revokeAuthority } from '../delegation.js';
import { isInterior, nodeAt, setNode, findInstance, type StoredDevice } from '../stored-device.js';
import {
  describe,
  findTargets,
  httpUri,
  readClientUri,
  requireRight,
  type CommandContext,
  type CommandOutcome,
  type StateChange,
  type Target,
} from './context.js';
import { runExecutable } from './execution.js';

/** DELETE (TS 5.3.4): the nodes with everything below them, all or none. A mandatory node, or one that can't be deleted, is 405. */
export function remove(clientUri: string, context: CommandContext): CommandOutcome {
  let { tree } = context;
  const accounts = accountsOf(tree);
  const gone = new Set<string>();
  for (const target of findTargets(readClientUri(clientUri), context)) {
    // A permanent node is 405 for everybody (TS 6.3.1.2).
    checkDelete(target, context);
    requireRight('write', target, [target.node.stored], context);
    tree = setNode(tree, target.moid, target.miid, target.path, undefined);
    if (target.path.length === 0) {
      tree = revokeAll(tree, target.moid, target.miid);
      const account = accounts.find(({ miid }) => target.moid === MOID.dmAccount && miid === target.miid);
      if (account) {
        tree = revokeAuthority(tree, serverAuthority(account.srvId));
        gone.add(account.srvId);
      }
    }
    if (target.moid === MOID.accessControl) checkDelegation(context.tree, tree, context.account);
    if (isLastOfMany(target, { ...context, tree }))
      throw new CommandFailure(405, `one such node as ${target.uri} must be there`);
  }
  return { status: 200, tree, ...(gone.size > 0 ? { more: (state) => withoutServers(state, gone) } : {}) };
}

/** What servers whose accounts are gone wanted of the device is not done any more. */
function withoutServers(state: StoredDevice, gone: ReadonlySet<string>): ReturnType<StateChange> {
  const stays = ({ srvId }: { readonly srvId?: string }) => srvId === undefined || !gone.has(srvId);
  return {
    subscriptions: state.subscriptions.filter(stays),
    defaults: state.defaults.filter(stays),
    pendingExecutions: state.pendingExecutions.filter(stays),
    pendingAlerts: state.pendingAlerts.filter(stays),
    bootstrapped: state.bootstrapped.filter((srvId) => !gone.has(srvId)),
  };
}

function checkDelete(target: Target, context: CommandContext): void {
  const { ddf, uri } = target;
  if (ddf.scope === 'Permanent') throw new CommandFailure(405, `${uri} is permanent`);
  if (!ddf.access.has('Delete')) throw new CommandFailure(405, `${uri} can't be deleted`);
  if (ddf.occurrence.kind === 'One' && target.path.length > 0)
    throw new CommandFailure(405, `${uri} is mandatory`);
  if (target.moid === MOID.dmAccount && target.miid === context.account.miid && target.path.length === 0)
    throw new CommandFailure(403, 'a server can not delete the account its session runs on');
}

/** After a deletion: whether none is left of nodes of which at least one must be there. */
function isLastOfMany(target: Target, context: CommandContext): boolean {
  const { ddf } = target;
  if (ddf.occurrence.kind !== 'OneOrMore' && ddf.occurrence.kind !== 'OneOrN') return false;
  if (target.path.length === 0)
    return !context.tree.instances.some((instance) => instance.moid === target.moid);
  const root = findInstance(context.tree, target.moid, target.miid)?.root;
  const above = target.path.slice(0, -1);
  const parent = root && nodeAt(root, above);
  if (!parent || !isInterior(parent)) return true;
  const parentDdf = describe(target.moid, above, context);
  return !Object.keys(parent.children).some((name) => ddfChild(parentDdf, name) === ddf);
}

/**
 * EXEC (TS 5.3.5, 5.4.1): reported asynchronously if the server gave a ServerURI for it or the operation takes long, 202 now and
 * an alert in a later session; else at once.
 */
export async function exec(
  clientUri: string,
  serverUri: string | undefined,
  context: CommandContext,
): Promise<CommandOutcome> {
  const [target, ...others] = findTargets(readClientUri(clientUri), context);
  if (!target || others.length > 0) throw new CommandFailure(404, 'EXEC executes one node');
  if (!target.ddf.access.has('Exec')) throw new CommandFailure(405, `${target.uri} can't be executed`);
  requireRight('execute', target, [], context);
  const executable = context.behaviour.find(target.moid, target.path);
  if (!executable) throw new CommandFailure(501, `nothing on this device executes ${target.uri}`);
  const reportTo = serverUri === undefined ? undefined : httpUri(serverUri, context);
  if (context.tree.pendingExecutions.some(({ clientUri: busy }) => busy === target.uri))
    throw new CommandFailure(503, `${target.uri} is still being executed`);
  if (reportTo === undefined && !executable.slow) return runExecutable(executable, target, context);
  const later = {
    clientUri: target.uri,
    srvId: context.account.srvId,
    ...(reportTo === undefined ? {} : { serverUri: reportTo }),
  };
  return { status: 202, more: (state) => ({ pendingExecutions: [...state.pendingExecutions, later] }) };
}
