import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { registerDevice, runBasicFlow, uploadFirmware } from './basic-flow.js';
import { registrationOf } from './device.js';
import { LauncherError } from './launcher-error.js';
import { fromHere, stateFolder } from './places.js';
import { loadSecrets, type Secrets } from './secrets.js';
import type { Ports } from './sockets.js';
import { serverId, startStack, type Stack } from './stack.js';
import { Terminal } from './terminal.js';

export interface StartOptions {
  ports: Ports;
  host: string;
  publicUrl?: string;
  interactive: boolean;
  json?: string;
}

/** The simulated device of `npm start`. */
const devId = 'IMEI:490154203237518';

/** Starts everything, runs the basic flow once, and stays up until it is interrupted or a part ends by itself. */
export async function start(options: StartOptions, signal: AbortSignal): Promise<number> {
  const terminal = new Terminal();
  const secrets = loadSecrets(stateFolder);
  terminal.heading('Starting');
  const stack = await startStack({
    ...options,
    folder: stateFolder,
    temporary: false,
    secrets,
    device: { devId, browser: options.interactive ? 'screen' : 'scripted' },
    onUp: (title, where) => terminal.fact(title, where),
  });
  const jsonFile = options.json === undefined ? undefined : fromHere(options.json);
  try {
    if (jsonFile)
      writeFileSync(jsonFile, `${JSON.stringify(factsOf(stack, secrets), null, 2)}\n`, { mode: 0o600 });
    await registerDevice(stack.endpoints, registrationOf(devId, secrets, stack.endpoints));
    await uploadFirmware(stack.endpoints);
    await tellFlow(stack, options, terminal, stoppingSignal(stack, signal));
    if (!signal.aborted) tellWhatIsThere(stack, secrets, terminal);
    return await untilOver(stack, signal, terminal);
  } finally {
    await stack.stop();
    if (jsonFile) rmSync(jsonFile, { force: true });
  }
}

/** Aborts when the launcher is interrupted or a part ends by itself. Node.js 20 may forget one made with `AbortSignal.any`. */
function stoppingSignal(stack: Stack, interrupted: AbortSignal): AbortSignal {
  const controller = new AbortController();
  const abort = () => controller.abort();
  if (interrupted.aborted) abort();
  interrupted.addEventListener('abort', abort, { once: true });
  void stack.broken.then(abort);
  return controller.signal;
}

async function tellFlow(
  stack: Stack,
  options: StartOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  terminal.heading('Basic flow');
  if (options.interactive)
    terminal.line(`  You are the user: open ${stack.endpoints.device}/ and answer what it shows.`);
  try {
    const { steps, task } = await runBasicFlow({
      endpoints: stack.endpoints,
      devId,
      upTo: options.interactive ? '10m' : '20s',
      withinMs: options.interactive ? 900_000 : 90_000,
      signal,
      onObserved: (step) => terminal.step(step),
      onRemark: (text) => terminal.line(`          ${text}`),
    });
    if (signal.aborted) return;
    const missing = steps.filter(({ observed }) => !observed);
    for (const step of missing) terminal.missing(step);
    terminal.line(
      `\n  ${steps.length - missing.length} of ${steps.length} steps observed · task ${task.state}`,
    );
  } catch (error) {
    if (signal.aborted) return; // the parts are going down: what does not answer is no news
    if (!(error instanceof LauncherError)) throw error;
    terminal.line(`  The flow stopped: ${error.message}`);
  }
}

function tellWhatIsThere(stack: Stack, secrets: Secrets, terminal: Terminal): void {
  const { endpoints } = stack;
  terminal.heading('Open');
  terminal.fact('Console', `${endpoints.console}/`, 'sign in with the token');
  terminal.fact("The device's screen", `${endpoints.device}/`);
  terminal.fact('Management API', `${endpoints.dmServer}/api/docs`);
  terminal.fact('DM endpoint', `${endpoints.dmServer}/dm`, `server id ${serverId}`);
  terminal.fact('Token', secrets.apiToken);
  terminal.line(`\n  Data, secrets and logs are kept in ${stateFolder}. Ctrl-C stops everything.`);
}

async function untilOver(stack: Stack, signal: AbortSignal, terminal: Terminal): Promise<number> {
  const interrupted = signal.aborted
    ? Promise.resolve(undefined)
    : once(signal, 'abort').then(() => undefined);
  const broken = await Promise.race([interrupted, stack.broken]);
  if (broken === undefined) {
    terminal.line('\nStopping…');
    return 0;
  }
  process.stderr.write(`${broken} Everything else is stopped; its log is in ${stateFolder}/logs.\n`);
  return 1;
}

/** What other programs need: URLs, token, databases, process ids. */
function factsOf(stack: Stack, secrets: Secrets): object {
  const { endpoints } = stack;
  return {
    urls: {
      console: endpoints.console,
      dmServer: endpoints.dmServer,
      dmEndpoint: `${endpoints.dmServer}/dm`,
      webServerComponent: endpoints.webServerComponent,
      dataRepository: endpoints.dataRepository,
      device: endpoints.device,
      notify: endpoints.notify,
    },
    token: secrets.apiToken,
    databases: stack.databases,
    tokens: { webServerComponent: secrets.wscToken, dataRepository: secrets.repositoryToken },
    device: { devId, user: secrets.device.user, password: secrets.device.password },
    pids: {
      launcher: process.pid,
      ...Object.fromEntries(stack.programs.map(({ name, pid }) => [name, pid])),
      ...(stack.clusterPid === undefined ? {} : { cluster: stack.clusterPid }),
    },
  };
}
