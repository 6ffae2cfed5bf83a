import type { Package2, RawCommand } from '@dm2/protocol';
import { advanceTask, type TaskTurn } from './advance-task.js';
import { cachedRead, validated } from './cached-reads.js';
import type { Effect } from './effects.js';
import type { DeviceState, ExchangeState, Instant, SentCommand, SessionState, TaskState } from './state.js';

/** A UI session that the Web Server Component is to make ready before its SHOW can be sent. */
export interface PrepareUiSession {
  readonly uiSessionId: string;
  readonly taskId: string;
  readonly step: number;
  readonly as: string;
  readonly page: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly lang?: string;
}

/** What became of a `PrepareUiSession`. */
export type PreparedUiSession =
  | { readonly request: PrepareUiSession; readonly ok: true; readonly url: string }
  | { readonly request: PrepareUiSession; readonly ok: false; readonly reason: string };

export interface NextPackageOptions {
  readonly now: Instant;
  /** Results of earlier `prepare` answers of this exchange, in order. */
  readonly prepared?: readonly PreparedUiSession[];
  /** This exchange's answer has been held back already: something is sent now, if only an empty package. */
  readonly held?: boolean;
  /** Makes an id for a UI session; begins with the device's key. */
  readonly newUiSessionId: () => string;
  /** Replaces `{repository}/objects/…` and `{server}` by URLs for this device. */
  readonly expand: (command: RawCommand, device: DeviceState) => RawCommand;
}

export type NextPackage =
  /**
   * Undo everything of this exchange, make this UI session ready (outside any transaction, at most 2 s), and do the
   * exchange again with the outcome added to `prepared`.
   */
  | { readonly kind: 'prepare'; readonly request: PrepareUiSession }
  /** Store, then hold the HTTP answer until one of these UI sessions has news or the time is over. */
  | {
      readonly kind: 'hold';
      readonly until: Instant;
      readonly uiSessionIds: readonly string[];
      readonly state: ExchangeState;
      readonly effects: Effect[];
    }
  /** Store, then answer with this package. `end`: it holds END, the session is over. */
  | {
      readonly kind: 'send';
      readonly package2: Package2;
      readonly end: boolean;
      readonly state: ExchangeState;
      readonly effects: Effect[];
    };

type Turn = { readonly task: TaskState; readonly turn: TaskTurn };

/**
 * Decides what the server sends next (TS 5.2.3): the commands of the first task that has some; while only a user is
 * awaited, nothing for a while and then an empty package; and END, with the last commands of every task, when nothing
 * is left. It sends no command that no task asked for. The session is never paused for a SHOW (CR 6.2).
 */
export function nextPackage(state: ExchangeState, options: NextPackageOptions): NextPackage {
  const effects: Effect[] = [];
  const turns = state.tasks.map((task): Turn => {
    const { task: advanced, turn } = advanceTask(
      applyPrepared(task, state, options, effects),
      state.uiSessions,
      options.now,
      effects,
    );
    return { task: advanced, turn };
  });

  const due = turns.find(({ turn }) => turn.kind === 'send' || turn.kind === 'prepare');
  if (due?.turn.kind === 'prepare')
    return { kind: 'prepare', request: prepareRequest(due, due.turn.as, due.turn.step, state, options) };
  if (due?.turn.kind === 'send') return send(state, turns, due.turn.commands, options, effects);

  const deferred = turns.find(({ turn }) => turn.kind === 'retry-show');
  if (deferred?.turn.kind === 'retry-show') {
    return {
      kind: 'prepare',
      request: prepareRequest(deferred, deferred.turn.as, deferred.turn.step, state, options),
    };
  }

  const waits = turns.flatMap(({ turn }) => (turn.kind === 'wait' ? [turn] : []));
  if (waits.length === 0) return end(state, turns, options, effects);
  if (options.held || state.device.holdMs === 0) return send(state, turns, [], options, effects);
  const until = Math.min(
    Date.parse(options.now) + state.device.holdMs,
    ...waits.map((wait) => Date.parse(wait.until)),
  );
  const heldUntil = new Date(until).toISOString();
  return {
    kind: 'hold',
    until: heldUntil,
    uiSessionIds: waits.map((wait) => wait.uiSessionId),
    state: withTasks(state, turns, { sent: null, heldUntil }),
    effects,
  };
}

/** Takes over what the Web Server Component said to earlier requests of this exchange. */
function applyPrepared(
  task: TaskState,
  state: ExchangeState,
  options: NextPackageOptions,
  effects: Effect[],
): TaskState {
  let result = task;
  for (const prepared of options.prepared ?? []) {
    const { request } = prepared;
    if (request.taskId !== task.id) continue;
    const before = result.shows[request.as];
    if (before && before.kind !== 'deferred') continue;
    const place = { uiSessionId: request.uiSessionId, step: request.step };
    if (prepared.ok) {
      result = {
        ...result,
        shows: { ...result.shows, [request.as]: { kind: 'prepared', ...place, url: prepared.url } },
      };
      effects.push({
        kind: 'ui-session',
        url: prepared.url,
        uiSession: {
          id: request.uiSessionId,
          devId: task.devId,
          taskId: task.id,
          sessionId: state.session.id,
          as: request.as,
          page: request.page,
          state: 'created',
          result: null,
        },
      });
    } else if (!before) {
      result = {
        ...result,
        shows: { ...result.shows, [request.as]: { kind: 'deferred', ...place, reason: prepared.reason } },
      };
    } else {
      result = {
        ...result,
        failed: true,
        shows: { ...result.shows, [request.as]: { kind: 'failed', ...place, reason: 'ui-unavailable' } },
      };
      effects.push({
        kind: 'result',
        result: {
          taskId: task.id,
          step: request.step,
          index: 0,
          command: ['SHOW', ''],
          status: null,
          outcome: 'not-sent',
          reason: `ui-unavailable: ${prepared.reason}`,
        },
      });
    }
  }
  return result;
}

function prepareRequest(
  { task }: Turn,
  as: string,
  step: number,
  state: ExchangeState,
  options: NextPackageOptions,
): PrepareUiSession {
  const show = task.definition.steps[step]?.show;
  return {
    uiSessionId: task.shows[as]?.uiSessionId ?? options.newUiSessionId(),
    taskId: task.id,
    step,
    as,
    page: show?.page ?? '',
    data: show?.data ?? {},
    ...(state.device.lang === undefined ? {} : { lang: state.device.lang }),
  };
}

function send(
  state: ExchangeState,
  turns: readonly Turn[],
  commands: readonly SentCommand[],
  options: NextPackageOptions,
  effects: Effect[],
): NextPackage {
  const reads = state.device.cache ? commands.map((sent) => withValidator(sent, state)) : commands;
  const next = withTasks(state, turns, {
    sent: { commands: reads.map(withoutUrl), at: options.now },
    heldUntil: null,
    exchanges: state.session.exchanges + 1,
  });
  return {
    kind: 'send',
    end: false,
    package2: package2(state.device, reads, options),
    state: next,
    effects,
  };
}

function end(
  state: ExchangeState,
  turns: readonly Turn[],
  options: NextPackageOptions,
  effects: Effect[],
): NextPackage {
  const last: SentCommand[] = [];
  const ended = turns.map(({ task, turn }): Turn => {
    if (turn.kind !== 'final') return { task, turn };
    last.push(...turn.commands);
    for (const sent of turn.commands) {
      effects.push({
        kind: 'result',
        result: {
          taskId: task.id,
          step: sent.step,
          index: sent.index,
          command: sent.command,
          status: null,
          outcome: 'final',
        },
      });
    }
    return advanceTask({ ...task, cursor: task.cursor + 1 }, state.uiSessions, options.now, effects);
  });
  effects.push({ kind: 'event', type: 'session.ended', data: { exchanges: state.session.exchanges + 1 } });
  const next = withTasks(state, ended, {
    sent: null,
    heldUntil: null,
    exchanges: state.session.exchanges + 1,
  });
  const body = package2(state.device, last, options);
  return {
    kind: 'send',
    end: true,
    package2: { ...body, CMD: [...body.CMD, ['END']] },
    state: next,
    effects,
  };
}

/** TS 5.2.3; the status for the previous package as a whole is the change request's (CR 6.2, step 2). */
function package2(
  device: DeviceState,
  commands: readonly SentCommand[],
  options: NextPackageOptions,
): Package2 {
  return {
    kind: 'package2',
    CMD: commands.map((sent) => {
      const command = options.expand(sent.command, device);
      return sent.cached ? validated(command, sent.cached) : command;
    }),
    ...(device.profile === 'cr' ? { Status: [{ sc: 200 }] } : {}),
    remarks: [],
  };
}

/** TS 11.2, step 2a. Not for the last commands: nobody would tell whether the validator held. */
function withValidator(sent: SentCommand, state: ExchangeState): SentCommand {
  const cached = cachedRead(sent.command, state.instances);
  return cached ? { ...sent, cached } : sent;
}

/** The URL of a UI session is a secret of its device: the stored session keeps the SHOW without it. */
function withoutUrl(sent: SentCommand): SentCommand {
  return sent.uiSessionId === undefined ? sent : { ...sent, command: ['SHOW', `{ui}/${sent.uiSessionId}`] };
}

function withTasks(
  state: ExchangeState,
  turns: readonly Turn[],
  session: Partial<SessionState>,
): ExchangeState {
  return { ...state, session: { ...state.session, ...session }, tasks: turns.map(({ task }) => task) };
}
