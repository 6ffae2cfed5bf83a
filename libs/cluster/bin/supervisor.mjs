#!/usr/bin/env node
// Owns one PostgreSQL server: takes the lock of its folder, stops a stale postmaster, runs initdb the first time, starts the
// server, and stops it when nobody needs it any more. It runs detached, in a session of its own, so that neither Ctrl-C in the
// terminal nor kill -9 of whoever started it leaves a server behind:
//   mode "pipe"    stops when its stdin closes (the kernel closes the pipe of a killed process);
//   mode "shared"  stops when no lease connection has been open for `idleMs`.
// Configuration: JSON in the environment variable DM2_CLUSTER. Messages: one JSON object a line on stdout, {"ready"}, {"busy"} or {"failed"}.
import { spawn } from 'node:child_process';
import { randomBytes, timingSafeEqual } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setInterval, clearInterval } from 'node:timers';
import { setTimeout as pause } from 'node:timers/promises';
import { identity, releaseLock, takeLock } from './process-lock.mjs';

const config = JSON.parse(process.env.DM2_CLUSTER ?? '{}');
const { folder, initdb, postgres, uid, gid, owner, mode, idleMs, settings } = config;
const dataDir = path.join(folder, 'data');
const passwordFile = path.join(folder, 'password');
const stateFile = path.join(folder, 'state.json');
const logFile = path.join(folder, 'postgres.log');
const lockFile = path.join(folder, 'lock');
const asUser = uid === undefined ? {} : { uid, gid };
const childOptions = {
  ...asUser,
  cwd: folder,
  env: { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
};

/** @type {import('node:child_process').ChildProcess | undefined} */
let running;
let stopping = false;
let locked = false;

process.stdout.on('error', () => undefined); // whoever listened is gone
for (const signal of ['SIGINT', 'SIGHUP']) process.on(signal, () => undefined);
process.on('SIGTERM', () => void stop(0));

function tell(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

/** Ends this process: the server gets a fast shutdown, then an immediate one, then SIGKILL. */
async function stop(code) {
  if (stopping) return;
  stopping = true;
  const child = running;
  if (child && child.exitCode === null && child.signalCode === null) {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    for (const [signal, ms] of [
      ['SIGINT', 4000],
      ['SIGQUIT', 4000],
      ['SIGKILL', 4000],
    ]) {
      child.kill(signal);
      if (await Promise.race([gone.then(() => true), pause(ms, false)])) break;
    }
  }
  if (locked) {
    if (config.temporary) fs.rmSync(dataDir, { recursive: true, force: true });
    fs.rmSync(stateFile, { force: true });
    releaseLock(lockFile);
  }
  process.exit(code);
}

async function fail(problem) {
  tell({ failed: problem });
  await stop(1);
}

/** A postmaster that a killed supervisor left behind on our data folder is stopped before a new one starts. */
async function stopStalePostmaster() {
  const pidFile = path.join(dataDir, 'postmaster.pid');
  const lines = readLines(pidFile);
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return;
  const isOurs = () => identity(pid) !== undefined && commandLine(pid).includes(dataDir);
  for (const [signal, ms] of [
    ['SIGINT', 5000],
    ['SIGQUIT', 5000],
    ['SIGKILL', 5000],
  ]) {
    if (!isOurs()) break;
    process.kill(pid, signal);
    for (const until = Date.now() + ms; isOurs() && Date.now() < until;) await pause(25);
  }
  fs.rmSync(pidFile, { force: true }); // a pid that belongs to somebody else by now would stop the start
}

function commandLine(pid) {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return dataDir; // no /proc here: the pid file in our own folder has to be believed
  }
}

function readLines(file) {
  try {
    return fs.readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}

/** initdb works in a folder beside and is renamed into place, so that an interrupted one is never taken for a cluster. */
async function initialise() {
  if (fs.existsSync(path.join(dataDir, 'PG_VERSION'))) return;
  const fresh = `${dataDir}.new`;
  for (const dir of [fresh, dataDir]) fs.rmSync(dir, { recursive: true, force: true });
  fs.mkdirSync(fresh, { mode: 0o700 });
  const password = randomBytes(24).toString('base64url');
  const handover = path.join(folder, 'password.initdb');
  fs.writeFileSync(handover, `${password}\n`, { mode: 0o600 });
  if (uid !== undefined) for (const file of [fresh, handover]) fs.chownSync(file, uid, gid);
  const flags = ['--encoding=UTF8', '--locale=C', '--auth=scram-sha-256', '--username=postgres'];
  running = spawn(
    initdb,
    [
      `--pgdata=${fresh}`,
      `--pwfile=${handover}`,
      '--no-instructions',
      ...(config.temporary ? ['--no-sync'] : []),
      ...flags,
    ],
    { ...childOptions, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let output = '';
  running.stderr?.on('data', (chunk) => (output += chunk));
  const code = await ended(running);
  running = undefined;
  fs.rmSync(handover, { force: true });
  if (stopping) return;
  if (code !== 0) throw new Error(`initdb failed: ${lastMessage(output) || `exit code ${code}`}`);
  fs.writeFileSync(passwordFile, password, { mode: 0o600 });
  fs.renameSync(fresh, dataDir);
}

function ended(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? signal));
  });
}

function lastMessage(text) {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const telling = lines.filter((line) => /FATAL|PANIC|ERROR|error:/.test(line));
  return (telling.at(-1) ?? lines.at(-1) ?? '').replace(/^.*?(FATAL|PANIC|ERROR|error):\s*/, '').trim();
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {net.AddressInfo} */ (probe.address());
      probe.close(() => resolve(port));
    });
  });
}

/** Starts the server on a free port and waits until its own pid file says "ready" (as pg_ctl does). */
async function startServer() {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const log = fs.openSync(logFile, 'w', 0o600);
    const flags = Object.entries({
      port,
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      max_connections: 300,
      ...settings,
    }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawn(postgres, ['-D', dataDir, ...flags], {
      ...childOptions,
      stdio: ['ignore', log, log],
    });
    fs.closeSync(log);
    running = child;
    const exit = ended(child);
    let over = false;
    exit.then(
      () => (over = true),
      () => (over = true),
    );
    while (!over && !stopping) {
      if (/^ready/.test(readLines(path.join(dataDir, 'postmaster.pid'))[7] ?? '')) {
        void exit.then(() => void stop(1));
        return port;
      }
      await pause(15);
    }
    if (stopping) return undefined;
    const code = await exit;
    const reason = lastMessage(readLines(logFile).join('\n'));
    if (attempt >= 3 || !/could not bind|could not create any TCP/.test(reason)) {
      throw new Error(`PostgreSQL did not start: ${reason || `exit code ${code}`} (log: ${logFile})`);
    }
  }
}

/** Whoever needs a shared server holds one connection here; the kernel ends it with its process, however that ends. */
function serveLeases(token) {
  const held = new Set();
  const expected = Buffer.from(token);
  let idle;
  const watch = () => {
    clearTimeout(idle);
    if (mode === 'shared' && held.size === 0) idle = setTimeout(() => void stop(0), idleMs);
  };
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('close', () => {
      held.delete(socket);
      watch();
    });
    socket.once('data', (line) => {
      if (line.length !== expected.length || !timingSafeEqual(line, expected)) return socket.destroy();
      held.add(socket);
      watch();
      socket.write('held');
    });
  });
  watch();
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(/** @type {net.AddressInfo} */ (server.address()).port));
  });
}

async function main() {
  if (mode === 'pipe') {
    process.stdin.on('error', () => void stop(0));
    process.stdin.on('close', () => void stop(0));
    process.stdin.on('end', () => void stop(0));
    process.stdin.resume();
  }
  const holder = takeLock(lockFile, owner);
  if (holder) {
    tell({ busy: holder });
    process.exit(3);
  }
  locked = true;
  fs.rmSync(stateFile, { force: true });
  await stopStalePostmaster();
  if (config.temporary) fs.rmSync(dataDir, { recursive: true, force: true });
  await initialise();
  if (stopping) return;
  const port = await startServer();
  if (stopping || port === undefined) return;
  const password = readLines(passwordFile)[0] ?? '';
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  const token = randomBytes(24).toString('base64url');
  const leasePort = await serveLeases(token);
  const state = { url, leasePort, token, pid: process.pid };
  fs.writeFileSync(`${stateFile}.new`, JSON.stringify(state), { mode: 0o600 });
  fs.renameSync(`${stateFile}.new`, stateFile);
  tell({ ready: { url } });
  // Should somebody remove the folder under a running server, there is nothing left to serve.
  const watch = setInterval(() => {
    if (fs.existsSync(dataDir)) return;
    clearInterval(watch);
    void stop(1);
  }, 5000);
}

main().catch((error) => void fail(error instanceof Error ? error.message : String(error)));
