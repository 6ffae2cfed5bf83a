import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ClientSetup, ClientSubject, RunningClient } from '@dm2/conformance';

const program = fileURLToPath(new URL('../../bin/dm-client.mjs', import.meta.url));
export const DEV_ID = 'IMEI:490154203237518';

/** Where a simulator runs, told by the arguments of its command line. */
export interface DeviceHost {
  /** Runs one command to its end. Gives its exit code. */
  run(args: readonly string[]): Promise<number>;
  /** Starts a device that stays up; gives the UDP port at which it takes notifications. */
  start(args: readonly string[]): Promise<{ readonly port: number; readonly stop: () => Promise<void> }>;
}

/** Our simulator, run from its command line as anybody would. */
export class SimulatorSubject implements ClientSubject {
  readonly devId = DEV_ID;
  readonly executable = { clientUri: 'urn:dm2:mo:demo:1.0/demo/Actions/Reset' };
  readonly device = true;
  readonly browser = true;
  readonly descriptions = true;
  readonly networks = true;
  readonly bootstrap = true;
  readonly storage = true;
  readonly refuse = true;
  readonly event = true;
  readonly credentials = true;
  readonly bearers = true;
  readonly maxAge = true;
  /** State folders and files of this subject: one subject is for one case. */
  private readonly folder = mkdtempSync(join(tmpdir(), 'dm2-conformance-'));
  private readonly running = new Set<() => Promise<void>>();

  constructor(private readonly host: DeviceHost = ownProcess) {}

  async session(endpoint: string, setup: ClientSetup = {}): Promise<{ exitCode: number }> {
    return { exitCode: await this.host.run(['session', ...this.options(setup, endpoint)]) };
  }

  async start(setup: ClientSetup): Promise<RunningClient> {
    const { port, stop } = await this.host.start([
      'run',
      '--notify',
      'udp://127.0.0.1:0',
      ...this.options(setup, undefined),
    ]);
    const socket = createSocket('udp4');
    let stopped: Promise<void> | undefined;
    const stopOnce = (): Promise<void> => {
      stopped ??= stop().finally(() => socket.close());
      return stopped;
    };
    this.running.add(stopOnce);
    return {
      notify: (bytes) =>
        new Promise((resolve, reject) => {
          socket.send(bytes, port, '127.0.0.1', (error) => (error ? reject(error) : resolve()));
        }),
      stop: stopOnce,
    };
  }

  async request(moid: string, setup: ClientSetup): Promise<boolean> {
    return (await this.host.run(['request', '--moid', moid, ...this.options(setup, undefined)])) === 0;
  }

  /** Ends what a case has left behind. */
  async dispose(): Promise<void> {
    for (const stop of this.running) await stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private options(setup: ClientSetup, endpoint: string | undefined): string[] {
    const { networks = {}, event, credentials, descriptions = [] } = setup;
    const network = (value: { mcc: string; mnc: string } | undefined) => value && `${value.mcc}-${value.mnc}`;
    const named: Readonly<Record<string, string | undefined>> = {
      '--dev-id': DEV_ID,
      '--server': setup.bootstrap === undefined ? endpoint : undefined,
      '--bootstrap': setup.bootstrap === undefined ? undefined : this.file(setup.bootstrap),
      '--browser': setup.browser ? 'scripted' : 'none',
      '--answers': setup.browser && JSON.stringify(setup.browser),
      '--ddf': descriptions.length > 0 ? descriptions.map((xml) => this.file(xml)).join(',') : undefined,
      '--home-network': network(networks.home),
      '--current-network': network(networks.current),
      '--provider': networks.provider,
      '--storage': setup.storage === undefined ? undefined : String(setup.storage),
      '--refuse': setup.refuse?.join(','),
      '--alert': event && JSON.stringify(event),
      '--user': credentials?.user,
      '--password': credentials?.password,
      '--bearers': setup.bearers?.join(','),
      '--notification-max-age': setup.maxAge === undefined ? undefined : String(setup.maxAge),
      '--state': this.stateOf(setup.device),
    };
    return Object.entries(named).flatMap(([name, value]) => (value === undefined ? [] : [name, value]));
  }

  private stateOf(device: string | undefined): string {
    const directory = join(this.folder, `device-${device ?? randomUUID()}`);
    mkdirSync(directory, { recursive: true });
    return directory;
  }

  private file(content: string): string {
    const path = join(this.folder, randomUUID());
    writeFileSync(path, content);
    return path;
  }
}

/** A process of its own, as anybody would run it. */
export const ownProcess: DeviceHost = {
  async run(args) {
    const [code] = (await once(spawnDevice(args, 'ignore'), 'exit')) as [number | null];
    return code ?? -1;
  },
  async start(args) {
    const child = spawnDevice(args, 'pipe');
    const gone = once(child, 'exit');
    const port = await announcedPort(child);
    return {
      port,
      stop: async () => {
        child.kill('SIGTERM');
        await gone;
      },
    };
  },
};

function spawnDevice(args: readonly string[], output: 'pipe' | 'ignore'): ChildProcess {
  return spawn(process.execPath, [program, ...args], {
    stdio: ['ignore', output, 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
}

async function announcedPort(child: ChildProcess): Promise<number> {
  if (!child.stdout) throw new Error('the device has no output');
  for await (const line of createInterface({ input: child.stdout })) {
    const { notify } = JSON.parse(line) as { notify: string };
    return Number(new URL(notify).port);
  }
  throw new Error('the device ended before it listened');
}
