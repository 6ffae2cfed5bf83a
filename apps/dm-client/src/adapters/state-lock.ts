import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StateError } from './file-store.js';

/**
 * Takes a state folder for this process. A lock whose process is gone is taken over.
 *
 * @throws StateError if another process has it.
 */
export async function lockState(directory: string): Promise<() => Promise<void>> {
  await makeDirectory(directory);
  const lock = join(directory, 'lock');
  const mine = join(directory, `lock-${randomUUID()}`);
  const content = `${process.pid} ${await startOf(process.pid)}`;
  try {
    await writeFile(mine, content, { mode: 0o600 });
    for (let attempt = 0; attempt < 20; attempt += 1) {
      if (await linked(mine, lock)) return () => release(lock, content);
      const held = await readFile(lock, 'utf8').catch(() => undefined);
      if (held === undefined) continue;
      const [pid = '', start = ''] = held.split(' ');
      if (start !== '' && (await startOf(Number(pid))) === start)
        throw new StateError(`${directory} is in use by process ${pid}; stop it, or give another --state`);
      await removeStale(lock, held);
    }
    throw new StateError(`${directory} can't be locked: others keep taking it`);
  } finally {
    await rm(mine, { force: true });
  }
}

async function makeDirectory(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new StateError(`${directory} can't be made (${code ?? 'unknown error'}); give another --state`, {
      cause,
    });
  }
}

/** A link appears with its content or not at all: nobody sees an empty lock. */
async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code === 'EPERM' || code === 'ENOTSUP' || code === 'EOPNOTSUPP') return copied(from, to);
    throw error;
  }
}

/** For file systems without links. */
async function copied(from: string, to: string): Promise<boolean> {
  try {
    await writeFile(to, await readFile(from), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes the lock that was seen, and puts back another that somebody took meanwhile. */
async function removeStale(lock: string, seen: string): Promise<void> {
  const aside = `${lock}-stale-${randomUUID()}`;
  try {
    await rename(lock, aside);
  } catch {
    return;
  }
  if ((await readFile(aside, 'utf8')) !== seen) await linked(aside, lock);
  await rm(aside, { force: true });
}

async function release(lock: string, content: string): Promise<void> {
  const held = await readFile(lock, 'utf8').catch(() => undefined);
  if (held === content) await rm(lock, { force: true });
}

/** When a process began: tells it from a later one with the same number. Empty if there is none. */
async function startOf(pid: number): Promise<string> {
  try {
    const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ').at(-1)?.split(' ') ?? [];
    // A zombie holds nothing any more.
    return fields[0] === 'Z' ? '' : (fields[19] ?? '');
  } catch {
    const hasProc = await stat('/proc/self').then(
      () => true,
      () => false,
    );
    return !hasProc && isAlive(pid) ? 'alive' : '';
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
