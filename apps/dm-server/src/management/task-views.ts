import type { z } from 'zod';
import type { SessionEntity } from '../database/entities/session.entity.js';
import type { TaskResultEntity } from '../database/entities/task-result.entity.js';
import type { TaskEntity } from '../database/entities/task.entity.js';
import type { UiSessionEntity } from '../database/entities/ui-session.entity.js';
import type { taskDetail, taskView } from './schemas.js';

export type TaskView = z.infer<typeof taskView>;
type TaskDetail = z.infer<typeof taskDetail>;

/** A task as lists show it. */
export function taskViewOf(task: TaskEntity, devId: string): TaskView {
  return {
    id: task.id,
    devId,
    name: task.name,
    state: task.state,
    reason: task.reason,
    retryOf: task.retryOf,
    batchId: task.batchId,
    step: task.progress.cursor,
    steps: task.definition.steps.length,
    createdAt: task.createdAt.toISOString(),
    endedAt: task.endedAt?.toISOString() ?? null,
    expiresAt: task.expiresAt?.toISOString() ?? null,
  };
}

/** A task with all that became of it. */
export function taskDetailOf(
  task: TaskEntity,
  devId: string,
  found: {
    readonly results: readonly TaskResultEntity[];
    readonly sessions: readonly SessionEntity[];
    readonly uiSessions: readonly UiSessionEntity[];
  },
): TaskDetail {
  const { resumes, awaitSince, callback = false, shows } = task.progress;
  return {
    ...taskViewOf(task, devId),
    definition: task.definition,
    progress: {
      resumes,
      waitingSince: awaitSince ?? null,
      callback,
      shows: Object.entries(shows).map(([as, show]) => ({
        as,
        step: show.step,
        state: show.kind,
        uiSessionId: show.uiSessionId,
        ...('reason' in show ? { reason: show.reason } : {}),
      })),
    },
    sessions: found.sessions.map(({ id, state, openedAt }) => ({
      id,
      state,
      openedAt: openedAt.toISOString(),
    })),
    uiSessions: found.uiSessions.map(({ id, as, page, state }) => ({ id, as, page, state })),
    results: found.results.map(resultOf),
  };
}

function resultOf(result: TaskResultEntity): TaskDetail['results'][number] {
  return {
    step: result.step,
    index: result.index,
    command: [...result.command],
    status: result.status,
    at: result.at.toISOString(),
    ...(result.uris === null ? {} : { uris: result.uris }),
    ...(result.data === null ? {} : { data: result.data }),
    ...(result.alert === null ? {} : { alert: result.alert }),
    ...(result.outcome === null ? {} : { outcome: result.outcome }),
    ...(result.reason === null ? {} : { reason: result.reason }),
  };
}
