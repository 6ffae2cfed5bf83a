import type { Effect } from './effects.js';
import type { TaskState, UiSessionState } from './state.js';

/** What the Web Server Component reports of a UI session (step 4.3). */
export type UiFeedback =
  | { readonly type: 'ui-session.opened' }
  | { readonly type: 'ui-session.answered'; readonly answers: Readonly<Record<string, unknown>> }
  | {
      readonly type: 'ui-session.finished';
      readonly result: Readonly<Record<string, unknown>>;
      readonly outcome: 'completed' | 'expired';
    };

const ORDER = { created: 0, opened: 1, answered: 2, finished: 3, expired: 3 } as const;

/**
 * Applies one report to its UI session and the task that showed it. Reports may come in any order: the state only
 * moves forward, and the result of `finished` stands against a late `answered`. `wake` tells that a held answer may
 * have something to send now.
 */
export function applyUiFeedback(input: {
  readonly uiSession: UiSessionState;
  /** The task, if it has not ended. */
  readonly task: TaskState | undefined;
  readonly feedback: UiFeedback;
}): { uiSession: UiSessionState; task: TaskState | undefined; effects: Effect[]; wake: boolean } {
  const uiSession = progress(input.uiSession, input.feedback);
  const ended = ORDER[uiSession.state] === 3 && ORDER[input.uiSession.state] < 3;
  const { task } = input;
  if (!ended || !task) return { uiSession, task, effects: [], wake: false };
  const step = task.definition.steps[task.cursor];
  const awaited = step?.await !== undefined && task.shows[step.await]?.uiSessionId === uiSession.id;
  if (!awaited || !task.callback) return { uiSession, task, effects: [], wake: awaited };
  return {
    uiSession,
    task: { ...task, state: 'running', callback: false },
    effects: [{ kind: 'notify', taskId: task.id, reason: 'callback' }],
    wake: true,
  };
}

function progress(uiSession: UiSessionState, feedback: UiFeedback): UiSessionState {
  const forward = (state: UiSessionState['state']): UiSessionState['state'] =>
    ORDER[state] > ORDER[uiSession.state] ? state : uiSession.state;
  switch (feedback.type) {
    case 'ui-session.opened':
      return { ...uiSession, state: forward('opened') };
    case 'ui-session.answered':
      return {
        ...uiSession,
        state: forward('answered'),
        result:
          ORDER[uiSession.state] === 3 ? uiSession.result : { ...uiSession.result, ...feedback.answers },
      };
    case 'ui-session.finished':
      return {
        ...uiSession,
        state: forward(feedback.outcome === 'expired' ? 'expired' : 'finished'),
        result: { ...uiSession.result, ...feedback.result },
      };
  }
}
