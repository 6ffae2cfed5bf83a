import {
  accountsOf,
  createObjects,
  promptSessions,
  reportChanges,
  requestObject,
  runPendingExecutions,
  runSession,
  takeAwaited,
  takeNotification,
  type Account,
  type Bearer,
  type BlobStore,
  type Descriptions,
  type DevicePorts,
  type DeviceState,
  type ObjectCreation,
  type ObjectRequest,
  type SessionReport,
  type SessionRequest,
  type SessionTrigger,
  type StoredDevice,
} from '@dm2/client-engine';
import type { Alert } from '@dm2/protocol';
import { BROWSERS, type DeviceBrowser } from './adapters/browser.js';
import type { FileDeviceLog } from './device-log.js';
import { isConnected, openParts, type DeviceOptions, type DeviceParts } from './device-parts.js';
import type { Network } from './network.js';
import { withFacts } from './objects/factory.js';
import { onBearer } from './objects/session-info.js';
import { Reporter } from './reporter.js';
import { SessionProgress } from './session-progress.js';
import { differences, type SwitchChange, type Switches } from './switches/switches.js';
import { Turns } from './turns.js';

/** One simulated device: its durable state, and one session at a time. */
export class Device {
  private queue: Promise<unknown> = Promise.resolve();
  private pending = 0;
  private stopping = false;
  private progress = new SessionProgress();
  /** Over what the session runs that is open now. */
  private sessionBearer: Bearer | undefined;
  private begun = false;
  private readonly turns = new Turns();
  private readonly listeners = new Set<() => void>();
  private readonly ports: DevicePorts;
  private readonly reporter: Reporter;
  /** Called when the commands of a package are done: only then are its changes reported. */
  private packageDone: () => void = () => undefined;
  /** Sessions for alerts that were tried: one that failed is not tried again until the device starts anew (TS 5.6). */
  private readonly tried = new Set<string>();

  private constructor(
    private readonly options: DeviceOptions,
    private readonly parts: DeviceParts,
  ) {
    this.ports = {
      ...parts.ports,
      onExchange: () => this.packageCame(),
      onExecuted: () => this.packageDone(),
    };
    this.reporter = new Reporter(async () => reportChanges(this.stored, this.ports));
    this.stored.onTreeChange(() => {
      this.reporter.wake();
      this.changed();
    });
  }

  static async open(options: DeviceOptions): Promise<Device> {
    return new Device(options, await openParts(options));
  }

  get log(): FileDeviceLog {
    return this.parts.log;
  }

  get browser(): DeviceBrowser {
    return this.parts.browser;
  }

  get blobs(): BlobStore {
    return this.parts.ports.blobs;
  }

  get network(): Network {
    return this.parts.network;
  }

  get state(): StoredDevice {
    return this.stored.current;
  }

  get accounts(): Account[] {
    return accountsOf(this.state);
  }

  get descriptions(): Descriptions {
    return this.options.descriptions;
  }

  /** Sessions waiting or running. */
  get busy(): number {
    return this.pending;
  }

  get switches(): Switches {
    return this.parts.board.current;
  }

  /** Over what the device is connected: what its session runs over, else what it prefers of what is there. */
  get bearer(): Bearer | undefined {
    if (!this.network.connected) return undefined;
    return this.sessionBearer ?? this.switches.bearers[0];
  }

  /** Calls back when the tree, a switch, or whether a session runs has changed. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Changes how the device is, at once and also for its next start. */
  async switch(change: SwitchChange | 'reset'): Promise<Switches> {
    const { board } = this.parts;
    const { before, after } = await (change === 'reset' ? board.reset() : board.change(change));
    this.log.record({ type: 'device.switched', data: { switches: differences(before, after) } });
    this.network.connect(isConnected(after));
    if (this.sessionBearer && !after.bearers.includes(this.sessionBearer)) {
      this.network.cut(`the connection over ${this.sessionBearer} is gone`);
      // If the session had no exchange to lose, its next one goes over what is there.
      [this.sessionBearer] = after.bearers;
    }
    await this.edit((state) => {
      const spoken = after.lang === undefined ? state : withFacts(state, { lang: after.lang });
      return this.bearer ? onBearer(spoken, this.bearer, after.roaming) : spoken;
    });
    if (this.network.connected) await this.connected();
    this.changed();
    return after;
  }

  /** Runs a session with a server, after those already asked for. */
  async session(trigger: SessionTrigger, srvId?: string, bearer?: Bearer): Promise<SessionReport> {
    const report = await this.inTurn(() => {
      const account =
        srvId === undefined ? this.accounts[0] : this.accounts.find((candidate) => candidate.srvId === srvId);
      if (!account) throw new Error('this device has no DM Account for that server');
      return this.run({ account, trigger }, bearer);
    });
    this.settle();
    return report;
  }

  /** Takes or drops a Package#0, at once; a session follows one that was taken. */
  async notify(bytes: Uint8Array, from: string): Promise<SessionReport | undefined> {
    if (!this.network.connected) return undefined;
    const { allowUnsigned, maxNotificationAge } = this.options;
    const verdict = await takeNotification(this.stored, bytes, {
      allowUnsigned,
      bearers: this.switches.bearers,
      now: new Date(),
      ...(maxNotificationAge === undefined ? {} : { maxAge: maxNotificationAge }),
    });
    if (verdict.kind === 'drop') {
      const { reason } = verdict;
      this.log.record({ type: 'notification.dropped', data: { reason, from, bytes: bytes.length } });
      return undefined;
    }
    const { srvId } = verdict.account;
    const { notificationId } = verdict.notification;
    const id = notificationId === undefined ? {} : { notificationId };
    const came = { serverId: srvId, ...id, bytes: bytes.length, from };
    if (verdict.kind === 'wait') {
      this.log.record({ type: 'notification.waits', data: { ...came, bearers: verdict.bearers } });
      return undefined;
    }
    const bearer = verdict.bearer === undefined ? {} : { bearer: verdict.bearer };
    this.log.record({ type: 'notification.received', data: { ...came, ...bearer } });
    return this.session({ by: 'server', ...id }, srvId, verdict.bearer);
  }

  /** What a device does when it is switched on, as soon as it has a connection. */
  begin(): void {
    if (this.network.connected) this.connected().catch(complain);
  }

  /** A device event: its alert goes with the next package of a session (TS 5.4). */
  async raise(alert: Alert): Promise<void> {
    await this.stored.change((state) => ({
      ...state,
      pendingAlerts: [...state.pendingAlerts, { alert }],
    }));
    this.log.record({ type: 'alert.raised', data: { alert } });
    this.changed();
  }

  /** An application of the device wants an object: from the tree, or from where a server's DEFAULT said (TS 5.3.10). */
  async request(moid: string, appId: string): Promise<ObjectRequest> {
    return this.inTurn(async () => {
      const answer = await this.turns.take(async () =>
        requestObject(this.stored, { moid, appId }, this.ports),
      );
      this.log.record({ type: 'application.request', data: { appId, moid, outcome: answer.kind } });
      return answer;
    });
  }

  /** An application of the device makes objects of its own (TS 10). */
  async create(content: Uint8Array, appId: string): Promise<ObjectCreation> {
    return this.inTurn(async () =>
      this.turns.take(async () => createObjects(this.stored, { appId, content }, this.ports)),
    );
  }

  /** Does what sessions left to be done: executions, the sessions that report them (TS 5.3.5, 5.4.1), reports (TS 5.3.11). */
  settle(): void {
    this.inTurn(async () => {
      if (this.stopping) return;
      await this.turns.take(async () => runPendingExecutions(this.stored, this.ports));
      if (!this.network.connected) return;
      for (const { srvId, serverUri } of promptSessions(this.state)) {
        const key = `${srvId}\n${serverUri ?? ''}`;
        const account = this.accounts.find((candidate) => candidate.srvId === srvId);
        if (this.tried.has(key) || !account) continue;
        this.tried.add(key);
        const where = serverUri === undefined ? {} : { serverUri };
        const report = await this.run({ account, trigger: { by: 'client', reason: 'alert' }, ...where });
        if (report.outcome === 'end') this.tried.delete(key);
      }
    }).catch(complain);
    this.reporter.wake();
  }

  /** Resolves when no session runs or waits, and subscribers were told. */
  async idle(): Promise<void> {
    while (this.pending > 0) await this.queue;
    await this.reporter.idle();
  }

  /** Ends what runs, then lets go of the state. */
  async close(): Promise<void> {
    this.stopping = true;
    this.progress.ended();
    for (const name of BROWSERS) this.options.user(name).close?.();
    await this.parts.release.network();
    await this.browser.close?.();
    await this.idle();
    await this.reporter.close();
    this.log.close();
    await this.parts.release.state();
  }

  private get stored(): DeviceState {
    return this.parts.stored;
  }

  private async run(request: SessionRequest, wanted?: Bearer): Promise<SessionReport> {
    const { bearers, roaming } = this.switches;
    const bearer = wanted !== undefined && bearers.includes(wanted) ? wanted : bearers[0];
    this.sessionBearer = bearer;
    if (bearer) await this.edit((state) => onBearer(state, bearer, roaming));
    const progress = new SessionProgress();
    this.progress = progress;
    this.browser.sessionBegins?.(progress);
    this.changed();
    try {
      return await runSession(this.stored, request, this.ports);
    } finally {
      this.packageDone();
      progress.ended();
      this.sessionBearer = undefined;
    }
  }

  /** The commands of a package have the tree for themselves, and what they change is reported together. */
  private async packageCame(): Promise<void> {
    const leave = await this.turns.enter();
    const release = this.reporter.hold();
    this.packageDone = () => {
      this.packageDone = () => undefined;
      leave();
      release();
    };
    this.progress.exchangeDone();
  }

  /** Changes the tree of its own accord, between the packages of a session. */
  private async edit(edit: (state: StoredDevice) => StoredDevice): Promise<void> {
    await this.turns.take(async () => this.stored.change(edit));
  }

  /** There is a connection: the first session after a bootstrap (TS 8), those that waited for it, and what was left to be done. */
  private async connected(): Promise<void> {
    if (!this.begun)
      for (const srvId of this.state.bootstrapped)
        this.session({ by: 'client', reason: 'bootstrap' }, srvId).catch(complain);
    this.begun = true;
    for (const { srvId, notificationId, bearer } of await takeAwaited(this.stored, this.switches.bearers)) {
      const id = notificationId === undefined ? {} : { notificationId };
      this.session({ by: 'server', ...id }, srvId, bearer).catch(complain);
    }
    this.settle();
  }

  private changed(): void {
    for (const listener of [...this.listeners]) listener();
  }

  private async inTurn<T>(run: () => Promise<T>): Promise<T> {
    this.pending += 1;
    this.changed();
    const result = this.queue.then(run);
    this.queue = result
      .catch(() => undefined)
      .finally(() => {
        this.pending -= 1;
        this.changed();
      });
    return result;
  }
}

/** What went wrong with nobody waiting for it. */
export function complain(error: unknown): void {
  process.stderr.write(`dm-client: ${error instanceof Error ? error.message : String(error)}\n`);
}
