import type { RawCommand } from '@dm2/protocol';
import type { TaskDefinition, TaskStep } from '@dm2/server-engine';
import type { TaskDetail, TaskResult } from '../../api/types.js';
import { isGood } from '../../session/model/exchanges.js';

export type StepState =
  | 'done'
  | 'failed'
  | 'skipped'
  /** The task has come to it. */
  | 'running'
  | 'waiting'
  | 'to come'
  /** The task ended before it. */
  | 'not reached';

/** A command of a step, with what became of it. */
export interface StepCommand {
  readonly command: RawCommand;
  /** `undefined` until it was answered. */
  readonly result: TaskResult | undefined;
}

/** A step as the task's page shows it. */
export interface ShownStep {
  readonly index: number;
  readonly definition: TaskStep;
  readonly state: StepState;
  readonly commands: readonly StepCommand[];
  /** Where its page stands. */
  readonly page:
    | { readonly uiSessionId: string; readonly state: string; readonly reason?: string | undefined }
    | undefined;
  /** When its wait began. */
  readonly since: string | null;
}

/** Whether a task has come to its end. */
export function isEnded(state: TaskDetail['state']): boolean {
  return state !== 'queued' && state !== 'running' && state !== 'waiting';
}

/** The steps of a task with what became of each. */
export function stepsOf(task: TaskDetail): ShownStep[] {
  const { steps } = task.definition as TaskDefinition;
  return steps.map((definition, index) => {
    const results = task.results.filter((result) => result.step === index);
    return {
      index,
      definition,
      state: stateOf(task, definition, index, results),
      commands: commandsOf(definition, results),
      page: pageOf(task, definition),
      since: index === task.step ? task.progress.waitingSince : null,
    };
  });
}

/** A page goes first: its SHOW is the first of the step's results. */
function commandsOf({ commands = [], show }: TaskStep, results: readonly TaskResult[]): StepCommand[] {
  const at = (index: number) => results.find((result) => result.index === index);
  const plain = commands.map((command, i): StepCommand => ({ command, result: at(i + (show ? 1 : 0)) }));
  return show ? [{ command: ['SHOW', show.page], result: at(0) }, ...plain] : plain;
}

function pageOf(task: TaskDetail, { show }: TaskStep): ShownStep['page'] {
  if (!show) return undefined;
  const progress = task.progress.shows.find(({ as }) => as === show.as);
  if (!progress) return undefined;
  const uiSession = task.uiSessions.find(({ id }) => id === progress.uiSessionId);
  return {
    uiSessionId: progress.uiSessionId,
    state: progress.state === 'shown' ? (uiSession?.state ?? 'shown') : progress.state,
    reason: progress.reason,
  };
}

function stateOf(task: TaskDetail, step: TaskStep, index: number, results: readonly TaskResult[]): StepState {
  if (results.length > 0 && results.every(({ outcome }) => outcome === 'skipped')) return 'skipped';
  const isBad = ({ status, outcome }: TaskResult) =>
    status === null ? outcome === 'unknown' || outcome === 'not-sent' : !isGood(status);
  if (results.some(isBad)) return 'failed';
  if (index < task.step) return 'done';
  if (step.final === true && results.some(({ outcome }) => outcome === 'final')) return 'done';
  if (isEnded(task.state))
    return index === task.step && task.reason?.startsWith('ui-') ? 'failed' : 'not reached';
  if (index > task.step || task.state === 'queued') return 'to come';
  return task.state === 'waiting' ? 'waiting' : 'running';
}
