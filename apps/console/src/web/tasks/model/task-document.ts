import { COMMAND_SIGNATURES, parseClientUriWithRemarks, ProtocolError, type Remark } from '@dm2/protocol';
import { checkTask, type TaskDefinition } from '@dm2/server-engine';
import { checkSchema, type Schema } from './check-schema.js';
import { lineOf, readJson } from './json-source.js';

/** Something to know of a task that is being written. */
export interface Finding {
  /** An error keeps the task from being queued; a warning does not: a device may be meant to be asked all the same. */
  readonly kind: 'error' | 'warning';
  /** Path of the member, such as `steps/2/commands/0/1`; empty for the whole. */
  readonly field: string;
  readonly detail: string;
  readonly clause?: string | undefined;
  readonly line: number;
  readonly offset: number;
}

/** The text of a task, read: the one thing that both views of the editor show. */
export interface TaskDocument {
  /** `undefined` while the text is no task. */
  readonly task: TaskDefinition | undefined;
  readonly findings: readonly Finding[];
}

/** Reads the text of a task and finds everything that is wrong with it, first by its schema, then by what it means. */
export function readTask(text: string, schema: Schema | undefined): TaskDocument {
  const source = readJson(text);
  if (source.kind === 'broken') {
    const { offset, detail } = source;
    return {
      task: undefined,
      findings: [{ kind: 'error', field: '', detail, offset, line: lineOf(text, offset) }],
    };
  }
  const { value, offsets } = source;
  const task = isTask(value) ? value : undefined;
  const shape = schema
    ? checkSchema(schema, value)
    : task
      ? []
      : [{ field: '', detail: 'this is no task: it has no list of steps' }];
  const found: Omit<Finding, 'line' | 'offset'>[] = shape.map((problem) => ({ kind: 'error', ...problem }));
  if (task && found.length === 0) {
    found.push(...checkTask(task).map((problem) => ({ kind: 'error' as const, ...problem })));
    found.push(...clientUriRemarks(task));
  }
  return {
    task,
    findings: found.map((finding) => {
      const offset = offsetOf(offsets, finding.field);
      return { ...finding, offset, line: lineOf(text, offset) };
    }),
  };
}

/** Findings at a member or below it. */
export function findingsAt(findings: readonly Finding[], field: string): Finding[] {
  return findings.filter((finding) => finding.field === field || finding.field.startsWith(`${field}/`));
}

/** What of the ClientURIs of a task is tolerated (TS 6.1); what can't be read, `checkTask` tells. */
function clientUriRemarks(task: TaskDefinition): Omit<Finding, 'line' | 'offset'>[] {
  return task.steps.flatMap((step, i) =>
    (step.commands ?? []).flatMap((command, j) =>
      command.flatMap((value, k) => {
        if (k === 0 || parameterName(command[0] ?? '', k) !== 'ClientURI') return [];
        const { problem, remarks } = readClientUri(value);
        return (problem ? [] : remarks).map(({ clause, text }) => ({
          kind: 'warning' as const,
          field: `steps/${i}/commands/${j}/${k}`,
          clause,
          detail: text,
        }));
      }),
    ),
  );
}

/** What is to say of a ClientURI as it is typed: that it is none, or what of it is tolerated. */
export function readClientUri(text: string): {
  readonly problem?: Remark;
  readonly remarks: readonly Remark[];
} {
  try {
    return { remarks: parseClientUriWithRemarks(text).remarks };
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return { problem: { clause: error.clause, text: error.message }, remarks: [] };
  }
}

/** How the specification calls the parameter of a command, from 1 (TS 5.3); the last name is that of all that follow. */
export function parameterName(command: string, index: number): string | undefined {
  if (!Object.hasOwn(COMMAND_SIGNATURES, command)) return undefined;
  const { parameters, max } = COMMAND_SIGNATURES[command as keyof typeof COMMAND_SIGNATURES];
  return index > max ? undefined : parameters[Math.min(index, parameters.length) - 1];
}

/** The member itself, or the nearest above it that is there. */
function offsetOf(offsets: ReadonlyMap<string, number>, field: string): number {
  for (let at = field; at !== ''; at = at.includes('/') ? at.slice(0, at.lastIndexOf('/')) : '') {
    const offset = offsets.get(at);
    if (offset !== undefined) return offset;
  }
  return offsets.get('') ?? 0;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether the blocks can show it: the schema asks for more. */
function isTask(value: unknown): value is TaskDefinition {
  return isObject(value) && Array.isArray(value['steps']) && value['steps'].every(isStep);
}

function isStep(step: unknown): boolean {
  if (!isObject(step)) return false;
  const { commands = [], show = { as: '', page: '' }, when = {}, await: awaited = '', upTo = '' } = step;
  return (
    Array.isArray(commands) &&
    commands.every((one) => Array.isArray(one) && one.every((part) => typeof part === 'string')) &&
    isObject(show) &&
    typeof show['as'] === 'string' &&
    typeof show['page'] === 'string' &&
    isObject(when) &&
    typeof awaited === 'string' &&
    typeof upTo === 'string'
  );
}
