import { decodeCommand } from '@dm2/protocol';
import type { Effect } from './effects.js';
import type { SentCommand, SessionState, TaskState } from './state.js';

/** How often a step whose answer was lost is sent again. */
export const MAX_RESUMES = 3;

/** Whether sending a command twice does what sending it once does. */
export function isRepeatable(sent: SentCommand): boolean {
  const decoded = decodeCommand(sent.command);
  if (decoded.kind !== 'command') return false;
  switch (decoded.command.name) {
    case 'GET':
    case 'HPUT':
    case 'DEFAULT':
    case 'SUB':
    case 'UNSUB':
      return true;
    case 'HGET':
      return decoded.command.clientUri !== undefined;
    case 'HPOST':
    case 'DELETE':
    case 'EXEC':
    case 'SHOW':
    case 'CONT':
    case 'END':
      return false;
  }
}

/**
 * Ends a session that its END did not end: the device opened another, or fell silent. What was sent and never
 * answered is sent again in the next session if all of it may be repeated; otherwise nobody knows what became of
 * it and the task fails with `outcome-unknown`, for an operator to decide. A device that was told to go on at
 * another server (CONT, TS 5.3.8) reports there, and to us at most in a session of its own.
 */
export function abandonSession(input: {
  readonly session: SessionState;
  readonly tasks: readonly TaskState[];
  readonly why: 'aborted' | 'expired';
}): { tasks: TaskState[]; effects: Effect[] } {
  const sent = input.session.sent?.commands ?? [];
  const effects: Effect[] = [
    { kind: 'event', type: `session.${input.why}`, data: { unanswered: sent.length } },
  ];
  const repeatable = sent.every(isRepeatable);
  const continued = sent.some(({ command }) => command[0] === 'CONT');
  const tasks = input.tasks.map((task): TaskState => {
    const lost = sent.filter((command) => command.taskId === task.id);
    if (lost.length === 0) return task;
    if (repeatable && task.resumes < MAX_RESUMES) {
      effects.push({
        kind: 'event',
        type: 'task.resumed',
        taskId: task.id,
        data: { step: task.cursor, resumes: task.resumes + 1 },
      });
      return { ...task, resumes: task.resumes + 1 };
    }
    for (const command of lost) {
      effects.push({
        kind: 'result',
        result: {
          taskId: task.id,
          step: command.step,
          index: command.index,
          command: command.command,
          status: null,
          outcome: 'unknown',
          ...(continued ? { reason: 'continued-elsewhere' } : {}),
        },
      });
    }
    effects.push({
      kind: 'event',
      type: 'task.failed',
      taskId: task.id,
      data: { reason: 'outcome-unknown' },
    });
    return { ...task, state: 'failed', reason: 'outcome-unknown', failed: true };
  });
  return { tasks, effects };
}
