import type { RawCommand } from '@dm2/protocol';
import type { CachedRead, KnownInstance } from './cached-reads.js';
import type { AcceptedExecution } from './executions.js';
import type { TaskDefinition } from './task-definition.js';

/** ISO 8601 instant in UTC, as `Date.prototype.toISOString` writes it. */
export type Instant = string;

/**
 * Which documents a device is spoken to by: `cr` is the technical specification with the change request to
 * its basic flow (Package#2 carries the status of the previous package), `ts` leaves out what only the
 * change request has.
 */
export type Profile = 'cr' | 'ts';

/** What the engine needs to know of a device. */
export interface DeviceState {
  readonly devId: string;
  readonly profile: Profile;
  /** `DevInfo/Lang` as last read from the device; chooses the language of UI sessions. */
  readonly lang?: string;
  /** How long an answer may be held back while only a user is awaited, in milliseconds; 0 never holds. */
  readonly holdMs: number;
  /** Whether reads carry the cache validator that is known (TS 11). */
  readonly cache: boolean;
}

/** One command of a Package#2 and where it came from. */
export interface SentCommand {
  /** As the task wrote it: placeholders not yet expanded, so that no signature is kept. */
  readonly command: RawCommand;
  readonly taskId: string;
  /** Index of the task's step, from 0. */
  readonly step: number;
  /** Index of the command within its step's results, from 0 (a step's SHOW is its first). */
  readonly index: number;
  /** The UI session that a SHOW opens. */
  readonly uiSessionId?: string;
  /** The validator that a GET carries beside what the task wrote. */
  readonly cached?: CachedRead;
}

/** A Package#2 that left and whose Package#3 has not come yet. */
export interface SentPackage {
  readonly commands: readonly SentCommand[];
  readonly at: Instant;
}

/** The open session of a device: there is at most one. The whole of it is stored; none of it lives in memory. */
export interface SessionState {
  readonly id: string;
  readonly devId: string;
  readonly initiator: 'server' | 'client';
  /** NOTIFICATION-ID of the Package#0 this session answers, if it names one. */
  readonly notificationId?: number;
  readonly openedAt: Instant;
  /** Package#2 sent so far. */
  readonly exchanges: number;
  /** Commands answered so far, by outcome. */
  readonly commands: { readonly ok: number; readonly failed: number };
  /** The package that awaits its answer; `null` before the first and while an answer is held back. */
  readonly sent: SentPackage | null;
  /** Set while the HTTP answer to the last package is held back; a further Package#3 then is a conflict. */
  readonly heldUntil: Instant | null;
}

export type TaskPhase = 'queued' | 'running' | 'waiting' | 'succeeded' | 'failed' | 'cancelled' | 'expired';

/** Whether a task has come to its end. */
export function isTerminal(phase: TaskPhase): boolean {
  return phase === 'succeeded' || phase === 'failed' || phase === 'cancelled' || phase === 'expired';
}

/** Where a task's SHOW stands. */
export type ShowState =
  /** The Web Server Component could not be reached; tried again when nothing else is due. */
  | {
      readonly kind: 'deferred';
      readonly uiSessionId: string;
      readonly step: number;
      readonly reason: string;
    }
  /** The page is ready and the SHOW is due or was sent. */
  | { readonly kind: 'prepared'; readonly uiSessionId: string; readonly step: number; readonly url: string }
  /** The device reported that the UI session was initiated. */
  | { readonly kind: 'shown'; readonly uiSessionId: string; readonly step: number }
  /** It could not be prepared or the device could not start its browser: nobody will answer. */
  | { readonly kind: 'failed'; readonly uiSessionId: string; readonly step: number; readonly reason: string };

/** A task that is not yet ended, or has just ended. */
export interface TaskState {
  readonly id: string;
  readonly devId: string;
  readonly definition: TaskDefinition;
  readonly state: TaskPhase;
  /** Why it failed or expired, as a stable word such as `status`, `outcome-unknown`, `ui-timeout`. */
  readonly reason?: string;
  /** Index of the next step. It moves on when a step is answered, not when it is sent. */
  readonly cursor: number;
  /** A status that counts was neither 2xx nor 304. */
  readonly failed: boolean;
  /** How often the step at the cursor has been sent again after a session was lost. */
  readonly resumes: number;
  /** The task's SHOWs by the name given in `as`. */
  readonly shows: Readonly<Record<string, ShowState>>;
  /** When the `await` at the cursor was reached. */
  readonly awaitSince?: Instant;
  /** The `await` at the cursor has given up waiting in a session: the device is called back. */
  readonly callback?: boolean;
}

/** What has come back of a UI session so far (step 4.3). */
export interface UiSessionState {
  readonly id: string;
  readonly devId: string;
  readonly taskId: string;
  readonly sessionId: string;
  /** The name the task gave it. */
  readonly as: string;
  readonly page: string;
  readonly state: 'created' | 'opened' | 'answered' | 'finished' | 'expired';
  /** The answers so far, the whole of them once `finished`. */
  readonly result: Readonly<Record<string, unknown>> | null;
}

/** Everything one exchange reads and changes. Functions of this library return a new one; they change nothing. */
export interface ExchangeState {
  readonly device: DeviceState;
  readonly session: SessionState;
  /** The device's tasks that have not ended, oldest first. */
  readonly tasks: readonly TaskState[];
  /** The UI sessions of these tasks. */
  readonly uiSessions: readonly UiSessionState[];
  /** The known instances of the management objects that the tasks read. */
  readonly instances: readonly KnownInstance[];
  /** EXECs whose report came or may come as an alert, oldest first; empty unless the package has alerts. */
  readonly executions: readonly AcceptedExecution[];
}
