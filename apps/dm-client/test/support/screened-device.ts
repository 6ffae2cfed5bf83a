import { createSocket } from 'node:dgram';
import { codesOf, Inbox, LockStepServer, type Exchange } from '@dm2/conformance';
import { encodeNotification, MEDIA, type Notification } from '@dm2/protocol';
import { expect, vi } from 'vitest';
import type { LogRecord } from '../../src/device-log.js';
import type { ScreenState } from '../../src/screen/screen-state.js';
import type { SwitchChange } from '../../src/switches/switches.js';
import type { ViewedInstance } from '../../src/tree-view.js';
import { running, type Running } from './dm-client.js';

/** The secret of the account's notifications. */
export const SECRET = Buffer.from('a secret of the account');

/** A running device, seen and switched through the API of its screen, and its DM Server in lock step. */
export class ScreenedDevice {
  private constructor(
    readonly server: LockStepServer,
    private readonly inbox: Inbox,
    private device: Running,
  ) {}

  static async start(...options: readonly string[]): Promise<ScreenedDevice> {
    const inbox = new Inbox();
    const server = await LockStepServer.start(inbox);
    return new ScreenedDevice(server, inbox, await begin(server, options));
  }

  get url(): string {
    return this.device.url;
  }

  /** Ends the device as a loss of power does, and starts it anew. */
  async restart(...options: readonly string[]): Promise<void> {
    await this.device.stop('SIGKILL');
    this.device = await begin(this.server, options);
  }

  async close(): Promise<void> {
    await this.server.close();
    await this.device.stop();
  }

  async state(): Promise<ScreenState> {
    return (await (await fetch(`${this.url}/api/v1/device`)).json()) as ScreenState;
  }

  async tree(): Promise<ViewedInstance[]> {
    const response = await fetch(`${this.url}/api/v1/device/tree`);
    return ((await response.json()) as { instances: ViewedInstance[] }).instances;
  }

  async log(type: string): Promise<LogRecord[]> {
    const { items } = (await (await fetch(`${this.url}/api/v1/log?limit=5000`)).json()) as {
      items: LogRecord[];
    };
    return items.filter((record) => record.type === type);
  }

  /** The latest of so many records of a type, when they are there. */
  async logged(type: string, count: number): Promise<LogRecord['data'] | undefined> {
    return vi.waitFor(
      async () => {
        const records = await this.log(type);
        expect(records).toHaveLength(count);
        return records.at(-1)?.data;
      },
      { timeout: 20_000, interval: 20 },
    );
  }

  async switch(change: SwitchChange): Promise<void> {
    const response = await fetch(`${this.url}/api/v1/device/switches`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(change),
    });
    expect(response.status).toBe(200);
  }

  /** The person opens a session. */
  async open(): Promise<void> {
    expect((await fetch(`${this.url}/api/v1/sessions`, { method: 'POST' })).status).toBe(202);
  }

  /** The next package of the device. */
  async next(): Promise<Exchange> {
    const exchange = await this.inbox.next(new Promise(() => undefined));
    if (!exchange) throw new Error('no package came');
    return exchange;
  }

  /** A whole session with one package of commands; their status codes. */
  async commands(...commands: readonly (readonly string[])[]): Promise<number[]> {
    await this.open();
    answer(await this.next(), ...commands);
    const package3 = await this.next();
    answer(package3, ['END']);
    return codesOf(package3.request);
  }

  /** Package#0, as its server sends it. */
  async notify(notification: Omit<Notification, 'reqMos' | 'serverId'>): Promise<void> {
    const { hostname, port } = new URL(this.device.notify ?? '');
    const bytes = encodeNotification(
      { serverId: 'dm2.example', reqMos: true, ...notification },
      { secret: SECRET },
    );
    const socket = createSocket('udp4');
    await new Promise<void>((resolve, reject) =>
      socket.send(bytes, Number(port), hostname, (error) => (error ? reject(error) : resolve())),
    );
    socket.close();
  }
}

async function begin(server: LockStepServer, options: readonly string[]): Promise<Running> {
  return running(
    ...['--server', server.endpoint, '--notify', 'udp://127.0.0.1:0'],
    ...['--notify-secret', SECRET.toString('base64'), ...options],
  );
}

/** Answers a package with commands. */
export function answer(exchange: Exchange, ...commands: readonly (readonly string[])[]): void {
  exchange.reply({ contentType: MEDIA.request, body: JSON.stringify({ CMD: commands }) });
}
