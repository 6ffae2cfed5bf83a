import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What `npm start -- --json` writes. */
export interface StackFacts {
  urls: Record<
    'console' | 'dmServer' | 'dmEndpoint' | 'webServerComponent' | 'dataRepository' | 'device',
    string
  >;
  token: string;
  /** Database URLs of the services, by their schema. */
  databases: Record<'dm_server', string>;
  tokens: { webServerComponent: string; dataRepository: string };
  device: { devId: string; user: string; password: string };
  pids: Record<string, number>;
}

export interface RunningStack {
  facts: StackFacts;
  /** What the launcher has printed. */
  output: string[];
  child: ChildProcess;
  stop(): Promise<void>;
}

/** Starts everything with free ports and data of its own, and waits until the basic flow has been run once. */
export async function startStack(home = mkdtempSync(path.join(tmpdir(), 'dm2-e2e-'))): Promise<RunningStack> {
  const json = path.join(home, 'stack.json');
  const env = { ...process.env, DM2_HOME: home, NO_COLOR: '1' };
  delete (env as NodeJS.ProcessEnv)['DATABASE_URL'];
  const child = spawn(
    process.execPath,
    [path.join(root, 'tools/launch.cjs'), 'start', '--ports', 'auto', '--json', json],
    { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const output: string[] = [];
  const ended = once(child, 'exit');
  const ready = new Promise<void>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      output.push(line);
      if (line.includes('Ctrl-C stops everything')) resolve();
    });
  });
  await Promise.race([
    ready,
    ended.then(() => {
      throw new Error(`npm start ended before it was up:\n${output.join('\n')}`);
    }),
  ]);
  return {
    facts: JSON.parse(readFileSync(json, 'utf8')) as StackFacts,
    output,
    child,
    async stop() {
      child.kill('SIGINT');
      await ended;
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** The stack that the global set-up has started. */
export function sharedStack(): StackFacts {
  return JSON.parse(process.env['DM2_E2E_STACK'] ?? '') as StackFacts;
}
