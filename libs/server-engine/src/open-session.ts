import { ALERT, notificationIdOf, type Package1 } from '@dm2/protocol';
import { learn, type KnownInstance } from './cached-reads.js';
import type { Effect } from './effects.js';
import type { AcceptedExecution } from './executions.js';
import { alertEffects, inventoryEffects } from './package-effects.js';
import type {
  DeviceState,
  ExchangeState,
  Instant,
  SessionState,
  TaskState,
  UiSessionState,
} from './state.js';

export interface OpenSession {
  readonly device: DeviceState;
  /** Made by the caller, beginning with the device's key. */
  readonly sessionId: string;
  readonly tasks: readonly TaskState[];
  readonly uiSessions: readonly UiSessionState[];
  readonly instances: readonly KnownInstance[];
  readonly executions: readonly AcceptedExecution[];
  readonly package1: Package1;
  readonly now: Instant;
}

/**
 * Opens the session that a Package#1 asks for (TS 5.2.2). A session the device left open is given to
 * `abandonSession` first: the specification names no session, so a new one ends the old one.
 */
export function openSession(input: OpenSession): { state: ExchangeState; effects: Effect[] } {
  const { device, package1, now } = input;
  const alerts = package1.Alert ?? [];
  const byServer = alerts.find((alert) => alert.AlertType === ALERT.serverInitiated);
  const notificationId = byServer ? notificationIdOf(byServer) : undefined;
  const session: SessionState = {
    id: input.sessionId,
    devId: device.devId,
    initiator: byServer ? 'server' : 'client',
    ...(notificationId === undefined ? {} : { notificationId }),
    openedAt: now,
    exchanges: 0,
    commands: { ok: 0, failed: 0 },
    sent: null,
    heldUntil: null,
  };
  const effects: Effect[] = [
    {
      kind: 'event',
      type: 'session.opened',
      data: { initiator: session.initiator, ...(notificationId === undefined ? {} : { notificationId }) },
    },
    ...inventoryEffects(package1.MOS ?? []),
    ...alertEffects(alerts, input.executions),
  ];
  const { tasks, uiSessions, executions } = input;
  const instances = learn(input.instances, effects);
  return { state: { device, session, tasks, uiSessions, instances, executions }, effects };
}
