import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../bin/dm-client.mjs', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(args: readonly string[]): ChildProcessByStdio<null, Readable, Readable> {
  return spawn(process.execPath, [program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
}

async function textOf(stream: Readable): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  return text;
}

/** Runs `dm-client` to its end. */
export async function dmClient(...args: readonly string[]): Promise<Ended> {
  const child = start(args);
  const [stdout, stderr, [code]] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr };
}

/** What `dm-client session --json` prints. */
export interface SessionJson {
  readonly outcome: string;
  readonly reason?: string;
  readonly exchanges: number;
  readonly commands: readonly { command: string[]; status: number; uris: string[] }[];
  readonly alerts: readonly { AlertType: string }[];
}

export async function session(
  ...args: readonly string[]
): Promise<SessionJson & { readonly code: number | null }> {
  const { code, stdout } = await dmClient('session', '--browser', 'none', '--json', ...args);
  return { code, ...(JSON.parse(stdout) as SessionJson) };
}

/** A device that stays up. */
export interface Running {
  /** Its screen, if it has one. */
  readonly url: string;
  /** Where it hears notifications, if it does. */
  readonly notify: string | undefined;
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts `dm-client run`; resolves when it listens. */
export async function running(...args: readonly string[]): Promise<Running> {
  const child = start(['run', '--screen', '127.0.0.1:0', ...args]);
  child.stderr.resume();
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const { url, notify } = JSON.parse(line) as { url: string; notify?: string };
  return {
    url,
    notify,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      return (await exited)[0];
    },
  };
}
