import { decodeCommand, type DmCommand, type Package3, type StatusItem } from '@dm2/protocol';
import { learn } from './cached-reads.js';
import type { CommandResult, Effect } from './effects.js';
import type { AcceptedExecution } from './executions.js';
import { alertEffects, decodeGetData, langOf } from './package-effects.js';
import { SessionError } from './session-error.js';
import type { DeviceState, ExchangeState, Instant, SentCommand, TaskState } from './state.js';
import { isSuccess, statusRemark } from './status.js';
import { treeEffects } from './tree-effects.js';

/**
 * Takes the answer to the last Package#2 (TS 5.2.4): one status for each command, in their order, and the data of
 * its GETs by the command's index (App. F).
 *
 * @throws SessionError if it answers something else than what was sent; nothing has changed then.
 */
export function receivePackage3(
  state: ExchangeState,
  package3: Package3,
  now: Instant,
): { state: ExchangeState; effects: Effect[] } {
  const { session } = state;
  const sent = session.sent;
  if (sent === null) {
    throw new SessionError(
      'package-in-progress',
      409,
      'Status',
      'TS 5.1.1',
      'the answer to the previous package is still due: packages travel one at a time',
    );
  }
  const expected = sent.commands.length;
  if (package3.Status.length !== expected) {
    throw new SessionError(
      'status-count',
      400,
      'Status',
      'TS 5.2.4',
      `Status has ${package3.Status.length} items, the package it answers had ${expected} commands`,
    );
  }
  for (const index of package3.data.keys()) {
    if (index >= expected) {
      throw new SessionError(
        'data-index',
        400,
        `data/${index}`,
        'TS App. F',
        `there is data for command ${index}, the package it answers had ${expected} commands`,
      );
    }
  }
  const effects: Effect[] = [];
  let { device } = state;
  let ok = 0;
  const tasks = new Map(state.tasks.map((task) => [task.id, task]));
  sent.commands.forEach((command, i) => {
    const item = package3.Status[i];
    if (!item) return;
    const answer = answerTo(command, item, package3, i, effects);
    if (answer.lang !== undefined && answer.lang !== device.lang) {
      device = { ...device, lang: answer.lang } satisfies DeviceState;
      effects.push({ kind: 'device', lang: answer.lang });
    }
    if (isSuccess(item.sc)) ok += 1;
    const task = tasks.get(command.taskId);
    if (task) tasks.set(task.id, applyStatus(task, command, item));
  });
  const executions = [...state.executions, ...acceptedBy(sent.commands, package3)];
  effects.push(...alertEffects(package3.Alert ?? [], executions));
  const answered = new Set(sent.commands.map((command) => command.taskId));
  return {
    state: {
      ...state,
      device,
      instances: learn(state.instances, effects),
      session: {
        ...session,
        sent: null,
        commands: { ok: session.commands.ok + ok, failed: session.commands.failed + expected - ok },
      },
      tasks: state.tasks.map((task) => {
        const current = tasks.get(task.id) ?? task;
        return answered.has(task.id) ? stepAnswered(current, sent.commands, effects, now) : current;
      }),
    },
    effects,
  };
}

/** EXECs that this package accepts: it may report on them itself. */
function acceptedBy(commands: readonly SentCommand[], package3: Package3): AcceptedExecution[] {
  return commands.flatMap(({ command, taskId, step, index }, i): AcceptedExecution[] =>
    command[0] === 'EXEC' && package3.Status[i]?.sc === 202
      ? [{ taskId, step, index, clientUri: command[1] ?? '' }]
      : [],
  );
}

function answerTo(
  sent: SentCommand,
  item: StatusItem,
  package3: Package3,
  index: number,
  effects: Effect[],
): { lang?: string } {
  const decoded = decodeCommand(sent.command);
  const command = decoded.kind === 'command' ? decoded.command : undefined;
  if (command) {
    for (const remark of statusRemark(command.name, item.sc, index)) effects.push({ kind: 'remark', remark });
  }
  const lang = resultOf(sent, item, package3, index, command, effects);
  if (command) effects.push(...treeEffects(command, item));
  return lang === undefined ? {} : { lang };
}

/** Stores what a command brought. Gives `DevInfo/Lang`, if that was read. */
function resultOf(
  sent: SentCommand,
  item: StatusItem,
  package3: Package3,
  index: number,
  command: DmCommand | undefined,
  effects: Effect[],
): string | undefined {
  const remark = (clause: string, text: string) => effects.push({ kind: 'remark', remark: { clause, text } });
  const part = package3.data.get(index);
  const read = command?.name === 'GET' && item.sc === 200;
  const result: CommandResult = {
    taskId: sent.taskId,
    step: sent.step,
    index: sent.index,
    command: sent.command,
    status: item.sc,
    ...(item.URI === undefined ? {} : { uris: item.URI }),
    ...(item.sc === 304 && sent.cached ? { cached: sent.cached } : {}),
  };
  if (part && !read) {
    remark('TS App. F', `data for command ${index}, which is no GET answered 200, was passed over`);
  }
  if (!part || !read) {
    if (read) remark('TS App. F', `command ${index} is a GET answered 200, but its data is missing`);
    effects.push({ kind: 'result', result });
    return undefined;
  }
  const got = decodeGetData(part, command.clientUri);
  effects.push({ kind: 'result', result: { ...result, data: got.data } });
  // The validator did not hold: the instance has changed, whatever of it was read now.
  if (sent.cached) effects.push({ kind: 'stale', moid: sent.cached.moid, miid: sent.cached.miid });
  effects.push(...got.knowledge.map((knowledge): Effect => ({ kind: 'knowledge', knowledge })));
  for (const { clause, text } of got.remarks) remark(clause, text);
  return langOf(got.knowledge);
}

function applyStatus(task: TaskState, sent: SentCommand, item: StatusItem): TaskState {
  const failed = task.failed || !isSuccess(item.sc);
  const shown = Object.entries(task.shows).find(
    ([, show]) => sent.uiSessionId !== undefined && show.uiSessionId === sent.uiSessionId,
  );
  if (!shown) return { ...task, failed };
  const [as, show] = shown;
  return {
    ...task,
    failed,
    shows: {
      ...task.shows,
      [as]: isSuccess(item.sc)
        ? { kind: 'shown', uiSessionId: show.uiSessionId, step: show.step }
        : { kind: 'failed', uiSessionId: show.uiSessionId, step: show.step, reason: `status-${item.sc}` },
    },
  };
}

function stepAnswered(
  task: TaskState,
  sent: readonly SentCommand[],
  effects: Effect[],
  now: Instant,
): TaskState {
  const steps = new Set(sent.filter((command) => command.taskId === task.id).map((command) => command.step));
  for (const step of steps)
    effects.push({ kind: 'event', type: 'task.step', taskId: task.id, data: { step, at: now } });
  const atCursor = steps.has(task.cursor);
  const moved: TaskState = atCursor ? { ...task, cursor: task.cursor + 1, resumes: 0 } : task;
  if (!moved.failed || moved.definition.onFailure !== 'stop') return moved;
  effects.push({ kind: 'event', type: 'task.failed', taskId: task.id, data: { reason: 'status' } });
  return { ...moved, state: 'failed', reason: 'status' };
}
