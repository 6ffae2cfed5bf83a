import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { registerDevice, runBasicFlow, uploadFirmware, type FlowResult } from './basic-flow.js';
import { givenEndpoints } from './given-endpoints.js';
import { newDeviceId } from './device-id.js';
import { registrationOf } from './device.js';
import { fromHere, stateFolder } from './places.js';
import { loadSecrets, makeSecrets } from './secrets.js';
import type { Ports } from './sockets.js';
import { startStack, type Endpoints, type Part } from './stack.js';
import { Terminal } from './terminal.js';

export interface DemoOptions {
  ports: Ports;
  json?: string;
  without?: Part;
  /** The services run already. */
  against: boolean;
}

const upTo = '10s';
const withinMs = 90_000;

/**
 * Runs the basic flow once and tells what was observed of it.
 * @returns 0 if every step was observed, 1 otherwise
 */
export async function demo(options: DemoOptions, signal: AbortSignal): Promise<number> {
  const terminal = new Terminal();
  const result = options.against
    ? await demoAgainst(terminal, signal)
    : await demoAlone(options, terminal, signal);
  if (options.json) {
    writeFileSync(
      fromHere(options.json),
      `${JSON.stringify({ steps: result.steps, task: result.task }, null, 2)}\n`,
    );
  }
  const missing = result.steps.filter(({ observed }) => !observed);
  for (const step of missing) terminal.missing(step);
  const seen = result.steps.length - missing.length;
  const reason = result.task.reason ? ` (${result.task.reason})` : '';
  terminal.line(`\n${seen} of ${result.steps.length} steps observed · task ${result.task.state}${reason}`);
  return missing.length === 0 && !signal.aborted ? 0 : 1;
}

async function demoAlone(options: DemoOptions, terminal: Terminal, signal: AbortSignal): Promise<FlowResult> {
  const folder = mkdtempSync(path.join(tmpdir(), 'dm2-demo-'));
  // A database of one's own keeps what another key has encrypted: it is used with the secrets of npm start.
  const secrets = process.env['DATABASE_URL'] ? loadSecrets(stateFolder) : makeSecrets();
  const devId = newDeviceId();
  try {
    terminal.heading('Starting');
    const stack = await startStack({
      ports: options.ports,
      host: '127.0.0.1',
      folder,
      temporary: true,
      secrets,
      device: { devId, browser: 'scripted' },
      ...(options.without ? { without: options.without } : {}),
      onUp: (title, where) => terminal.fact(title, where),
    });
    try {
      await registerDevice(stack.endpoints, registrationOf(devId, secrets, stack.endpoints));
      if (options.without !== 'repository') await uploadFirmware(stack.endpoints);
      return await tellFlow(stack.endpoints, devId, terminal, signal);
    } finally {
      await stack.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function demoAgainst(terminal: Terminal, signal: AbortSignal): Promise<FlowResult> {
  const { endpoints, registration } = await givenEndpoints();
  await registerDevice(endpoints, registration);
  await uploadFirmware(endpoints);
  return tellFlow(endpoints, registration.devId, terminal, signal);
}

function tellFlow(
  endpoints: Endpoints,
  devId: string,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<FlowResult> {
  terminal.heading('Basic flow');
  return runBasicFlow({
    endpoints,
    devId,
    upTo,
    withinMs,
    signal,
    onObserved: (step) => terminal.step(step),
    onRemark: (text) => terminal.line(`          ${text}`),
  });
}
