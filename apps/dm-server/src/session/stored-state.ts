import type {
  DeviceState,
  SessionState,
  TaskDefinition,
  TaskState,
  UiSessionState,
} from '@dm2/server-engine';

/** What `begin_exchange` answers to one who may not go on. */
export interface NotAdmitted {
  readonly admitted: false;
  /** The scheme the device is registered with; `null` if it is unknown. */
  readonly scheme: string | null;
  /** The credentials are those of another device. */
  readonly other: boolean;
}

/** What `begin_exchange` read under the lock. */
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
