import {
  decodePackage2,
  encodePackage1,
  encodePackage3,
  ALERT,
  MEDIA,
  MOID,
  parseMediaType,
  ProtocolError,
  sessionAlert,
  expandServerUri,
  type Alert,
  type EncodedPackage,
  type MoEntry,
  type Package2,
  type PartData,
  type ServerUriValues,
  type StatusItem,
} from '@dm2/protocol';
import { mayManage, type Account, type Descriptions } from './accounts.js';
import { executeCommand } from './execute-command.js';
import type {
  BlobStore,
  BrowserPort,
  Clock,
  DeviceLog,
  DeviceStore,
  DmResponse,
  DmTransport,
  Executables,
  RepositoryTransport,
} from './ports.js';
import { blobsOf, nodeAt, type PendingAlert, type StoredDevice } from './stored-device.js';

/** The outside of a device. */
export interface DevicePorts {
  readonly store: DeviceStore;
  readonly blobs: BlobStore;
  readonly transport: DmTransport;
  readonly repository: RepositoryTransport;
  readonly browser: BrowserPort;
  readonly executables: Executables;
  readonly clock: Clock;
  readonly log: DeviceLog;
  readonly descriptions: Descriptions;
  /** Home and current network, provider (TS 6.2). */
  readonly serverUriValues: () => ServerUriValues;
  /** Called when an exchange with the DM Server is over. */
  readonly onExchange?: () => void;
  readonly newSessionName: () => string;
}

export type SessionTrigger =
  | { readonly by: 'client'; readonly reason: string }
  | { readonly by: 'server'; readonly notificationId?: number; readonly reqMos: boolean };

/** What a session did, as the device saw it. */
export interface SessionReport {
  readonly outcome: 'end' | 'aborted';
  readonly reason?: string;
  /** Packages#2 received. */
  readonly exchanges: number;
  readonly commands: readonly {
    readonly command: readonly string[];
    readonly status: number;
    readonly uris?: readonly string[];
  }[];
  readonly alerts: readonly Alert[];
  /** The state after it. */
  readonly state: StoredDevice;
}

class Aborted extends Error {
  override readonly name = 'Aborted';
}

/** A session this long is not one: a server that never ends it is left. */
const MAX_EXCHANGES = 10_000;

/**
 * Runs one DM session (TS 5.2): Package#1, then commands and statuses in turn until END. Each side waits for the other;
 * on an error that it can't recover from the client aborts and does not retry (TS 5.6). Nothing is sent after END.
 */
export async function runSession(
  start: StoredDevice,
  account: Account,
  trigger: SessionTrigger,
  ports: DevicePorts,
): Promise<SessionReport> {
  const session = ports.newSessionName();
  const run = new Run(session, start, account, ports);
  ports.log.record({
    type: 'session.started',
    data: {
      session,
      trigger: trigger.by === 'server' ? 'notification' : trigger.reason,
      ...(trigger.by === 'server' && trigger.notificationId !== undefined
        ? { notificationId: trigger.notificationId }
        : {}),
    },
  });
  let reason: string | undefined;
  try {
    await run.toEnd(trigger);
  } catch (error) {
    if (!(error instanceof Aborted)) throw error;
    reason = error.message;
  }
  const outcome = reason === undefined ? 'end' : 'aborted';
  ports.log.record({
    type: 'session.ended',
    data: { session, outcome, exchanges: run.exchanges, ...(reason === undefined ? {} : { reason }) },
  });
  return {
    outcome,
    ...(reason === undefined ? {} : { reason }),
    exchanges: run.exchanges,
    commands: run.commands,
    alerts: run.alerts,
    state: run.state,
  };
}

class Run {
  exchanges = 0;
  readonly commands: { command: readonly string[]; status: number; uris?: readonly string[] }[] = [];
  readonly alerts: Alert[] = [];
  private url: string;
  private readonly cookies = new Map<string, string>();

  constructor(
    private readonly session: string,
    public state: StoredDevice,
    private readonly account: Account,
    private readonly ports: DevicePorts,
  ) {
    this.url = this.serverUri(account.srvUri);
  }

  async toEnd(trigger: SessionTrigger): Promise<void> {
    const pending = this.state.pendingAlerts.filter((alert) => this.isForMe(alert));
    let package2 = await this.exchange(1, this.package1(trigger, pending));
    if (pending.length > 0 || this.state.bootstrapComplete) {
      await this.commit({
        ...this.state,
        bootstrapComplete: false,
        pendingAlerts: this.state.pendingAlerts.filter((alert) => !pending.includes(alert)),
      });
    }
    while (this.exchanges < MAX_EXCHANGES) {
      const { statuses, data } = await this.execute(package2);
      if (package2.CMD.some(([name]) => name === 'END')) return;
      package2 = await this.exchange(3, encodePackage3({ Status: statuses, data }));
    }
    throw new Aborted(`no END after ${MAX_EXCHANGES} exchanges`);
  }

  private isForMe(pending: PendingAlert): boolean {
    return pending.serverUri === undefined || pending.serverUri === this.account.srvUri;
  }

  /** TS 5.2.2. */
  private package1(trigger: SessionTrigger, pending: readonly PendingAlert[]): EncodedPackage {
    this.alerts.push(
      sessionAlert(trigger.by, trigger.by === 'server' ? trigger.notificationId : undefined),
      ...(this.state.bootstrapComplete ? [{ AlertType: ALERT.bootstrapComplete }] : []),
      ...pending.map(({ alert }) => alert),
    );
    return encodePackage1({ MOS: this.managedObjects(), Alert: this.alerts });
  }

  /** Each object this server was provisioned for, with its instances. */
  private managedObjects(): MoEntry[] {
    return [...this.ports.descriptions.keys()]
      .filter((moid) => mayManage(this.account, moid))
      .map((moid) => ({
        DDF: `urn:dm2:ddf:${moid}`,
        MOID: moid,
        MIID: this.state.instances.filter((instance) => instance.moid === moid).map(({ miid }) => miid),
      }));
  }

  /** All commands of a package, in order (TS 5.2.4). A change is durable before the next command begins. */
  private async execute(
    package2: Package2,
  ): Promise<{ statuses: StatusItem[]; data: Map<number, PartData> }> {
    const statuses: StatusItem[] = [];
    const data = new Map<number, PartData>();
    let continueAt: string | undefined;
    for (const [index, command] of package2.CMD.entries()) {
      if (command[0] === 'END' && command.length === 1) continue; // no status is ever returned (TS 5.3.9)
      const done = await executeCommand(command, {
        ...this.ports,
        state: this.state,
        account: this.account,
        serverUri: (uri) => this.serverUri(uri),
      });
      let { status } = done;
      if (done.state && done.state !== this.state) {
        try {
          await this.commit(done.state);
        } catch {
          status = 500;
        }
      }
      const item: StatusItem = { sc: status, ...(done.uris ? { URI: done.uris } : {}) };
      statuses.push(item);
      if (done.data) data.set(index, done.data);
      continueAt = done.continueAt ?? continueAt;
      const uris = done.uris ? { uris: done.uris } : {};
      this.commands.push({ command, status, ...uris });
      this.ports.log.record({
        type: 'command.executed',
        data: {
          session: this.session,
          index,
          command: withoutQuery(command),
          status,
          ...uris,
          ...(done.reason === undefined ? {} : { reason: done.reason }),
        },
      });
    }
    if (continueAt !== undefined) this.url = continueAt;
    return { statuses, data };
  }

  private async commit(state: StoredDevice): Promise<void> {
    await this.ports.store.commit(state);
    this.state = state;
    await this.ports.blobs.keepOnly(blobsOf(state));
  }

  private async exchange(number: 1 | 3, encoded: EncodedPackage): Promise<Package2> {
    const { contentType, body } = encoded;
    this.ports.log.record({
      type: 'package.sent',
      data: { session: this.session, number, contentType, bytes: body.length, url: this.url },
    });
    const response = await this.post(encoded, this.account.credentials !== undefined);
    if (response.status === 401 && this.account.credentials === undefined)
      throw new Aborted('the server wants credentials (401), the account has none');
    if (response.status !== 200) throw new Aborted(`the server answered ${response.status}`);
    const type = parseMediaType(response.headers['content-type'] ?? '')?.essence;
    if (type !== MEDIA.request)
      throw new Aborted(`the answer is ${type ?? 'of no media type'}, not ${MEDIA.request}`);
    let package2: Package2;
    try {
      package2 = decodePackage2(response.body);
    } catch (error) {
      if (error instanceof ProtocolError) throw new Aborted(`Package#2 is broken: ${error.message}`);
      throw error;
    }
    this.exchanges += 1;
    this.ports.log.record({
      type: 'package.received',
      data: {
        session: this.session,
        number: 2,
        status: response.status,
        commands: package2.CMD.map(withoutQuery),
      },
    });
    this.ports.onExchange?.();
    return package2;
  }

  private async post({ contentType, body }: EncodedPackage, authenticate: boolean): Promise<DmResponse> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const { credentials } = this.account;
    let response: DmResponse;
    try {
      response = await this.ports.transport.post({
        url: this.url,
        headers: {
          'content-type': contentType,
          accept: MEDIA.request,
          'omadm-devid': this.devId(),
          ...(cookie ? { cookie } : {}),
          ...(authenticate && credentials
            ? {
                authorization: `Basic ${Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64')}`,
              }
            : {}),
        },
        body,
      });
    } catch (error) {
      throw new Aborted(error instanceof Error ? error.message : 'the DM Server could not be reached');
    }
    for (const line of response.setCookies) {
      const match = /^([^=;\s]+)=([^;]*)/.exec(line);
      if (match?.[1] !== undefined) this.cookies.set(match[1], match[2] ?? '');
    }
    return response;
  }

  private devId(): string {
    return deviceId(this.state) ?? '';
  }

  private serverUri(uri: string): string {
    const devId = this.devId();
    return expandServerUri(uri, { ...this.ports.serverUriValues(), ...(devId ? { DevID: devId } : {}) });
  }
}

/** `DevInfo/DevID`. */
export function deviceId(state: StoredDevice): string | undefined {
  const devInfo = state.instances.find((instance) => instance.moid === MOID.devInfo);
  const node = devInfo && nodeAt(devInfo.root, ['DevID']);
  return node && 'value' in node && typeof node.value === 'string' ? node.value : undefined;
}

/** A command without the signatures of its URLs, for the log. */
function withoutQuery(command: readonly string[]): string[] {
  return command.map((part) => (/^https?:\/\//.test(part) ? (part.split('?', 1)[0] ?? part) : part));
}
