// A lock file that names the process holding it, so that one left by a killed process is recognised and taken over.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';

/**
 * What tells this process from a later one with the same pid: its start time. `undefined` when there is no such process.
 * @param {number} pid
 * @returns {string | undefined}
 */
export function identity(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    if (fs.existsSync('/proc/self/stat')) return undefined;
  }
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}

/**
 * Takes the lock for this process.
 * @param {string} file
 * @param {number} owner the process on whose behalf the lock is held
 * @returns {{ pid: number, owner: number, ownerAlive: boolean } | undefined} the live holder, or undefined when the lock is ours now
 */
export function takeLock(file, owner) {
  const mine = JSON.stringify({
    pid: process.pid,
    started: identity(process.pid),
    owner,
    ownerStarted: identity(owner),
  });
  const own = `${file}.${process.pid}`;
  fs.writeFileSync(own, mine, { mode: 0o600 });
  try {
    for (;;) {
      try {
        fs.linkSync(own, file);
        return undefined;
      } catch (error) {
        if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
      }
      const found = read(file);
      if (found === undefined) continue;
      const holder = parse(found);
      if (holder && identity(holder.pid) === holder.started) {
        return {
          pid: holder.pid,
          owner: holder.owner,
          ownerAlive: identity(holder.owner) === holder.ownerStarted,
        };
      }
      breakStale(file, found, own);
    }
  } finally {
    fs.rmSync(own, { force: true });
  }
}

/**
 * Gives the lock back.
 * @param {string} file
 */
export function releaseLock(file) {
  fs.rmSync(file, { force: true });
}

/** Moves a stale lock away; should another process have replaced it meanwhile, its lock is put back. */
function breakStale(file, stale, own) {
  const away = `${own}.stale`;
  try {
    fs.renameSync(file, away);
    if (read(away) !== stale) fs.linkSync(away, file);
  } catch {
    // another process was faster: the loop looks again
  } finally {
    fs.rmSync(away, { force: true });
  }
}

function read(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
