import type { Mark } from '@dm2/protocol';
import type {
  AcceptedExecution,
  DeviceState,
  KnownInstance,
  SessionState,
  TaskDefinition,
  TaskState,
  UiSessionState,
} from '@dm2/server-engine';

/** What `open_exchange` answers to one who may not go on. */
export interface NotAdmitted {
  readonly admitted: false;
  /** The scheme the device is registered with; `null` if it is unknown. */
  readonly scheme: string | null;
  /** The credentials are those of another device. */
  readonly other: boolean;
}

/** What `open_exchange` read under the lock. */
export interface Admitted {
  readonly admitted: true;
  readonly devId: string;
  readonly profile: DeviceState['profile'] | null;
  readonly holdMs: number | null;
  readonly lang: string | null;
  /** When the device was last heard of. */
  readonly lastSeenAt: string | null;
  /** The open session; `null` if there is none. */
  readonly session: SessionState | null;
  readonly tasks: readonly StoredTask[];
  readonly uiSessions: readonly StoredUiSession[];
  /** Whether reads carry the cache validator that is known. */
  readonly cache: boolean;
  readonly instances: readonly StoredInstance[];
  readonly executions: readonly StoredExecution[];
}

export interface StoredInstance {
  readonly moid: string;
  readonly miid: string;
  readonly cv: string | null;
}

/** The alert that reported on an EXEC, as it is kept at its result. */
export interface ReportedAlert {
  readonly id: string;
  readonly type: string;
  readonly sourceUri: string | null;
  readonly mark: Mark | null;
  readonly dataType: string | null;
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly at: string;
}

export interface StoredExecution {
  readonly task_id: string;
  readonly step: number;
  readonly index: number;
  readonly client_uri: string;
  readonly alert: ReportedAlert | null;
}

export interface StoredTask {
  readonly id: string;
  readonly definition: TaskDefinition;
  readonly state: TaskState['state'];
  readonly reason: string | null;
  readonly progress: TaskProgress;
}

/** The members of a task's state that nobody searches by. */
export type TaskProgress = Omit<TaskState, 'id' | 'devId' | 'definition' | 'state' | 'reason'>;

export interface StoredUiSession {
  readonly id: string;
  readonly task_id: string;
  readonly session_id: string;
  readonly as: string;
  readonly page: string;
  readonly state: UiSessionState['state'];
  readonly result: UiSessionState['result'];
}

/** Where a task begins. */
export const FRESH_PROGRESS: TaskProgress = { cursor: 0, failed: false, resumes: 0, shows: {} };

export function taskOf(stored: StoredTask, devId: string): TaskState {
  return {
    id: stored.id,
    devId,
    definition: stored.definition,
    state: stored.state,
    ...(stored.reason === null ? {} : { reason: stored.reason }),
    ...stored.progress,
  };
}

export function progressOf(task: TaskState): TaskProgress {
  const {
    id: _id,
    devId: _devId,
    definition: _definition,
    state: _state,
    reason: _reason,
    ...progress
  } = task;
  return progress;
}

export function instanceOf({ moid, miid, cv }: StoredInstance): KnownInstance {
  return { moid, miid, ...(cv === null ? {} : { cv }) };
}

export function executionOf({ task_id, step, index, client_uri, alert }: StoredExecution): AcceptedExecution {
  return {
    taskId: task_id,
    step,
    index,
    clientUri: client_uri,
    ...(alert === null
      ? {}
      : {
          reported: {
            AlertType: alert.type,
            ...(alert.mark ? { Mark: alert.mark } : {}),
            ...(alert.dataType === null ? {} : { DataType: alert.dataType }),
            ...(alert.data === null ? {} : { Data: alert.data }),
          },
        }),
  };
}

export function uiSessionOf(stored: StoredUiSession, devId: string): UiSessionState {
  return {
    id: stored.id,
    devId,
    taskId: stored.task_id,
    sessionId: stored.session_id,
    as: stored.as,
    page: stored.page,
    state: stored.state,
    result: stored.result,
  };
}
