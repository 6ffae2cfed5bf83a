import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import {
  accountsOf,
  createObjects,
  DeviceState,
  promptSessions,
  reportChanges,
  requestObject,
  runPendingExecutions,
  runSession,
  takeNotification,
  type Account,
  type Bearer,
  type BlobStore,
  type Descriptions,
  type DevicePorts,
  type ObjectCreation,
  type ObjectRequest,
  type SessionReport,
  type SessionRequest,
  type SessionTrigger,
  type StoredDevice,
} from '@dm2/client-engine';
import type { Alert, ServerUriValues } from '@dm2/protocol';
import type { DeviceBrowser } from './adapters/browser.js';
import { FileBlobStore } from './adapters/file-blobs.js';
import { FileDeviceStore } from './adapters/file-store.js';
import { HttpDmTransport, HttpRepositoryTransport } from './adapters/http.js';
import { lockState } from './adapters/state-lock.js';
import { FileDeviceLog } from './device-log.js';
import { behaviour } from './objects/behaviour.js';
import { onBearer } from './objects/session-info.js';
import { Reporter } from './reporter.js';
import { SessionProgress } from './session-progress.js';
import { consentTo, type ConsentOptions } from './user/consent.js';

export interface DeviceOptions extends ConsentOptions {
  readonly stateDirectory: string;
  /** Makes the browser, when the log is there. */
  readonly browser: (log: FileDeviceLog) => DeviceBrowser;
  readonly timeoutMs: number;
  readonly repositoryTimeoutMs: number;
  /** Descriptions of the objects that the device knows. */
  readonly descriptions: Descriptions;
  /** Most bytes that values may have together. */
  readonly storageBytes: number;
  /** What the device can be reached and reach over, the preferred first. */
  readonly bearers: readonly Bearer[];
  readonly roaming: boolean;
  readonly serverUriValues: ServerUriValues;
  readonly allowUnsigned: boolean;
  readonly maxNotificationAge: number | undefined;
  /** Makes or changes the state when the device starts. */
  readonly prepare: (state: StoredDevice | undefined) => StoredDevice;
}

/** One simulated device: its durable state, and one session at a time. */
export class Device {
  private queue: Promise<unknown> = Promise.resolve();
  private pending = 0;
  private stopping = false;
  private progress = new SessionProgress();
  private readonly reporter: Reporter;
  /** Called when the commands of a package are done: only then are its changes reported. */
  private packageDone: () => void = () => undefined;
  /** Sessions for alerts that were tried: one that failed is not tried again until the device starts anew (TS 5.6). */
  private readonly tried = new Set<string>();

  private constructor(
    private readonly stored: DeviceState,
    readonly log: FileDeviceLog,
    readonly browser: DeviceBrowser,
    readonly blobs: BlobStore,
    private readonly ports: DevicePorts,
    private readonly options: DeviceOptions,
    private readonly release: { network(): Promise<void>; state(): Promise<void> },
  ) {
    this.reporter = new Reporter(async () => reportChanges(stored, ports));
    stored.onTreeChange(() => this.reporter.wake());
  }

  static async open(options: DeviceOptions): Promise<Device> {
    const directory = options.stateDirectory;
    const unlock = await lockState(directory);
    try {
      const blobs = new FileBlobStore(join(directory, 'blobs'), options.storageBytes);
      const stored = await DeviceState.open(
        new FileDeviceStore(directory),
        blobs,
        options.prepare,
        options.storageBytes,
      );
      const log = new FileDeviceLog(join(directory, 'log.jsonl'));
      const browser = options.browser(log);
      const transport = new HttpDmTransport(options.timeoutMs);
      const repository = new HttpRepositoryTransport(options.repositoryTimeoutMs);
      const ports: DevicePorts = {
        transport,
        repository,
        browser,
        behaviour,
        blobs,
        log,
        clock: { now: () => new Date() },
        descriptions: options.descriptions,
        consents: async (command, serverId) => consentTo(command, serverId, log, options),
        serverUriValues: () => options.serverUriValues,
        onExchange: () => {
          device.packageDone = device.reporter.hold();
          device.progress.exchangeDone();
        },
        onExecuted: () => device.packageDone(),
        newSessionName: () => randomUUID(),
      };
      const device: Device = new Device(stored, log, browser, blobs, ports, options, {
        network: async () => {
          await Promise.all([transport.close(), repository.close()]);
        },
        state: unlock,
      });
      return device;
    } catch (error) {
      await unlock();
      throw error;
    }
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
    const { allowUnsigned, maxNotificationAge, bearers } = this.options;
    const verdict = await takeNotification(this.stored, bytes, {
      allowUnsigned,
      bearers,
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
    const bearer = verdict.bearer === undefined ? {} : { bearer: verdict.bearer };
    this.log.record({
      type: 'notification.received',
      data: { serverId: srvId, ...id, bytes: bytes.length, from, ...bearer },
    });
    return this.session({ by: 'server', ...id }, srvId, verdict.bearer);
  }

  /** What a device does when it is switched on: the first session after a bootstrap (TS 8), and what was left to be done. */
  begin(): void {
    for (const srvId of this.state.bootstrapped)
      this.session({ by: 'client', reason: 'bootstrap' }, srvId).catch(complain);
    this.settle();
  }

  /** A device event: its alert goes with the next package of a session (TS 5.4). */
  async raise(alert: Alert): Promise<void> {
    await this.stored.change((state) => ({
      ...state,
      pendingAlerts: [...state.pendingAlerts, { alert }],
    }));
    this.log.record({ type: 'alert.raised', data: { alert } });
  }

  /** An application of the device wants an object: from the tree, or from where a server's DEFAULT said (TS 5.3.10). */
  async request(moid: string, appId: string): Promise<ObjectRequest> {
    return this.inTurn(async () => {
      const answer = await requestObject(this.stored, { moid, appId }, this.ports);
      this.log.record({ type: 'application.request', data: { appId, moid, outcome: answer.kind } });
      return answer;
    });
  }

  /** An application of the device makes objects of its own (TS 10). */
  async create(content: Uint8Array, appId: string): Promise<ObjectCreation> {
    return this.inTurn(async () => createObjects(this.stored, { appId, content }, this.ports));
  }

  /** Does what sessions left to be done: executions, the sessions that report them (TS 5.3.5, 5.4.1), reports (TS 5.3.11). */
  settle(): void {
    this.inTurn(async () => {
      if (this.stopping) return;
      await runPendingExecutions(this.stored, this.ports);
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
    this.options.user.close?.();
    await this.release.network();
    await this.browser.close?.();
    await this.idle();
    await this.reporter.close();
    this.log.close();
    await this.release.state();
  }

  private async run(request: SessionRequest, bearer = this.options.bearers[0]): Promise<SessionReport> {
    if (bearer) {
      const connected = onBearer(this.state, bearer, this.options.roaming);
      if (connected !== this.state) await this.stored.changeTree(connected);
    }
    const progress = new SessionProgress();
    this.progress = progress;
    this.browser.sessionBegins?.(progress);
    try {
      return await runSession(this.stored, request, this.ports);
    } finally {
      this.packageDone();
      progress.ended();
    }
  }

  private async inTurn<T>(run: () => Promise<T>): Promise<T> {
    this.pending += 1;
    const result = this.queue.then(run);
    this.queue = result
      .catch(() => undefined)
      .finally(() => {
        this.pending -= 1;
      });
    return result;
  }
}

/** What went wrong with nobody waiting for it. */
export function complain(error: unknown): void {
  process.stderr.write(`dm-client: ${error instanceof Error ? error.message : String(error)}\n`);
}
