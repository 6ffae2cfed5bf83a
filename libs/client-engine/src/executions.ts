import { accountsOf } from './accounts.js';
import { findTargets, readClientUri } from './commands/context.js';
import { runExecutable } from './commands/execution.js';
import type { DeviceState } from './device-state.js';
import { DeviceFullError, type Execution } from './ports.js';
import type { DevicePorts } from './device-ports.js';
import { serverUriValuesOf, usableServerUri } from './server-uri.js';
import type { PendingAlert, PendingExecution, StoredDevice, StoredTree } from './stored-device.js';

/**
 * Does what EXECs were answered 202 for (TS 5.4.1). Result, change of the tree and the alert that reports it become durable
 * together; what a crash interrupts is done again. Where there is no room for what changed, nothing has, and that is reported.
 */
export async function runPendingExecutions(device: DeviceState, ports: DevicePorts): Promise<void> {
  for (const pending of device.current.pendingExecutions) {
    const done = await execute(pending, device.current, ports);
    let { status, reason } = done;
    try {
      await settle(device, pending, done.tree, done.alert?.(status));
    } catch (error) {
      if (!(error instanceof DeviceFullError)) throw error;
      [status, reason] = [500, error.message];
      await settle(device, pending, undefined, done.alert?.(status));
    }
    const { clientUri } = pending;
    const why = reason === undefined ? {} : { reason };
    ports.log.record({ type: 'execution.finished', data: { clientUri, status, ...why } });
  }
}

async function settle(
  device: DeviceState,
  pending: PendingExecution,
  tree: StoredTree | undefined,
  alert: PendingAlert | undefined,
): Promise<void> {
  await device.changeTree(tree ?? device.current, (state) => ({
    pendingExecutions: state.pendingExecutions.filter((other) => other !== pending),
    pendingAlerts: [...state.pendingAlerts, ...(alert ? [alert] : [])],
  }));
}

async function execute(
  pending: PendingExecution,
  tree: StoredDevice,
  ports: DevicePorts,
): Promise<Execution & { alert?: (status: number) => PendingAlert; reason?: string }> {
  const { clientUri, srvId, serverUri } = pending;
  const uri = readClientUri(clientUri);
  const node = targetOf(uri);
  const executable = ports.behaviour.find(uri.moid, node.path);
  const account = accountsOf(tree).find((candidate) => candidate.srvId === srvId);
  if (!account || !executable) return { status: 404, reason: 'the server or the node is gone' };
  let done: Execution & { reason?: string };
  try {
    const [target] = findTargets(uri, { tree, account, descriptions: ports.descriptions });
    if (!target) throw new Error('the node is gone');
    const values = serverUriValuesOf(tree, ports);
    done = await runExecutable(executable, target, {
      ...ports,
      tree,
      serverUri: (text) => usableServerUri(text, values),
    });
  } catch (error) {
    done = { status: 404, reason: error instanceof Error ? error.message : String(error) };
  }
  return {
    ...done,
    alert: (status) => ({
      alert: { ...executable.alert(node, status), SourceURI: clientUri },
      srvId,
      prompt: true,
      ...(serverUri === undefined ? {} : { serverUri }),
    }),
  };
}

function targetOf(uri: ReturnType<typeof readClientUri>) {
  return {
    moid: uri.moid,
    miid: uri.instance.kind === 'name' ? uri.instance.name : '',
    path: uri.path.flatMap((segment) => (segment.kind === 'name' ? [segment.name] : [])),
  };
}

/** A session that alerts are waiting for (TS 5.3.5). */
export interface PromptSession {
  readonly srvId: string;
  readonly serverUri?: string;
}

/** The sessions to open for alerts that don't wait for the next one. */
export function promptSessions(state: StoredDevice): PromptSession[] {
  const wanted = new Map<string, PromptSession>();
  for (const { prompt, srvId, serverUri } of state.pendingAlerts) {
    if (prompt && srvId !== undefined)
      wanted.set(`${srvId}\n${serverUri ?? ''}`, {
        srvId,
        ...(serverUri === undefined ? {} : { serverUri }),
      });
  }
  return [...wanted.values()];
}
