import { decodeRequest, encodePackage2, type Package1, type Package3, type RawCommand } from '@dm2/protocol';
import {
  abandonSession,
  nextPackage,
  openSession,
  receivePackage3,
  type AcceptedExecution,
  type DeviceState,
  type Effect,
  type ExchangeState,
  type NextPackage,
  type PreparedUiSession,
  type PrepareUiSession,
  type TaskState,
} from '@dm2/server-engine';
import { devIdRemarks } from '../device/dev-id-remarks.js';
import type { DeviceSecrets } from '../device/device-secrets.js';
import { deviceKeyOf, newId } from '../ids.js';
import { executionOf, instanceOf, taskOf, uiSessionOf, type Admitted } from '../session/stored-state.js';
import type { PresentedCredentials } from './authentication/scheme.js';
import { presentedIn } from './authentication/schemes.js';
import { asProblem, checkAccept, devIdOf, type DmAnswer, type DmRequest } from './dm-request.js';
import { packageInProgress, type ExchangeStore, type OpenExchange } from './exchange-store.js';
import { UI_SESSION_MS, WriteCollector } from './exchange-writes.js';
import type { Hold } from './hold.js';
import { packageRecord } from './package-record.js';
import { notAdmitted, noSession, sessionGone, staleSession } from './refusals.js';
import { sessionCookie, sessionOfCookie } from './session-cookie.js';
import { EXCHANGE_PATIENCE_MS, type WebServerComponent } from './web-server-component.js';

export interface ExchangeOptions {
  readonly store: ExchangeStore;
  readonly secrets: DeviceSecrets;
  readonly webServerComponent: WebServerComponent;
  readonly hold: Hold;
  readonly expand: (command: RawCommand, device: DeviceState) => RawCommand;
  readonly realm: string;
  readonly defaultProfile: DeviceState['profile'];
  readonly holdMs: number;
  readonly secureCookie: () => boolean;
  readonly bodyLimit: number;
  /** What the repositories of HPUT and HPOST take (TS 5.5); empty if nobody is to be told. */
  readonly repositoryTypes: string;
  /** Events have been committed. */
  readonly committed: () => void;
}

/** One package on its way through the server. */
interface Passage {
  readonly request: DmRequest;
  readonly deviceKey: string;
  readonly devId: string;
  readonly package: Package1 | Package3;
  readonly credentials: PresentedCredentials | undefined;
  /** The session that a Package#1 opens. */
  readonly newSessionId: string;
  /** What the first reading found; a later reading of the same exchange must find the same. */
  seen: string | undefined;
  readonly prepared: PreparedUiSession[];
}

type Round =
  | { readonly kind: 'prepare'; readonly request: PrepareUiSession }
  | {
      readonly kind: 'hold';
      readonly next: Extract<NextPackage, { kind: 'hold' }>;
      readonly sessionId: string;
    }
  | { readonly kind: 'answer'; readonly answer: DmAnswer };

/**
 * One exchange (TS 5.1.1): a Package#1 or #3 in, a Package#2 out. Decode once, take the lock, ask the engine, write, commit,
 * and only then answer. A package that is refused leaves everything as it was.
 */
export class ExchangeService {
  constructor(private readonly options: ExchangeOptions) {}

  async exchange(request: DmRequest): Promise<DmAnswer> {
    try {
      const passage = await this.receive(request);
      const round = await this.rounds(passage, () => this.take(passage));
      if (round.kind === 'answer') return round.answer;
      return await this.holdBack(passage, round);
    } catch (error) {
      throw asProblem(error);
    }
  }

  /** Everything that can be said of a package without the database. */
  private async receive(request: DmRequest): Promise<Passage> {
    const devId = devIdOf(request.headers);
    checkAccept(request.headers);
    const deviceKey = deviceKeyOf(devId);
    return {
      request,
      deviceKey,
      devId,
      package: await decodeRequest({
        contentType: request.headers['content-type'],
        body: request.body,
        limits: { partBytes: this.options.bodyLimit },
      }),
      credentials: presentedIn(request.headers, this.options.secrets),
      newSessionId: newId(deviceKey, 'session'),
      seen: undefined,
      prepared: [],
    };
  }

  /** Repeats a round while it wants a UI session made ready, which happens outside any transaction. */
  private async rounds(
    passage: Passage,
    once: () => Promise<Round>,
  ): Promise<Exclude<Round, { kind: 'prepare' }>> {
    const patience = Date.now() + EXCHANGE_PATIENCE_MS;
    for (;;) {
      const round = await once();
      if (round.kind !== 'prepare') return round;
      const expiresAt = new Date(Date.now() + UI_SESSION_MS).toISOString();
      passage.prepared.push(
        await this.options.webServerComponent.prepare(
          round.request,
          passage.devId,
          expiresAt,
          patience - Date.now(),
        ),
      );
    }
  }

  /** One try to take the package in and to answer it. */
  private async take(passage: Passage): Promise<Round> {
    const { request, deviceKey, credentials, prepared } = passage;
    const isFirst = passage.package.kind === 'package1';
    const open = await this.options.store.begin({
      deviceKey,
      credentials,
      admitted: passage.seen !== undefined,
      wait: isFirst,
      alerts: (passage.package.Alert ?? []).some((alert) => alert.SourceURI !== undefined),
    });
    try {
      const stored = this.admit(passage, open);
      const now = request.at.toISOString();
      const writes = new WriteCollector(deviceKey, passage.devId, now);
      const tasks = stored.tasks.map((task) => taskOf(task, stored.devId));
      const received = isFirst
        ? this.openSession(passage, stored, tasks, now, writes)
        : this.continueSession(passage, stored, tasks, now, writes);
      const { session } = received;
      const next = this.next(received, deviceKey, { prepared, held: false });
      if (next.kind === 'prepare') return { kind: 'prepare', request: next.request };
      writes.add(next.effects, session.id);
      writes.package(
        packageRecord({
          id: newId(deviceKey, 'package'),
          sessionId: session.id,
          number: isFirst ? 1 : 3,
          headers: request.headers,
          contentType: request.headers['content-type'] ?? '',
          body: request.body,
          remarks: writes.remarks([
            ...(isFirst ? devIdRemarks(passage.devId) : []),
            ...passage.package.remarks,
          ]),
          at: now,
        }),
      );
      const opened = isFirst ? session : undefined;
      return await this.finish(open, next, writes, { before: tasks, opened, deviceKey });
    } finally {
      await open.rollback();
    }
  }

  /** @throws Problem 401, 403; 409 if another package came between two rounds of this exchange */
  private admit(passage: Passage, open: OpenExchange): Admitted {
    const { state } = open;
    if (!state.admitted) throw notAdmitted(state, this.options.realm);
    const seen = `${state.session?.id ?? ''} ${state.session?.exchanges ?? 0} ${state.session?.sent?.at ?? ''}`;
    if (passage.seen !== undefined && passage.seen !== seen) throw packageInProgress();
    passage.seen = seen;
    return state;
  }

  /** Package#1 (TS 5.2.2): a session that was left open is over. */
  private openSession(
    passage: Passage,
    stored: Admitted,
    before: readonly TaskState[],
    now: string,
    writes: WriteCollector,
  ): ExchangeState {
    if (passage.package.kind !== 'package1') throw new Error('no Package#1');
    let tasks = before;
    const known = this.exchangeState(stored);
    const executions = [...known.executions];
    if (stored.session) {
      const abandoned = abandonSession({ session: stored.session, tasks, why: 'aborted' });
      tasks = abandoned.tasks;
      executions.push(...lostExecutions(abandoned.effects));
      writes.add(abandoned.effects, stored.session.id);
      writes.close(stored.session, 'aborted');
    }
    const { state, effects } = openSession({
      ...known,
      sessionId: passage.newSessionId,
      tasks,
      executions,
      package1: passage.package,
      now,
    });
    writes.add(effects, state.session.id);
    return state;
  }

  /** Package#3 (TS 5.2.4). */
  private continueSession(
    passage: Passage,
    stored: Admitted,
    tasks: readonly TaskState[],
    now: string,
    writes: WriteCollector,
  ): ExchangeState {
    if (passage.package.kind !== 'package3') throw new Error('no Package#3');
    const named = sessionOfCookie(passage.request.headers);
    if (named !== undefined && named !== stored.session?.id) throw staleSession();
    if (!stored.session) throw noSession();
    const { state, effects } = receivePackage3(
      { ...this.exchangeState(stored), session: stored.session, tasks },
      passage.package,
      now,
    );
    writes.add(effects, state.session.id);
    return state;
  }

  private exchangeState(stored: Admitted): Omit<ExchangeState, 'session' | 'tasks'> {
    return {
      device: {
        devId: stored.devId,
        profile: stored.profile ?? this.options.defaultProfile,
        holdMs: stored.holdMs ?? this.options.holdMs,
        cache: stored.cache,
        ...(stored.lang === null ? {} : { lang: stored.lang }),
      },
      uiSessions: stored.uiSessions.map((uiSession) => uiSessionOf(uiSession, stored.devId)),
      instances: stored.instances.map(instanceOf),
      executions: stored.executions.map(executionOf),
    };
  }

  private next(
    state: ExchangeState,
    deviceKey: string,
    { prepared, held }: { prepared: readonly PreparedUiSession[]; held: boolean },
  ): NextPackage {
    return nextPackage(state, {
      now: new Date().toISOString(),
      prepared,
      held,
      newUiSessionId: () => newId(deviceKey, 'uiSession'),
      expand: this.options.expand,
    });
  }

  /** Stores what the engine decided; what is to be sent is recorded as sent before it leaves. */
  private async finish(
    open: OpenExchange,
    next: Exclude<NextPackage, { kind: 'prepare' }>,
    writes: WriteCollector,
    place: {
      readonly before: readonly TaskState[];
      readonly opened: ExchangeState['session'] | undefined;
      readonly deviceKey: string;
    },
  ): Promise<Round> {
    const { session, tasks } = next.state;
    const common = { opened: place.opened, seen: true, before: place.before, tasks };
    if (next.kind === 'hold') {
      await open.commit(writes.document({ session, ...common }));
      this.options.committed();
      return { kind: 'hold', next, sessionId: session.id };
    }
    const { contentType, body } = encodePackage2(next.package2);
    const { repositoryTypes } = this.options;
    const headers = {
      'content-type': contentType,
      ...(repositoryTypes === '' ? {} : { 'omadm-accept': repositoryTypes }),
    };
    const cookie = sessionCookie(session.id, { secure: this.options.secureCookie(), end: next.end });
    writes.package(
      packageRecord({
        id: newId(place.deviceKey, 'package'),
        sessionId: session.id,
        number: 2,
        headers: { ...headers, 'set-cookie': [cookie] },
        contentType,
        body,
        remarks: [],
        at: new Date().toISOString(),
      }),
    );
    if (next.end) writes.close(session, 'ended');
    await open.commit(writes.document({ session: next.end ? null : session, ...common }));
    this.options.committed();
    return { kind: 'answer', answer: { headers, body, cookie } };
  }

  /** Waits for the user with the HTTP answer only, then sends whatever is due, if only an empty package. */
  private async holdBack(passage: Passage, held: Extract<Round, { kind: 'hold' }>): Promise<DmAnswer> {
    const outcome = await this.options.hold.wait(passage.deviceKey, held.next, passage.request.gone);
    if (outcome === 'gone') throw sessionGone();
    passage.prepared.length = 0;
    const round = await this.rounds(passage, () => this.release(passage, held.sessionId));
    if (round.kind !== 'answer') throw new Error('an answer is held back once');
    return round.answer;
  }

  private async release(passage: Passage, sessionId: string): Promise<Round> {
    const { deviceKey, prepared } = passage;
    const open = await this.options.store.begin({ deviceKey, admitted: true, wait: true });
    try {
      const stored = open.state;
      if (!stored.admitted || stored.session?.id !== sessionId || stored.session.heldUntil === null) {
        throw sessionGone();
      }
      const tasks = stored.tasks.map((task) => taskOf(task, stored.devId));
      const writes = new WriteCollector(deviceKey, passage.devId, new Date().toISOString());
      const state: ExchangeState = { ...this.exchangeState(stored), session: stored.session, tasks };
      const next = this.next(state, deviceKey, { prepared, held: true });
      if (next.kind === 'prepare') return { kind: 'prepare', request: next.request };
      if (passage.request.gone.aborted) throw sessionGone();
      writes.add(next.effects, sessionId);
      return await this.finish(open, next, writes, { before: tasks, opened: undefined, deviceKey });
    } finally {
      await open.rollback();
    }
  }
}

/** EXECs whose answer never came: their device may still report on them (TS 5.4.1). */
function lostExecutions(effects: readonly Effect[]): AcceptedExecution[] {
  return effects.flatMap((effect): AcceptedExecution[] => {
    if (effect.kind !== 'result' || effect.result.command[0] !== 'EXEC') return [];
    const { taskId, step, index, command } = effect.result;
    return [{ taskId, step, index, clientUri: command[1] ?? '' }];
  });
}
