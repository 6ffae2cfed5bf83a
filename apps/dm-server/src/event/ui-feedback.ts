import { applyUiFeedback, type TaskState, type UiFeedback, type UiSessionState } from '@dm2/server-engine';
import type pg from 'pg';
import { storableJson } from '../database/storable.js';
import type { HoldNews } from '../dm/hold-news.js';
import type { Notifier } from '../notification/notifier.js';
import {
  progressOf,
  taskOf,
  uiSessionOf,
  type StoredTask,
  type StoredUiSession,
} from '../session/stored-state.js';

/** What was reported of one UI session, and its place in the order in which it happened there. */
export interface Report {
  readonly sequence: number;
  readonly feedback: UiFeedback;
}

/** A UI session and its task, locked. */
export interface LockedUiSession {
  readonly deviceKey: string;
  readonly uiSession: UiSessionState;
  readonly task: TaskState | undefined;
}

const CREATED = { state: 'created', result: null } as const;

/**
 * Brings feedback of UI sessions (step 4.3) to where it belongs: the UI session's state and result, the task that awaits it,
 * the device that is to be called back, the answer that is held back. Always in the caller's transaction.
 */
export class UiFeedbackService {
  constructor(
    private readonly holdNews: HoldNews,
    private readonly notifier: Notifier,
  ) {}

  /** Locks the task first, as an exchange does, then the UI session. */
  async lock(
    client: pg.ClientBase,
    deviceKey: string,
    devId: string,
    uiSessionId: string,
  ): Promise<LockedUiSession | undefined> {
    const found = await client.query<{ task_id: string }>(
      'SELECT task_id FROM ui_session WHERE device_key = $1 AND id = $2',
      [deviceKey, uiSessionId],
    );
    const taskId = found.rows[0]?.task_id;
    if (taskId === undefined) return undefined;
    const tasks = await client.query<StoredTask>(
      `SELECT id, definition, state, reason, progress FROM task
        WHERE device_key = $1 AND id = $2 AND state IN ('queued', 'running', 'waiting') FOR UPDATE`,
      [deviceKey, taskId],
    );
    const sessions = await client.query<StoredUiSession>(
      `SELECT id, task_id, session_id, "as", page, state, result FROM ui_session
        WHERE device_key = $1 AND id = $2 FOR UPDATE`,
      [deviceKey, uiSessionId],
    );
    const [session] = sessions.rows;
    const [task] = tasks.rows;
    return (
      session && { deviceKey, uiSession: uiSessionOf(session, devId), task: task && taskOf(task, devId) }
    );
  }

  /**
   * Applies one report. `all` are the reports so far, this one among them: the result is made of them in the order in which they
   * happened, so that the order of arrival does not matter.
   */
  async apply(
    client: pg.ClientBase,
    { deviceKey, uiSession, task }: LockedUiSession,
    report: Report,
    all: readonly Report[],
  ): Promise<void> {
    const applied = applyUiFeedback({ uiSession, task, feedback: report.feedback });
    await this.store(client, { deviceKey, uiSession, task }, applied, inOrder(uiSession, all));
  }

  /** Its time is over: nobody will answer any more. */
  async expire(client: pg.ClientBase, locked: LockedUiSession): Promise<void> {
    const applied = applyUiFeedback({
      ...locked,
      feedback: { type: 'ui-session.finished', result: {}, outcome: 'expired' },
    });
    await this.store(client, locked, applied, applied.uiSession);
  }

  private async store(
    client: pg.ClientBase,
    { deviceKey, uiSession, task }: LockedUiSession,
    applied: ReturnType<typeof applyUiFeedback>,
    { state, result }: Pick<UiSessionState, 'state' | 'result'>,
  ): Promise<void> {
    await client.query('UPDATE ui_session SET state = $3, result = $4 WHERE device_key = $1 AND id = $2', [
      deviceKey,
      uiSession.id,
      state,
      result === null ? null : storableJson(result),
    ]);
    if (applied.task && applied.task !== task) {
      await client.query('UPDATE task SET state = $3, progress = $4 WHERE device_key = $1 AND id = $2', [
        deviceKey,
        applied.task.id,
        applied.task.state,
        storableJson(progressOf(applied.task)),
      ]);
    }
    for (const effect of applied.effects) {
      if (effect.kind !== 'notify') throw new Error(`feedback has no effect "${effect.kind}"`);
      await this.notifier.request(client, { deviceKey, reqMos: false, taskId: effect.taskId });
    }
    if (applied.wake) await this.holdNews.tell(client, uiSession.id);
  }
}

function inOrder(
  uiSession: UiSessionState,
  all: readonly Report[],
): Pick<UiSessionState, 'state' | 'result'> {
  let current: UiSessionState = { ...uiSession, ...CREATED };
  for (const { feedback } of [...all].sort((a, b) => a.sequence - b.sequence)) {
    current = applyUiFeedback({ uiSession: current, task: undefined, feedback }).uiSession;
  }
  return current;
}
