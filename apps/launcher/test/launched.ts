import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { vi } from 'vitest';
import { root } from '../src/places.js';

/** A folder that is removed at the end of the test file. */
export function scratchFolder(): { path: string; remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'dm2-launcher-'));
  return { path: folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** `npm run …` as another process. */
export class Launched {
  readonly lines: string[] = [];
  stderr = '';
  readonly child: ChildProcess;
  private readonly ended: Promise<number | null>;
  private readonly listeners = new Set<() => void>();

  constructor(args: string[], env: NodeJS.ProcessEnv = {}) {
    const clean: NodeJS.ProcessEnv = { ...process.env, NO_COLOR: '1', ...env };
    for (const name of ['DATABASE_URL', 'NODE_OPTIONS', 'DM_API_TOKEN'])
      if (!(name in env)) delete clean[name];
    this.child = spawn(process.execPath, [path.join(root, 'tools/launch.cjs'), ...args], {
      cwd: root,
      env: clean,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    if (this.child.stdout) {
      createInterface({ input: this.child.stdout }).on('line', (line) => {
        this.lines.push(line);
        for (const listener of this.listeners) listener();
      });
    }
    this.child.stderr?.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
    this.ended = once(this.child, 'close').then(([code]) => code as number | null);
  }

  /** Waits for a line of output; fails when the process ends before. */
  async says(text: string): Promise<void> {
    const found = new Promise<void>((resolve) => {
      const look = () => {
        if (this.lines.some((line) => line.includes(text))) resolve();
      };
      this.listeners.add(look);
      look();
    });
    const over = this.ended.then(() => {
      throw new Error(`ended without saying "${text}":\n${this.lines.join('\n')}\n${this.stderr}`);
    });
    over.catch(() => undefined);
    await Promise.race([found, over]);
  }

  exitCode(): Promise<number | null> {
    return this.ended;
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }
}

/** What `start --json` writes. */
export interface Facts {
  urls: Record<'console' | 'dmServer' | 'webServerComponent' | 'dataRepository' | 'device', string>;
  token: string;
  device: { devId: string };
  pids: Record<string, number>;
}

export function factsIn(file: string): Facts {
  return JSON.parse(readFileSync(file, 'utf8')) as Facts;
}

/** Waits until none of the processes is there any more. */
export async function allGone(pids: readonly number[]): Promise<void> {
  await vi.waitFor(
    () => {
      const left = pids.filter(isAlive);
      if (left.length > 0) throw new Error(`still there: ${left.join(', ')}`);
    },
    { timeout: 10_000, interval: 25 },
  );
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
