import { CommandFailure } from '../command-failure.js';
import { setNode } from '../stored-device.js';
import { findTargets, readClientUri, type CommandContext, type CommandOutcome } from './context.js';

/** DELETE (TS 5.3.4): the node with everything below it. A permanent node, or one that can't be deleted, is 405. */
export function remove(clientUri: string, context: CommandContext): CommandOutcome {
  const targets = findTargets(readClientUri(clientUri), context);
  let { state } = context;
  for (const target of targets) {
    if (target.ddf.scope === 'Permanent') throw new CommandFailure(405, `${target.uri} is permanent`);
    if (!target.ddf.access.has('Delete')) throw new CommandFailure(405, `${target.uri} can't be deleted`);
    if (
      target.moid.includes('oma-dm-dmacc:') &&
      target.miid === context.account.miid &&
      target.path.length === 0
    ) {
      throw new CommandFailure(403, 'a server can not delete the account its session runs on');
    }
    state = setNode(state, target.moid, target.miid, target.path, undefined);
  }
  return { status: 200, state };
}

/** EXEC (TS 5.3.5): with a ServerURI asynchronously, 202 at once and the result as an alert to there; else at once. */
export function exec(
  clientUri: string,
  serverUri: string | undefined,
  context: CommandContext,
): CommandOutcome {
  const targets = findTargets(readClientUri(clientUri), context);
  const [target] = targets;
  if (!target || targets.length !== 1) throw new CommandFailure(404, 'EXEC needs one node');
  if (!target.ddf.access.has('Exec')) throw new CommandFailure(405, `${target.uri} can't be executed`);
  const executable = context.executables.find(target.moid, target.path);
  if (!executable) throw new CommandFailure(501, `nothing on this device executes ${target.uri}`);
  const { status, state } = executable(context.state, target);
  if (serverUri === undefined) return { status, ...(state ? { state } : {}) };
  const pending = {
    serverUri: context.serverUri(serverUri),
    alert: {
      AlertType: `${target.moid}:exec`,
      SourceURI: target.uri,
      DataType: 'application/json',
      Data: { result: status },
    },
  };
  const after = state ?? context.state;
  return { status: 202, state: { ...after, pendingAlerts: [...after.pendingAlerts, pending] } };
}
