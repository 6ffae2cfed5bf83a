import { createSocket } from 'node:dgram';
import { isClientUri } from '../cases/server/wire/client-uri.js';
import { RawClient, TYPES } from '../peers/raw-client.js';
import type { AlertReport, NotificationAddress, NotificationWish, ServerSubject } from '../subjects.js';
import { newDevice, type ModelCommand, type ModelDevice } from './server-model-device.js';
import {
  BODY_LIMIT,
  DATA_FORMATS,
  jsonOrText,
  ModelEndpoint,
  objectOf,
  Refusal,
  type Json,
  type ModelRequest,
} from './server-model-endpoint.js';
import { readParts, type ModelPart } from './server-model-multipart.js';
import { packageZero } from './server-model-notification.js';

const REPEATABLE = ['GET', 'HPUT', 'SUB', 'UNSUB', 'DEFAULT', 'DELETE'];

/**
 * A DM Server that is small and right, one method for each rule: every case passes on it, and a server with one fault is this one
 * with one method overridden. It shares nothing with our own server.
 */
export class ServerModel extends ModelEndpoint {
  /** A device of its own for one case. */
  subject(): ServerSubject {
    const devId = `urn:model:${this.devices.size + 1}`;
    const device = newDevice(devId);
    this.devices.set(devId, device);
    const { base } = this;
    const credentials = { user: devId.replaceAll(':', '-'), password: device.password };
    return {
      devId,
      credentials,
      bodyLimit: BODY_LIMIT,
      alertType: 'urn:model:at:done',
      dataFormats: DATA_FORMATS,
      serverId: 'model.example',
      elsewhere: `${base}/elsewhere`,
      client: () => new RawClient(`${base}/dm`, devId, credentials),
      clientWith: (other, otherId = devId) => new RawClient(`${base}/dm`, otherId, other),
      another: () => Promise.resolve(this.subject()),
      queue: async (packages, final = []) => this.queue(device, packages, final),
      reports: async () => device.all.map(({ state: _state, ...report }) => ({ ...report })),
      outcome: async () => this.outcome(device),
      alerts: async () => device.alerts,
      strict: async () => {
        device.strict = true;
      },
      notify: async (address, wish = {}) => {
        const id = this.newNotificationId(device);
        await this.sendNotification(address, wish, id);
        return { answered: async () => device.answeredNotifications.has(id) };
      },
    };
  }

  // What the operator does.

  protected queue(
    device: ModelDevice,
    packages: readonly (readonly (readonly string[])[])[],
    final: readonly (readonly string[])[],
  ): void {
    const made = (state: ModelCommand['state']) => (command: readonly string[]) =>
      ({ command, state, status: null, alerts: [] }) satisfies ModelCommand;
    const queued = packages.map((commands) => commands.map(made('queued')));
    const finals = final.map(made('final'));
    for (const { command } of [...queued.flat(), ...finals]) this.checkCommand(command);
    device.packages.push(...queued);
    device.finals.push(...finals);
    device.last = [...queued.flat(), ...finals];
    device.all.push(...device.last);
  }

  protected checkCommand([name, ...parameters]: readonly string[]): void {
    const uris = name === 'GET' ? parameters : [];
    if (!uris.every(isClientUri)) throw new Error('no ClientURI');
  }

  protected outcome({ last }: ModelDevice): 'pending' | 'succeeded' | 'failed' {
    if (last.some(({ state }) => state === 'queued' || state === 'sent')) return 'pending';
    const fine = last.every(({ state, status }) => state === 'final' || this.isSuccess(status ?? 0));
    return fine ? 'succeeded' : 'failed';
  }

  protected isSuccess(status: number): boolean {
    return (status >= 200 && status < 300) || status === 304;
  }

  // One exchange.

  protected override exchange(request: ModelRequest): { json: unknown; cookie: string } {
    if (request.method !== 'POST') throw new Refusal(405);
    const devId = this.devIdOf(request);
    this.checkLength(request);
    this.checkAccept(request.headers.accept);
    const type = this.kindOf(request.headers['content-type'] ?? '');
    const device = this.admit(devId, request.headers.authorization);
    if (type === 'initiation') {
      const json = objectOf(request.body);
      this.checkPackage1(json);
      this.open(device, json);
    } else {
      this.checkSession(device, request.headers.cookie);
      const parts = type === 'multipart' ? this.parts(request) : [];
      const json = objectOf(parts[0]?.body ?? request.body);
      this.receive(device, json, this.dataOf(parts.slice(1)));
    }
    const json = this.package2(device);
    return { json, cookie: `session=${device.session}` };
  }

  protected checkPackage1({ MOS = [], Alert = [] }: Json): void {
    if (!Array.isArray(MOS) || !Array.isArray(Alert)) throw new Refusal(400);
    if (!MOS.every((one) => Array.isArray((one as { MIID?: unknown } | null)?.MIID))) throw new Refusal(400);
  }

  /** Package#1: what was left open is over. */
  protected open(device: ModelDevice, { Alert = [] }: Json): void {
    const left = device.sent ?? [];
    const repeatable = left.every(({ command }) => REPEATABLE.includes(command[0] ?? ''));
    for (const one of left) one.state = repeatable ? 'queued' : 'lost';
    if (repeatable && left.length > 0) device.packages.unshift(left);
    device.session += 1;
    device.sent = [];
    this.takeAlerts(device, Alert);
  }

  protected checkSession(device: ModelDevice, cookie: string | undefined): void {
    if (!device.sent) throw new Refusal(400);
    if (cookie !== undefined && cookie !== `session=${device.session}`) throw new Refusal(409);
  }

  protected parts({ headers, body }: ModelRequest): ModelPart[] {
    const parts = readParts(headers['content-type'] ?? '', body);
    if (!parts) throw new Refusal(400);
    return parts;
  }

  protected dataOf(parts: readonly ModelPart[]): Map<number, unknown> {
    return new Map(
      parts.map(({ name, type, body }) => [
        Number(name),
        type.startsWith(TYPES.mo) ? jsonOrText(body) : body.toString(),
      ]),
    );
  }

  /** Package#3: one status for each command. */
  protected receive(device: ModelDevice, { Status, Alert = [] }: Json, data: Map<number, unknown>): void {
    const sent = device.sent ?? [];
    if (!Array.isArray(Status) || Status.length !== sent.length) throw new Refusal(400);
    if ([...data.keys()].some((index) => !(index < sent.length))) throw new Refusal(400);
    const statuses = Status.map((status) => this.statusOf(status));
    sent.forEach((one, i) => {
      const { sc, URI } = statuses[i] ?? { sc: 0 };
      Object.assign(one, { state: 'answered', status: sc, ...(URI ? { uris: URI } : {}) });
      if (data.has(i)) one.data = data.get(i);
      this.learn(device, one);
    });
    device.sent = [];
    this.takeAlerts(device, Alert);
  }

  protected statusOf(status: unknown): { sc: number; URI?: readonly string[] } {
    if (typeof status === 'number') return { sc: status };
    if (Array.isArray(status)) return this.statusOf({ sc: status[0] as unknown, URI: status.slice(1) });
    const { sc, URI } = (status ?? {}) as { sc?: unknown; URI?: readonly string[] };
    if (typeof sc !== 'number') throw new Refusal(400);
    return { sc, ...(URI ? { URI } : {}) };
  }

  protected takeAlerts(device: ModelDevice, alerts: unknown): void {
    for (const alert of alerts as AlertReport[]) {
      if (!alert.AlertType) throw new Refusal(400);
      if (alert.AlertType.endsWith(':ServerInitiatedMgmt')) {
        const id = (alert.Data as Json | null)?.['NOTIFICATION-ID'] ?? alert.Data;
        device.answeredNotifications.add(Number(id));
      }
      const { AlertType, SourceURI, TargetURI, Mark, DataType, Data } = alert;
      device.alerts.push(
        JSON.parse(JSON.stringify({ AlertType, SourceURI, TargetURI, Mark, DataType, Data })) as AlertReport,
      );
      const accepted = device.all.find(
        ({ command, status }) => status === 202 && command[0] === 'EXEC' && command[1] === SourceURI,
      );
      accepted?.alerts.push(device.alerts.at(-1) as AlertReport);
    }
  }

  /** Package#2. */
  protected package2(device: ModelDevice): unknown {
    const status = device.strict ? {} : { Status: [{ sc: 200 }] };
    const next = device.packages.shift();
    if (next) {
      for (const one of next) one.state = 'sent';
      device.sent = next;
      return { CMD: next.map(({ command }) => this.validated(device, command)), ...status };
    }
    device.sent = undefined;
    const finals = device.finals.splice(0);
    return { CMD: [...finals.map(({ command }) => command), ['END']], ...status };
  }

  // The cache.

  protected learn(device: ModelDevice, one: ModelCommand): void {
    const { command, data, status } = one;
    const asked = command[1] ?? '';
    if (status === 304) one.data = device.copies.get(instanceOf(asked))?.data;
    for (const item of [data ?? []].flat() as { ClientURI?: string; CV?: string }[]) {
      for (const uri of [item.ClientURI ?? '', asked]) {
        if (!uri.endsWith('/') || uri.includes('*')) continue;
        if (item.CV === undefined) device.copies.delete(instanceOf(uri));
        else device.copies.set(instanceOf(uri), { cv: item.CV, data });
      }
    }
  }

  protected validated(device: ModelDevice, command: readonly string[]): readonly string[] {
    const first = this.readsFrom(command[0] ?? '') ?? command.length;
    return command.map((uri, i) => {
      const cv = device.copies.get(instanceOf(uri))?.cv;
      if (i < first || cv === undefined || /[*(]|[?&]cv=/.test(uri)) return uri;
      return `${uri}${uri.includes('?') ? '&' : '?'}cv=${this.encodeValidator(cv)}`;
    });
  }

  /** Where the ClientURIs of a command that reads begin. */
  protected readsFrom(name: string): number | undefined {
    return { GET: 1, HPUT: 2, HPOST: 2 }[name];
  }

  protected encodeValidator(cv: string): string {
    return encodeURIComponent(cv);
  }

  // Package#0.

  protected newNotificationId(device: ModelDevice): number {
    return (device.nextNotificationId += 1);
  }

  protected async sendNotification(
    address: NotificationAddress,
    wish: NotificationWish,
    id: number,
  ): Promise<void> {
    const types = wish.preferredConTypes ?? [];
    if (types.includes(0) && types.at(-1) !== 0) throw new Error('ANY_AVAILABLE must be the last');
    const bytes = this.packageZero(address, wish, id);
    const socket = createSocket('udp4');
    await new Promise<void>((resolve, reject) =>
      socket.send(bytes, address.port, address.host, (error) => (error ? reject(error) : resolve())),
    );
    socket.close();
  }

  protected packageZero(address: NotificationAddress, wish: NotificationWish, id: number): Buffer {
    return packageZero({ serverId: 'model.example', address, wish, id });
  }
}

/** MOID and MIID of a ClientURI. */
function instanceOf(uri: string): string {
  return uri.split('/', 2).join('/');
}
