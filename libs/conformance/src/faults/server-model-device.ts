import type { AlertReport } from '../subjects.js';

export interface ModelCommand {
  readonly command: readonly string[];
  state: 'queued' | 'sent' | 'answered' | 'final' | 'lost';
  status: number | null;
  uris?: readonly string[];
  data?: unknown;
  alerts: AlertReport[];
}

export interface ModelDevice {
  readonly devId: string;
  readonly password: string;
  packages: ModelCommand[][];
  finals: ModelCommand[];
  readonly all: ModelCommand[];
  /** The commands of the last `queue`. */
  last: ModelCommand[];
  readonly alerts: AlertReport[];
  /** What was sent and not answered; `undefined` without a session. */
  sent: ModelCommand[] | undefined;
  session: number;
  strict: boolean;
  /** What was read of an instance, by MOID and MIID, and its validator. */
  readonly copies: Map<string, { readonly cv: string; readonly data: unknown }>;
  nextNotificationId: number;
  readonly answeredNotifications: Set<number>;
}

export function newDevice(devId: string): ModelDevice {
  return {
    devId,
    password: 'secret:with colon',
    packages: [],
    finals: [],
    all: [],
    last: [],
    alerts: [],
    sent: undefined,
    session: 0,
    strict: false,
    copies: new Map(),
    nextNotificationId: 40_000,
    answeredNotifications: new Set(),
  };
}
