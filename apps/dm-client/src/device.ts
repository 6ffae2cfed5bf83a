import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import {
  accountsOf,
  judgeNotification,
  runSession,
  type Account,
  type DevicePorts,
  type SessionReport,
  type SessionTrigger,
  type StoredDevice,
} from '@dm2/client-engine';
import { STANDARD_DDFS } from '@dm2/protocol';
import { makeBrowser, type BrowserName, type DeviceBrowser } from './adapters/browsers.js';
import { FileBlobStore } from './adapters/file-blobs.js';
import { FileDeviceStore, lockState } from './adapters/file-store.js';
import { HttpDmTransport, HttpRepositoryTransport } from './adapters/http.js';
import { FileDeviceLog } from './device-log.js';
import { executables } from './simulated-objects.js';

export interface DeviceOptions {
  readonly stateDirectory: string;
  readonly browser: BrowserName;
  readonly answers: Readonly<Record<string, string>>;
  readonly answerAfter: number;
  readonly thinkMs: number;
  readonly timeoutMs: number;
  readonly repositoryTimeoutMs: number;
  readonly onScreen?: (url: string) => void;
  /** Makes or changes the state when the device starts. */
  readonly prepare: (state: StoredDevice | undefined) => StoredDevice;
}

/** One simulated device: its durable state, and one session at a time. */
export class Device {
  private queue: Promise<unknown> = Promise.resolve();
  private pending = 0;

  private constructor(
    private current: StoredDevice,
    readonly log: FileDeviceLog,
    readonly browser: DeviceBrowser,
    private readonly ports: DevicePorts,
    private readonly release: () => Promise<void>,
  ) {}

  static async open(options: DeviceOptions): Promise<Device> {
    const directory = options.stateDirectory;
    const unlock = await lockState(directory);
    try {
      const store = new FileDeviceStore(directory);
      const state = options.prepare(await store.load());
      await store.commit(state);
      const log = new FileDeviceLog(join(directory, 'log.jsonl'));
      const browser = makeBrowser(options.browser, { ...options, log });
      const transport = new HttpDmTransport(options.timeoutMs);
      const repository = new HttpRepositoryTransport(options.repositoryTimeoutMs);
      const ports: DevicePorts = {
        store,
        transport,
        repository,
        browser,
        executables,
        log,
        blobs: new FileBlobStore(join(directory, 'blobs')),
        clock: { now: () => new Date() },
        descriptions: STANDARD_DDFS,
        serverUriValues: () => ({}),
        onExchange: () => browser.exchangeDone?.(),
        newSessionName: () => randomUUID(),
      };
      return new Device(state, log, browser, ports, async () => {
        await browser.close?.();
        await Promise.all([transport.close(), repository.close()]);
        await unlock();
      });
    } catch (error) {
      await unlock();
      throw error;
    }
  }

  get state(): StoredDevice {
    return this.current;
  }

  get accounts(): Account[] {
    return accountsOf(this.current);
  }

  /** Sessions waiting or running. */
  get busy(): number {
    return this.pending;
  }

  /** Runs a session with a server, after those already asked for. */
  async session(trigger: SessionTrigger, srvId?: string): Promise<SessionReport> {
    return this.inTurn(async () => {
      const accounts = this.accounts;
      const account =
        srvId === undefined ? accounts[0] : accounts.find((candidate) => candidate.srvId === srvId);
      if (!account) throw new Error('this device has no DM Account');
      this.browser.sessionBegins?.();
      const report = await runSession(this.current, account, trigger, this.ports);
      this.browser.sessionDone?.();
      this.current = report.state;
      return report;
    });
  }

  /** Takes or drops a Package#0; a session follows one that was taken. */
  async notify(bytes: Uint8Array, from: string): Promise<SessionReport | undefined> {
    const taken = await this.inTurn(async () => {
      const verdict = judgeNotification(bytes, this.current);
      if (verdict.kind === 'drop') {
        this.log.record({
          type: 'notification.dropped',
          data: { reason: verdict.reason, from, bytes: bytes.length },
        });
        return undefined;
      }
      // Durable before it has an effect: after a crash the same notification is still a duplicate.
      await this.ports.store.commit(verdict.state);
      this.current = verdict.state;
      const { notification, account } = verdict;
      const id =
        notification.notificationId === undefined ? {} : { notificationId: notification.notificationId };
      this.log.record({
        type: 'notification.received',
        data: { serverId: account.srvId, ...id, bytes: bytes.length, from },
      });
      return { trigger: { by: 'server' as const, ...id, reqMos: notification.reqMos }, srvId: account.srvId };
    });
    return taken && this.session(taken.trigger, taken.srvId);
  }

  async close(): Promise<void> {
    await this.release();
  }

  private async inTurn<T>(run: () => Promise<T>): Promise<T> {
    this.pending += 1;
    const result = this.queue.then(run, run);
    this.queue = result.catch(() => undefined);
    try {
      return await result;
    } finally {
      this.pending -= 1;
    }
  }
}
