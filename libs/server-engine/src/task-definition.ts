import { decodeCommand, parseClientUri, ProtocolError, type DmCommand, type RawCommand } from '@dm2/protocol';
import { clientUrisOf } from './client-uris-of.js';

/** Opens a UI session: SHOW goes first in the step's package. */
export interface ShowStep {
  /** A page of the Web Server Component, such as `consent`. */
  readonly page: string;
  readonly data?: Readonly<Record<string, unknown>>;
  /** The name under which `await` and `when` speak of its answers. */
  readonly as: string;
}

export type Otherwise = 'continue' | 'callback' | 'fail';

/** One step of a task: commands (one Package#2), or an `await`. */
export interface TaskStep {
  readonly commands?: readonly RawCommand[];
  readonly show?: ShowStep;
  readonly await?: string;
  /** How long the `await` lasts, from reaching it: `500ms`, `20s`, `5m`, `24h`. Default 30 s. */
  readonly upTo?: string;
  /** What happens when it was in vain. Default `continue`. */
  readonly otherwise?: Otherwise;
  /** Answers that must hold, all of them, for the step to be run: `{"consent.choice": "accept"}`. */
  readonly when?: Readonly<Record<string, string | number | boolean>>;
  /** Its commands travel with END: no status comes back. */
  readonly final?: boolean;
}

/** What an operator asks for: an ordered list of steps. */
export interface TaskDefinition {
  readonly name: string;
  readonly notify?: boolean;
  readonly expiresAt?: string;
  readonly onFailure?: 'continue' | 'stop';
  readonly steps: readonly TaskStep[];
}

/** What is wrong with a task, and where. */
export interface TaskProblem {
  /** Path of the member, such as `steps/2/commands/0/1`. */
  readonly field: string;
  readonly detail: string;
  readonly clause?: string;
}

/** How long an `await` without `upTo` lasts. */
export const DEFAULT_AWAIT_MS = 30_000;

const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;

/** Milliseconds of a duration such as `20s`; `undefined` if it is none. */
export function durationMs(text: string): number | undefined {
  const match = /^(\d{1,9})(ms|s|m|h)$/.exec(text);
  if (!match) return undefined;
  return Number(match[1]) * UNITS[match[2] as keyof typeof UNITS];
}

/**
 * Finds what can't be run in a task whose shape is right: commands that the specification does not know or that are
 * malformed (TS 5.3), ClientURIs that are none (TS 6.1), an END of the task's own (the server sends it), an `await` without its SHOW.
 */
export function checkTask(task: TaskDefinition): TaskProblem[] {
  const problems: TaskProblem[] = [];
  const names = new Set<string>();
  if (task.steps.length === 0) problems.push({ field: 'steps', detail: 'a task needs at least one step' });
  task.steps.forEach((step, i) => {
    const at = `steps/${i}`;
    problems.push(...checkCommands(step.commands ?? [], `${at}/commands`));
    checkShape(step, at, i === task.steps.length - 1, problems);
    if (step.await !== undefined && !names.has(step.await)) {
      problems.push({ field: `${at}/await`, detail: `no earlier step shows a page as "${step.await}"` });
    }
    for (const key of Object.keys(step.when ?? {})) {
      const name = key.split('.', 1)[0] ?? '';
      if (!names.has(name) || !key.includes('.')) {
        problems.push({ field: `${at}/when/${key}`, detail: 'must be "<as of an earlier SHOW>.<answer>"' });
      }
    }
    if (step.show) {
      if (names.has(step.show.as)) {
        problems.push({ field: `${at}/show/as`, detail: `"${step.show.as}" is used by an earlier step` });
      }
      names.add(step.show.as);
    }
  });
  return problems;
}

function checkShape(step: TaskStep, at: string, last: boolean, problems: TaskProblem[]): void {
  const sends = step.show !== undefined || (step.commands?.length ?? 0) > 0;
  if (step.await === undefined && !sends) {
    problems.push({ field: at, detail: 'a step has commands, a show, or an await' });
  }
  if (step.await !== undefined && (sends || step.final)) {
    problems.push({ field: at, detail: 'a step with await has no commands, no show and is not final' });
  }
  if (step.await === undefined && (step.upTo !== undefined || step.otherwise !== undefined)) {
    problems.push({ field: at, detail: 'upTo and otherwise belong to a step with await' });
  }
  if (step.upTo !== undefined && durationMs(step.upTo) === undefined) {
    problems.push({
      field: `${at}/upTo`,
      detail: 'must be a duration such as "500ms", "20s", "5m" or "24h"',
    });
  }
  if (step.final && !last) problems.push({ field: `${at}/final`, detail: 'only the last step can be final' });
  if (step.final && step.show) {
    problems.push({ field: `${at}/show`, detail: 'a final step reports nothing and can have no show' });
  }
}

function checkCommands(commands: readonly RawCommand[], at: string): TaskProblem[] {
  return commands.flatMap((raw, i): TaskProblem[] => {
    const decoded = decodeCommand(raw);
    switch (decoded.kind) {
      case 'unknown':
        return [{ field: `${at}/${i}/0`, clause: 'TS 5.3', detail: `"${decoded.name}" is not a DM command` }];
      case 'malformed':
        return [{ field: `${at}/${i}`, clause: decoded.clause, detail: decoded.problem }];
      case 'command':
        return decoded.command.name === 'END'
          ? [
              {
                field: `${at}/${i}/0`,
                clause: 'TS 5.3.9',
                detail: 'the server sends END itself; mark the last step final',
              },
            ]
          : checkClientUris(decoded.command, `${at}/${i}`);
    }
  });
}

/** What is no ClientURI never leaves the server as one. */
function checkClientUris(command: DmCommand, at: string): TaskProblem[] {
  return clientUrisOf(command).flatMap(({ clientUri, parameter }): TaskProblem[] => {
    try {
      parseClientUri(clientUri);
      return [];
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      return [{ field: `${at}/${parameter}`, clause: error.clause, detail: error.message }];
    }
  });
}
