import type { Effect } from './effects.js';
import type { Instant, SentCommand, TaskPhase, TaskState, UiSessionState } from './state.js';
import { isTerminal } from './state.js';
import { DEFAULT_AWAIT_MS, durationMs, type TaskStep } from './task-definition.js';

/** What a task would do next. */
export type TaskTurn =
  | { readonly kind: 'send'; readonly commands: readonly SentCommand[] }
  /** Its SHOW needs a UI session first. */
  | { readonly kind: 'prepare'; readonly as: string; readonly step: number }
  /** Nothing can go on but a SHOW whose Web Server Component could not be reached. */
  | { readonly kind: 'retry-show'; readonly as: string; readonly step: number }
  | { readonly kind: 'wait'; readonly uiSessionId: string; readonly until: Instant }
  /** These go with END. */
  | { readonly kind: 'final'; readonly commands: readonly SentCommand[] }
  /** Nothing in this session: it has ended, or it calls the device back. */
  | { readonly kind: 'rest' };

export interface Advanced {
  readonly task: TaskState;
  readonly turn: TaskTurn;
}

/** Moves a task over every step that needs no package and tells what it would do next. */
export function advanceTask(
  start: TaskState,
  uiSessions: readonly UiSessionState[],
  now: Instant,
  effects: Effect[],
): Advanced {
  let task = start;
  if (isTerminal(task.state)) return rest(task);
  if (task.definition.expiresAt !== undefined && Date.parse(task.definition.expiresAt) <= Date.parse(now)) {
    return rest(finish(task, 'expired', 'expired', effects));
  }
  if (task.state === 'queued') {
    task = { ...task, state: 'running' };
    effects.push({
      kind: 'event',
      type: 'task.started',
      taskId: task.id,
      data: { name: task.definition.name },
    });
  }
  for (;;) {
    const step = task.definition.steps[task.cursor];
    const retry = deferredShow(task);
    const ready = readyShows(task);
    if (ready.length > 0 && (!step || step.final)) return { task, turn: { kind: 'send', commands: ready } };
    if (!step) {
      if (retry) return { task, turn: { kind: 'retry-show', ...retry } };
      return rest(
        finish(task, task.failed ? 'failed' : 'succeeded', task.failed ? 'status' : undefined, effects),
      );
    }
    if (!holds(step, task, uiSessions)) {
      task = skip(task, step, effects);
      continue;
    }
    if (step.await !== undefined) {
      if (retry?.as === step.await) return { task, turn: { kind: 'retry-show', ...retry } };
      const awaited = advanceAwait(task, step, step.await, uiSessions, now, effects);
      if (awaited.turn) return { task: awaited.task, turn: awaited.turn };
      task = awaited.task;
      continue;
    }
    if (step.final && retry) return { task, turn: { kind: 'retry-show', ...retry } };
    if (step.show && !task.shows[step.show.as]) {
      return { task, turn: { kind: 'prepare', as: step.show.as, step: task.cursor } };
    }
    const commands = commandsOf(task, step);
    if (commands.length === 0) {
      task = { ...task, cursor: task.cursor + 1 };
      continue;
    }
    return { task, turn: { kind: step.final ? 'final' : 'send', commands } };
  }
}

/** A SHOW that is ready although its step has gone by: it was deferred, and now has its page. */
function commandsOf(task: TaskState, step: TaskStep): SentCommand[] {
  const plain = (step.commands ?? []).map((command, i): SentCommand => ({
    command,
    taskId: task.id,
    step: task.cursor,
    index: i + (step.show ? 1 : 0),
  }));
  return [...readyShows(task), ...plain];
}

function readyShows(task: TaskState): SentCommand[] {
  return Object.values(task.shows).flatMap((show): SentCommand[] =>
    show.kind === 'prepared'
      ? [
          {
            command: ['SHOW', show.url],
            taskId: task.id,
            step: show.step,
            index: 0,
            uiSessionId: show.uiSessionId,
          },
        ]
      : [],
  );
}

function advanceAwait(
  task: TaskState,
  step: TaskStep,
  as: string,
  uiSessions: readonly UiSessionState[],
  now: Instant,
  effects: Effect[],
): { task: TaskState; turn?: TaskTurn } {
  const ready = readyShows(task);
  if (ready.length > 0) return { task, turn: { kind: 'send', commands: ready } };
  const show = task.shows[as];
  const uiSession = uiSessions.find((candidate) => candidate.id === show?.uiSessionId);
  const next: TaskState = resumeRunning({ ...task, cursor: task.cursor + 1 });
  if (uiSession?.state === 'finished') return { task: next };
  const nobodyAnswers = show?.kind !== 'shown' || uiSession === undefined || uiSession.state === 'expired';
  if (nobodyAnswers) {
    return step.otherwise === 'fail' ? failed(task, 'ui-unavailable', effects) : { task: next };
  }
  if (task.callback) return { task, turn: { kind: 'rest' } };
  const since = task.awaitSince ?? now;
  const until =
    Date.parse(since) + ((step.upTo === undefined ? undefined : durationMs(step.upTo)) ?? DEFAULT_AWAIT_MS);
  if (Date.parse(now) < until) {
    if (task.awaitSince === undefined) {
      effects.push({
        kind: 'event',
        type: 'task.waiting',
        taskId: task.id,
        data: { await: as, until: new Date(until).toISOString() },
      });
    }
    return {
      task: { ...task, state: 'waiting', awaitSince: since },
      turn: { kind: 'wait', uiSessionId: uiSession.id, until: new Date(until).toISOString() },
    };
  }
  switch (step.otherwise ?? 'continue') {
    case 'continue':
      return { task: next };
    case 'fail':
      return failed(task, 'ui-timeout', effects);
    case 'callback':
      effects.push({
        kind: 'event',
        type: 'task.waiting',
        taskId: task.id,
        data: { await: as, callback: true },
      });
      return { task: { ...task, state: 'waiting', callback: true }, turn: { kind: 'rest' } };
  }
}

function resumeRunning({ awaitSince: _since, callback: _callback, ...task }: TaskState): TaskState {
  return { ...task, state: 'running' };
}

function failed(task: TaskState, reason: string, effects: Effect[]): Advanced {
  return rest(finish({ ...task, failed: true }, 'failed', reason, effects));
}

function rest(task: TaskState): Advanced {
  return { task, turn: { kind: 'rest' } };
}

function finish(
  task: TaskState,
  state: TaskPhase & ('succeeded' | 'failed' | 'expired'),
  reason: string | undefined,
  effects: Effect[],
): TaskState {
  effects.push({
    kind: 'event',
    type: `task.${state}`,
    taskId: task.id,
    data: reason === undefined ? {} : { reason },
  });
  return { ...task, state, ...(reason === undefined ? {} : { reason }) };
}

function deferredShow(task: TaskState): { as: string; step: number } | undefined {
  for (const [as, show] of Object.entries(task.shows)) {
    if (show.kind === 'deferred' && show.step < task.cursor) return { as, step: show.step };
  }
  return undefined;
}

/** Whether every answer that the step's `when` names is there and equal. A missing answer is false. */
function holds(step: TaskStep, task: TaskState, uiSessions: readonly UiSessionState[]): boolean {
  return Object.entries(step.when ?? {}).every(([key, wanted]) => {
    const dot = key.indexOf('.');
    const show = task.shows[key.slice(0, dot)];
    const result = uiSessions.find((candidate) => candidate.id === show?.uiSessionId)?.result;
    return result?.[key.slice(dot + 1)] === wanted;
  });
}

function skip(task: TaskState, step: TaskStep, effects: Effect[]): TaskState {
  (step.commands ?? []).forEach((command, i) => {
    effects.push({
      kind: 'result',
      result: {
        taskId: task.id,
        step: task.cursor,
        index: i + (step.show ? 1 : 0),
        command,
        status: null,
        outcome: 'skipped',
        reason: 'when',
      },
    });
  });
  if (step.show) {
    effects.push({
      kind: 'result',
      result: {
        taskId: task.id,
        step: task.cursor,
        index: 0,
        command: ['SHOW', ''],
        status: null,
        outcome: 'skipped',
        reason: 'when',
      },
    });
  }
  return { ...task, cursor: task.cursor + 1 };
}
