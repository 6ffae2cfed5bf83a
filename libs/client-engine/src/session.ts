import {
  ALERT,
  encodePackage1,
  encodePackage3,
  expandServerUri,
  parseMediaType,
  sessionAlert,
  type Alert,
  type EncodedPackage,
  type Package2,
  type PartData,
  type ServerUriValues,
  type StatusItem,
} from '@dm2/protocol';
import type { Account } from './accounts.js';
import type { DevicePorts } from './device-ports.js';
import type { DeviceState } from './device-state.js';
import { Aborted, DmConnection } from './dm-connection.js';
import { executeCommand, type Executed } from './execute-command.js';
import { commandRemarks } from './command-remarks.js';
import { alertsFor, managedObjects } from './package1.js';
import { isEnd, readPackage2 } from './package2.js';
import { DeviceFullError } from './ports.js';
import {
  commandWithoutQueries,
  deviceId,
  serverUriValuesOf,
  usableServerUri,
  withoutQuery,
} from './server-uri.js';
import type { PendingAlert } from './stored-device.js';

export type SessionTrigger =
  | { readonly by: 'client'; readonly reason: string }
  | { readonly by: 'server'; readonly notificationId?: number };

export interface SessionRequest {
  readonly account: Account;
  readonly trigger: SessionTrigger;
  /** Where, if not at the account's SrvURI: what an EXEC named for its result. */
  readonly serverUri?: string;
}

export interface ReportedCommand {
  readonly command: readonly string[];
  readonly status: number;
  readonly uris?: readonly string[];
}

/** What a session did, as the device saw it. */
export interface SessionReport {
  readonly outcome: 'end' | 'aborted';
  /** Why it was aborted, in one sentence. */
  readonly reason?: string;
  /** Packages#2 received. */
  readonly exchanges: number;
  readonly commands: readonly ReportedCommand[];
  readonly alerts: readonly Alert[];
}

/** A session this long is not one: a server that never ends it is left. */
const MAX_EXCHANGES = 10_000;
/** Characters of a package that go into the log. */
const MAX_LOGGED = 16 * 1024;

/**
 * Runs one DM session (TS 5.2): Package#1, then commands and statuses in turn until END. Each side waits for the other;
 * on an error that it can't recover from the client aborts and does not retry (TS 5.6). Nothing is sent after END.
 */
export async function runSession(
  device: DeviceState,
  request: SessionRequest,
  ports: DevicePorts,
): Promise<SessionReport> {
  const run = new Run(device, request, ports);
  let reason: string | undefined;
  try {
    await run.toEnd();
  } catch (error) {
    reason = error instanceof Error ? error.message : String(error);
    if (!(error instanceof Aborted)) reason = `the device failed: ${reason}`;
  }
  return run.over(reason);
}

class Run {
  private readonly session: string;
  private readonly home: string;
  private url: string;
  private readonly connection: DmConnection;
  private exchanges = 0;
  private readonly commands: ReportedCommand[] = [];
  private readonly alerts: Alert[] = [];
  private serverAccepts: string | undefined;

  constructor(
    private readonly device: DeviceState,
    private readonly request: SessionRequest,
    private readonly ports: DevicePorts,
  ) {
    const { account, serverUri } = request;
    this.session = ports.newSessionName();
    this.home = expandServerUri(account.srvUri, this.serverUriValues());
    this.url = serverUri ?? this.home;
    this.connection = new DmConnection(ports.transport, account, this.home, deviceId(device.current) ?? '');
  }

  async toEnd(): Promise<void> {
    this.begin();
    let package2 = await this.initiate();
    while (this.exchanges < MAX_EXCHANGES) {
      const { statuses, data } = await this.execute(package2);
      if (package2.CMD.some((command) => isEnd(command))) return;
      package2 = await this.respond(statuses, data);
    }
    throw new Aborted(`there was no END after ${MAX_EXCHANGES} exchanges`);
  }

  over(reason: string | undefined): SessionReport {
    const { session, exchanges, commands, alerts } = this;
    const outcome = reason === undefined ? 'end' : 'aborted';
    const why = reason === undefined ? {} : { reason };
    this.ports.log.record({ type: 'session.ended', data: { session, outcome, exchanges, ...why } });
    return { outcome, ...why, exchanges, commands, alerts };
  }

  private begin(): void {
    const { trigger, account } = this.request;
    const id = trigger.by === 'server' ? trigger.notificationId : undefined;
    this.ports.log.record({
      type: 'session.started',
      data: {
        session: this.session,
        trigger: trigger.by === 'server' ? 'notification' : trigger.reason,
        serverId: account.srvId,
        url: withoutQuery(this.url),
        ...(id === undefined ? {} : { notificationId: id }),
      },
    });
    if (!URL.canParse(this.home)) throw new Aborted(`"${account.srvUri}" is no absolute URI (TS 12.2)`);
  }

  /** Package#1 (TS 5.2.2): who wanted the session, whether a bootstrap led to it, what has happened, what this device has. */
  private async initiate(): Promise<Package2> {
    const { account, trigger } = this.request;
    const first = this.device.current.bootstrapped.includes(account.srvId);
    const pending = alertsFor(this.device.current, this.request.account, this.url);
    const Alert = [
      sessionAlert(trigger.by, trigger.by === 'server' ? trigger.notificationId : undefined),
      ...(first ? [{ AlertType: ALERT.bootstrapComplete }] : []),
      ...pending.map(({ alert }) => alert),
    ];
    const package1 = { MOS: managedObjects(this.device.current, account, this.ports.descriptions), Alert };
    const package2 = await this.exchange(1, encodePackage1(package1), JSON.stringify(package1));
    await this.delivered(Alert, pending, first);
    return package2;
  }

  /** Package#3 (TS 5.2.4): a status for each command, and alerts raised meanwhile. */
  private async respond(Status: StatusItem[], data: Map<number, PartData>): Promise<Package2> {
    const pending = alertsFor(this.device.current, this.request.account, this.url);
    const Alert = pending.map(({ alert }) => alert);
    const package3 = { Status, ...(Alert.length > 0 ? { Alert } : {}) };
    const encoded = encodePackage3({ ...package3, data });
    const package2 = await this.exchange(3, encoded, JSON.stringify(package3), data);
    await this.delivered(Alert, pending, false);
    return package2;
  }

  private async delivered(
    sent: readonly Alert[],
    pending: readonly PendingAlert[],
    bootstrapped: boolean,
  ): Promise<void> {
    this.alerts.push(...sent);
    if (pending.length === 0 && !bootstrapped) return;
    const { srvId } = this.request.account;
    await this.device.change((state) => ({
      ...state,
      bootstrapped: bootstrapped ? state.bootstrapped.filter((id) => id !== srvId) : state.bootstrapped,
      pendingAlerts: state.pendingAlerts.filter((alert) => !pending.includes(alert)),
    }));
  }

  /** All commands of a package, in order (TS 5.2.3). A change is durable before the next command begins. */
  private async execute(
    package2: Package2,
  ): Promise<{ statuses: StatusItem[]; data: Map<number, PartData> }> {
    const statuses: StatusItem[] = [];
    const data = new Map<number, PartData>();
    let { url } = this;
    for (const [index, command] of package2.CMD.entries()) {
      for (const { clause, text } of commandRemarks(command))
        this.ports.log.record({ type: 'remark.made', data: { about: 'Package#2', clause, text } });
      if (isEnd(command)) continue; // no status is ever returned (TS 5.3.9)
      const done = await this.commit(
        command,
        await executeCommand(command, {
          ...this.ports,
          tree: this.device.current,
          account: this.request.account,
          serverUri: (uri) => usableServerUri(uri, this.serverUriValues()),
          consents: async (asked) => this.ports.consents?.(asked, this.request.account.srvId) ?? 'given',
          ...(this.serverAccepts === undefined ? {} : { serverAccepts: this.serverAccepts }),
        }),
      );
      statuses.push({ sc: done.status, ...(done.uris ? { URI: done.uris } : {}) });
      if (done.data) data.set(index, done.data);
      url = done.continueAt ?? url;
      this.report(index, command, done);
    }
    this.url = url;
    await this.ports.onExecuted?.();
    return { statuses, data };
  }

  /** Makes durable what a command did. If that fails the command has failed, and nothing has changed. */
  private async commit(command: readonly string[], done: Executed): Promise<Executed> {
    const { tree, more } = done;
    if (!tree && !more) return done;
    try {
      await this.device.changeTree(tree ?? this.device.current, more);
      return done;
    } catch (error) {
      const full = error instanceof DeviceFullError && command[0] === 'HGET';
      const reason = error instanceof Error ? error.message : String(error);
      return { status: full ? 506 : 500, reason };
    }
  }

  private report(index: number, command: readonly string[], { status, uris, reason }: Executed): void {
    const found = uris ? { uris } : {};
    this.commands.push({ command, status, ...found });
    this.ports.log.record({
      type: 'command.executed',
      data: {
        session: this.session,
        index,
        command: commandWithoutQueries(command),
        status,
        ...found,
        ...(reason === undefined ? {} : { reason }),
      },
    });
  }

  private async exchange(
    number: 1 | 3,
    encoded: EncodedPackage,
    json: string,
    data?: ReadonlyMap<number, PartData>,
  ): Promise<Package2> {
    const { session, url } = this;
    const parts = [...(data ?? [])].map(([index, { contentType, bytes }]) => ({
      index,
      contentType,
      bytes: bytes.length,
    }));
    this.ports.log.record({
      type: 'package.sent',
      data: {
        session,
        number,
        url: withoutQuery(url),
        contentType: parseMediaType(encoded.contentType)?.essence ?? encoded.contentType,
        bytes: encoded.body.length,
        body: json.slice(0, MAX_LOGGED),
        ...(parts.length > 0 ? { parts } : {}),
      },
    });
    const response = await this.connection.exchange(url, encoded);
    const package2 = readPackage2(response);
    this.serverAccepts = response.headers['omadm-accept'] ?? this.serverAccepts;
    this.exchanges += 1;
    for (const { clause, text } of package2.remarks)
      this.ports.log.record({ type: 'remark.made', data: { about: 'Package#2', clause, text } });
    const previous = package2.Status?.[0]?.sc;
    this.ports.log.record({
      type: 'package.received',
      data: {
        session,
        number: 2,
        status: response.status,
        commands: package2.CMD.map(commandWithoutQueries),
        ...(previous === undefined ? {} : { previous }),
      },
    });
    await this.ports.onExchange?.();
    return package2;
  }

  private serverUriValues(): ServerUriValues {
    return serverUriValuesOf(this.device.current, this.ports);
  }
}
