import type { Alert, Remark } from '@dm2/protocol';
import type {
  CommandPlace,
  CommandResult,
  Effect,
  SessionState,
  TaskState,
  UiSessionState,
} from '@dm2/server-engine';
import { newId } from '../ids.js';
import { progressOf, type TaskProgress } from '../session/stored-state.js';
import { KnownTree } from './known-tree.js';

/** One package as it is logged. */
export interface PackageRecord {
  readonly id: string;
  readonly sessionId: string;
  readonly number: 1 | 2 | 3;
  readonly direction: 'in' | 'out';
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly encoding: 'utf8' | 'base64';
  readonly bytes: number;
  readonly remarks: readonly Remark[];
  readonly at: string;
}

/** One event as it is stored. */
export interface EventRecord {
  readonly id: string;
  readonly type: string;
  readonly source?: string;
  readonly sessionId?: string;
  readonly taskId?: string;
  readonly uiSessionId?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** One alert as it is stored, with the EXEC that it reports on. */
export type AlertRecord = Alert & {
  readonly id: string;
  readonly sessionId: string;
  readonly answers?: CommandPlace;
  readonly repeated?: boolean;
};

/** How a session that is over ended, and what it had done. */
export interface ClosedSession {
  readonly id: string;
  readonly state: 'ended' | 'aborted' | 'expired';
  readonly exchanges: number;
  readonly ok: number;
  readonly failed: number;
}

/** Everything that one exchange changes: the document that `commit_exchange` takes. */
export interface ExchangeWrites {
  readonly deviceKey: string;
  readonly devId: string;
  readonly now: string;
  /** When the device was last heard of, if it was now. */
  readonly seenAt?: string;
  /** The open session; `null` if there is none any more. */
  readonly session: SessionState | null;
  /** With the id of the event that a notification was answered, in case one was. */
  readonly opened?: SessionState & { readonly answeredEventId: string };
  readonly closed?: readonly ClosedSession[];
  readonly lang?: string;
  readonly tasks?: readonly {
    readonly id: string;
    readonly state: TaskState['state'];
    readonly reason: string | null;
    readonly progress: TaskProgress;
  }[];
  readonly results?: readonly CommandResult[];
  readonly uiSessions?: readonly (UiSessionState & { readonly expiresAt: string })[];
  readonly knowledge?: readonly object[];
  readonly alerts?: readonly AlertRecord[];
  readonly packages?: readonly PackageRecord[];
  readonly events?: readonly EventRecord[];
}

/** How long a UI session outlives the step that showed it. */
export const UI_SESSION_MS = 24 * 3_600_000;

/** What is kept of one package at most. */
const MAX_ALERTS = 1000;
const MAX_REMARKS = 100;

/** Gathers the effects of an exchange into the document that stores them. Order within a kind is kept. */
export class WriteCollector {
  private results: CommandResult[] = [];
  private uiSessions: (UiSessionState & { readonly expiresAt: string })[] = [];
  private readonly known = new KnownTree();
  private alerts: AlertRecord[] = [];
  private events: EventRecord[] = [];
  private packages: PackageRecord[] = [];
  private closed: ClosedSession[] = [];
  private lang: string | undefined;
  private alertsPassedOver = 0;
  private readonly told: Remark[] = [];

  constructor(
    private readonly deviceKey: string,
    private readonly devId: string,
    private readonly now: string,
  ) {}

  /** What was tolerated in a package, and what of it was not kept. */
  remarks(tolerated: readonly Remark[]): Remark[] {
    const all = [...this.known.remarks(), ...this.told, ...tolerated];
    if (this.alertsPassedOver > 0) {
      all.unshift({
        clause: 'TS 5.4',
        text: `${this.alertsPassedOver} alerts were not kept: too many for one package`,
      });
    }
    if (all.length <= MAX_REMARKS) return all;
    const more = all.length - MAX_REMARKS + 1;
    return [...all.slice(0, MAX_REMARKS - 1), { clause: 'TS 7.2', text: `and ${more} more remarks` }];
  }

  package(record: PackageRecord): void {
    this.packages.push(record);
    this.event({
      type: 'session.package',
      sessionId: record.sessionId,
      data: { packageId: record.id, number: record.number, direction: record.direction },
    });
  }

  close(session: SessionState, state: ClosedSession['state']): void {
    this.closed.push({
      id: session.id,
      state,
      exchanges: session.exchanges,
      ok: session.commands.ok,
      failed: session.commands.failed,
    });
  }

  event(event: Omit<EventRecord, 'id'>): void {
    this.events.push({ id: newId(this.deviceKey, 'event'), ...event });
  }

  /** Takes the effects of one engine call, which happened in that session. */
  add(effects: readonly Effect[], sessionId: string): void {
    for (const effect of effects) this.addOne(effect, sessionId);
  }

  private addOne(effect: Effect, sessionId: string): void {
    switch (effect.kind) {
      case 'result':
        this.addResult(effect.result);
        return;
      case 'knowledge':
      case 'forget':
      case 'changed':
      case 'stale':
      case 'inventory':
        this.known.add(effect);
        return;
      case 'device':
        this.lang = effect.lang;
        return;
      case 'alert':
        this.addAlert(effect, sessionId);
        return;
      case 'remark':
        this.told.push(effect.remark);
        return;
      case 'ui-session': {
        const expiresAt = new Date(Date.parse(this.now) + UI_SESSION_MS).toISOString();
        this.uiSessions.push({ ...effect.uiSession, expiresAt });
        return;
      }
      case 'event':
        this.event({
          type: effect.type,
          sessionId,
          ...(effect.taskId === undefined ? {} : { taskId: effect.taskId }),
          data: effect.data,
        });
        return;
      case 'notify':
        throw new Error('an exchange calls nobody back: only feedback does');
    }
  }

  /** A later result of the same command replaces an earlier one. */
  private addResult(result: CommandResult): void {
    this.results = this.results.filter(
      (other) => other.taskId !== result.taskId || other.step !== result.step || other.index !== result.index,
    );
    this.results.push(result);
  }

  private addAlert(effect: Extract<Effect, { kind: 'alert' }>, sessionId: string): void {
    const { alert, answers, repeated = false } = effect;
    if (this.alerts.length === MAX_ALERTS) {
      this.alertsPassedOver += 1;
      return;
    }
    const id = newId(this.deviceKey, 'alert');
    this.alerts.push({ ...alert, id, sessionId, ...(answers === undefined ? {} : { answers, repeated }) });
    const data = {
      alertId: id,
      alertType: alert.AlertType,
      ...(alert.SourceURI === undefined ? {} : { sourceUri: alert.SourceURI }),
      ...(alert.Mark === undefined ? {} : { mark: alert.Mark }),
    };
    this.event({ type: 'alert.received', sessionId, data });
    if (!answers || repeated) return;
    const { taskId, step, index } = answers;
    this.event({ type: 'task.alert', sessionId, taskId, data: { ...data, step, index } });
  }

  /** @param before the tasks as they were read: only those that changed are written. */
  document(input: {
    readonly session: SessionState | null;
    readonly opened?: SessionState | undefined;
    readonly seen: boolean;
    readonly before: readonly TaskState[];
    readonly tasks: readonly TaskState[];
  }): ExchangeWrites {
    const unchanged = new Set(input.before);
    const tasks = input.tasks
      .filter((task) => !unchanged.has(task))
      .map((task) => ({
        id: task.id,
        state: task.state,
        reason: task.reason ?? null,
        progress: progressOf(task),
      }));
    return {
      deviceKey: this.deviceKey,
      devId: this.devId,
      now: this.now,
      ...(input.seen ? { seenAt: this.now } : {}),
      session: input.session,
      ...(input.opened === undefined
        ? {}
        : { opened: { ...input.opened, answeredEventId: newId(this.deviceKey, 'event') } }),
      ...(this.lang === undefined ? {} : { lang: this.lang }),
      ...some('closed', this.closed),
      ...some('tasks', tasks),
      ...some('results', this.results),
      ...some('uiSessions', this.uiSessions),
      ...some('knowledge', this.known.items),
      ...some('alerts', this.alerts),
      ...some('packages', this.packages),
      ...some('events', this.events),
    };
  }
}

function some<K extends string, T>(name: K, items: readonly T[]): { [name in K]?: readonly T[] } {
  return items.length === 0 ? {} : ({ [name]: items } as { [name in K]: readonly T[] });
}
