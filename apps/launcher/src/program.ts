import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { components, type ComponentName } from './components.js';
import { LauncherError } from './launcher-error.js';
import { root } from './places.js';
import type { BoundSocket } from './sockets.js';

/** How to start one component. */
export interface ProgramOptions {
  name: ComponentName;
  env: Record<string, string>;
  args?: string[];
  socket?: BoundSocket;
  /** Folder of log files. */
  logs: string;
}

/** What a program says when it is up. */
export interface Listening {
  url: string;
  /** The device's UDP listener. */
  notify?: string;
}

/** A component that runs as a process of its own, from its sources. */
export interface Program {
  name: ComponentName;
  pid: number;
  listening: Listening;
  /** Settles when it has ended, with how. */
  ended: Promise<string>;
  /** Asks it to stop, and insists after a while. */
  stop(): Promise<void>;
  kill(signal: NodeJS.Signals): void;
}

/** Configuration that a shell may happen to hold and that must not reach the services by accident. */
const notInherited =
  /^(HOST|PORT|LISTEN_FD|PUBLIC_URL|DATABASE_URL|DATABASE_SCHEMA)(_FILE)?$|^DM2_|^TS_NODE_PROJECT$|^npm_/;
const patienceMs = 60_000;
const stopMs = 4_000;

/** Starts the component and waits until it says that it listens. */
export async function startProgram(options: ProgramOptions): Promise<Program> {
  const { title, folder, entry } = components[options.name];
  const cwd = path.join(root, folder);
  const watch = pathToFileURL(path.join(root, 'apps/launcher/bin/exit-with-parent.mjs')).href;
  const child = spawn(
    process.execPath,
    [
      '--conditions=@dm2/source',
      '--import',
      '@swc-node/register/esm-register',
      '--import',
      watch,
      entry,
      ...(options.args ?? []),
    ],
    {
      cwd,
      // A group of its own: Ctrl-C in the terminal reaches the launcher, and it says who stops when.
      detached: true,
      env: {
        ...inherited(),
        ...options.env,
        ...(options.socket ? { LISTEN_FD: '3', PORT: String(options.socket.port) } : {}),
      },
      stdio: ['ignore', 'pipe', 'pipe', options.socket?.fd ?? 'ignore', 'pipe'],
    },
  );
  options.socket?.release();
  const ended = endOf(child);
  const log = path.join(options.logs, `${options.name}.log`);
  try {
    const listening = await untilListening(child, log, title, ended);
    return {
      name: options.name,
      pid: child.pid ?? 0,
      listening,
      ended,
      kill: (signal) => void child.kill(signal),
      stop: () => stop(child, ended),
    };
  } catch (error) {
    await stop(child, ended);
    throw error;
  }
}

function inherited(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !notInherited.test(name)));
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
}

async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  child.kill('SIGTERM');
  const insist = setTimeout(() => child.kill('SIGKILL'), stopMs);
  await ended;
  clearTimeout(insist);
}

/** Everything the program writes goes to its log file; the line that says `listening` goes to us. */
async function untilListening(
  child: ChildProcess,
  log: string,
  title: string,
  ended: Promise<string>,
): Promise<Listening> {
  const file = createWriteStream(log, { flags: 'a', mode: 0o600 });
  const complaints: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => {
    complaints.push(...chunk.toString().split('\n'));
    complaints.splice(0, complaints.length - 50);
    file.write(chunk);
  });
  child.once('close', () => file.end());
  const up = new Promise<Listening>((resolve) => {
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      file.write(`${line}\n`);
      const listening = listeningIn(line);
      if (listening) resolve(listening);
    });
  });
  const timeout = AbortSignal.timeout(patienceMs);
  const first = await Promise.race([
    up,
    ended.then((how) => ({ problem: `ended (${how})` })),
    once(timeout, 'abort').then(() => ({ problem: `did not say that it listens in ${patienceMs / 1000} s` })),
  ]);
  if (!('problem' in first)) return first;
  const said = complaints.filter((line) => line.trim() !== '' && !/^\s+at /.test(line)).at(-1);
  throw new LauncherError(`The ${title} ${first.problem}${said ? `: ${said}` : ''} (log: ${log})`);
}

function listeningIn(line: string): Listening | undefined {
  if (!line.startsWith('{') || !line.includes('"listening"')) return undefined;
  try {
    const message = JSON.parse(line) as { msg?: string; url?: string; notify?: string };
    if (message.msg !== 'listening' || message.url === undefined) return undefined;
    return { url: message.url, ...(message.notify === undefined ? {} : { notify: message.notify }) };
  } catch {
    return undefined;
  }
}
