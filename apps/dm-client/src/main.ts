import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { Command, CommanderError, Option } from 'commander';
import { decodeMo, MOID, type MoValue } from '@dm2/protocol';
import type { NewAccount, SessionReport } from '@dm2/client-engine';
import { StateError } from './adapters/file-store.js';
import { Device } from './device.js';
import * as read from './options.js';
import { startScreen, type Screen } from './screen/screen-server.js';
import { newDevice, withAccount } from './simulated-objects.js';
import { treeLines } from './tree-lines.js';
import { listenForNotifications } from './udp-listener.js';

const DEFAULT_DEV_ID = 'IMEI:490154203237518';
const DEFAULT_SERVER_ID = 'dm2.example';

const program = new Command('dm-client')
  .description('A DM Client of OMA Device Management 2.0: one simulated device')
  .exitOverride()
  .configureOutput({ writeErr: (text) => process.stderr.write(text) });

/** Each option is also an environment variable: `--dev-id` is `DM_CLIENT_DEV_ID`. */
function option(flags: string, description: string, fallback?: string): Option {
  const made = new Option(flags, description).env(
    `DM_CLIENT_${/--([a-z-]+)/.exec(flags)?.[1]?.replaceAll('-', '_').toUpperCase() ?? ''}`,
  );
  return fallback === undefined ? made : made.default(fallback);
}

function withDeviceOptions(command: Command): Command {
  const options = [
    option('--server <url>', 'the DM endpoint, whole, used as it is'),
    option('--dev-id <id>', `DevInfo/DevID (default ${DEFAULT_DEV_ID})`),
    option('--user <name>', 'user name of HTTP Basic'),
    option('--password <password>', 'its password'),
    option('--password-file <file>', 'a file that holds the password'),
    option('--server-id <id>', `SrvID of the DM Account (default ${DEFAULT_SERVER_ID})`),
    option('--bootstrap <file>', 'a DM Account as application/dmmo+json'),
    option('--notify-secret <base64>', 'Auth/Noti/Secret of the DM Account'),
    option('--notify-secret-file <file>', 'a file that holds it'),
    option('--browser <adapter>', 'screen, system, chromium, scripted or none', 'scripted'),
    option('--answers <json>', 'what the scripted user answers, JSON or a file of it'),
    option('--answer-after <n>', 'exchanges after SHOW that go by before the scripted user answers', '0'),
    option('--think <ms>', 'after which the scripted user answers anyhow', '2000'),
    option('--lang <tag>', 'DevInfo/Lang', 'en'),
    option('--state <dir>', 'where the device keeps its state; without it nothing is kept'),
    option('--timeout <ms>', 'how long an answer of the DM Server may take', '60000'),
    option('--repository-timeout <ms>', 'how long a repository may be silent', '30000'),
    new Option('--json', 'one JSON object on standard output'),
  ];
  for (const each of options) command.addOption(each);
  return command;
}

withDeviceOptions(program.command('session'))
  .description('one client-initiated session')
  .action(async (options: read.RawOptions) => {
    const { directory, remove } = read.stateDirectory(options.state);
    const device = await openDevice(options, directory);
    try {
      if (device.accounts.length === 0)
        throw new read.UsageError('--server or --bootstrap is needed: this device knows no DM Server');
      const report = await device.session({ by: 'client', reason: 'command line' });
      await device.browser.idle?.();
      if (options.json) process.stdout.write(`${JSON.stringify(jsonReport(report))}\n`);
      else printReport(report);
      process.exitCode = report.outcome === 'end' ? 0 : 3;
    } finally {
      await device.close();
      remove();
    }
  });

withDeviceOptions(program.command('run'))
  .description('a device that stays up and listens for notifications')
  .addOption(option('--notify <url>', 'listen for Package#0 at udp://HOST:PORT'))
  .addOption(option('--screen <host:port>', "the device's screen"))
  .action(run);

program
  .command('tree')
  .description('the DM tree of a device that is not running')
  .addOption(option('--state <dir>', 'where the device keeps its state'))
  .addOption(new Option('--json', 'as JSON'))
  .action(async (options: { state?: string; json?: boolean }) => {
    if (!options.state) throw new read.UsageError('--state is needed: a device without one keeps no tree');
    const device = await Device.open({
      ...deviceDefaults,
      stateDirectory: options.state,
      prepare: (state) => state ?? newDevice({ devId: DEFAULT_DEV_ID, lang: 'en' }, undefined),
    });
    process.stdout.write(
      options.json
        ? `${JSON.stringify(device.state.instances)}\n`
        : `${treeLines(device.state).join('\n')}\n`,
    );
    await device.close();
  });

const deviceDefaults = {
  browser: 'none' as const,
  answers: {},
  answerAfter: 0,
  thinkMs: 0,
  timeoutMs: 60_000,
  repositoryTimeoutMs: 30_000,
};

async function openDevice(
  options: read.RawOptions,
  stateDirectory: string,
  onScreen?: (url: string) => void,
): Promise<Device> {
  const account = accountFrom(options);
  return Device.open({
    stateDirectory,
    browser: read.browserName(options.browser),
    answers: read.answersOf(options.answers),
    answerAfter: read.wholeNumber('--answer-after', options.answerAfter),
    thinkMs: read.wholeNumber('--think', options.think),
    timeoutMs: read.wholeNumber('--timeout', options.timeout),
    repositoryTimeoutMs: read.wholeNumber('--repository-timeout', options.repositoryTimeout),
    ...(onScreen ? { onScreen } : {}),
    prepare: (state) => {
      const fresh =
        state ?? newDevice({ devId: options.devId ?? DEFAULT_DEV_ID, lang: options.lang }, undefined);
      if (!account) return fresh;
      const updated = withAccount(fresh, account.account);
      return account.bootstrap && !state ? { ...updated, bootstrapComplete: true } : updated;
    },
  });
}

function accountFrom(options: read.RawOptions): { account: NewAccount; bootstrap: boolean } | undefined {
  if (options.bootstrap !== undefined)
    return { account: bootstrapAccount(options.bootstrap), bootstrap: true };
  const srvUri = read.endpoint(options.server);
  if (srvUri === undefined) return undefined;
  const password = read.secretOf('--password-file', options.password, options.passwordFile);
  const secret = read.base64(
    '--notify-secret',
    read.secretOf('--notify-secret-file', options.notifySecret, options.notifySecretFile),
  );
  return {
    bootstrap: false,
    account: {
      srvId: options.serverId ?? DEFAULT_SERVER_ID,
      srvUri,
      moids: ['*'],
      ...(options.user === undefined ? {} : { user: options.user, password: password ?? '' }),
      ...(secret === undefined ? {} : { notificationSecret: secret }),
    },
  };
}

function bootstrapAccount(file: string): NewAccount {
  let value: MoValue | undefined;
  try {
    const item = decodeMo(readFileSync(file)).items.find(({ ClientURI }) =>
      ClientURI.startsWith(`${MOID.dmAccount}/`),
    );
    value = item && Object.values(item.MOData)[0];
  } catch (error) {
    throw new read.UsageError(`--bootstrap: ${file}: ${error instanceof Error ? error.message : ''}`);
  }
  const at = (...path: string[]) =>
    path.reduce<MoValue | undefined>(
      (node, name) => (typeof node === 'object' && node !== null ? node[name] : undefined),
      value,
    );
  const text = (...path: string[]) => {
    const found = at(...path);
    return typeof found === 'string' ? found : undefined;
  };
  const decode = (encoded: string | undefined) =>
    encoded === undefined ? undefined : Buffer.from(encoded, 'base64');
  const [srvId, srvUri] = [text('SrvID'), text('SrvURI')];
  if (srvId === undefined || srvUri === undefined)
    throw new read.UsageError(`--bootstrap: ${file} holds no DM Account with SrvID and SrvURI (TS 12.2)`);
  const perm = at('Perm');
  const user = decode(text('Auth', 'Trsp', 'Data'))?.toString('utf8');
  const secret = decode(text('Auth', 'Noti', 'Secret'));
  return {
    srvId,
    srvUri,
    moids:
      typeof perm === 'object' && perm !== null
        ? Object.keys(perm).flatMap((x) => text('Perm', x, 'MOID') ?? [])
        : [],
    ...(user === undefined
      ? {}
      : { user, password: decode(text('Auth', 'Trsp', 'Secret'))?.toString('utf8') ?? '' }),
    ...(secret === undefined ? {} : { notificationSecret: secret }),
  };
}

async function run(options: read.RawOptions): Promise<void> {
  const { directory, remove } = read.stateDirectory(options.state);
  let screen: Screen | undefined;
  const device = await openDevice(
    options,
    directory,
    options.screen === undefined ? undefined : (url) => screen?.show(url),
  );
  const report = (error: unknown) =>
    process.stderr.write(`dm-client: ${error instanceof Error ? error.message : String(error)}\n`);
  try {
    screen =
      options.screen === undefined
        ? undefined
        : await startScreen(read.hostAndPort('--screen', options.screen), device, report);
    const udp =
      options.notify === undefined ? undefined : await listenForNotifications(options.notify, device, report);
    device.log.record({
      type: 'device.ready',
      data: { ...(screen ? { screen: screen.url } : {}), ...(udp ? { notify: udp.url } : {}) },
    });
    process.stdout.write(
      `${JSON.stringify({ msg: 'listening', service: 'dm-client', ...(screen ? { url: screen.url } : {}), ...(udp ? { notify: udp.url } : {}) })}\n`,
    );
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
    udp?.close();
  } finally {
    await screen?.close();
    await device.close();
    remove();
  }
  process.exit(0);
}

function jsonReport({ outcome, reason, exchanges, commands, alerts }: SessionReport): object {
  return {
    outcome,
    ...(reason === undefined ? {} : { reason }),
    exchanges,
    commands: commands.map(({ command, status, uris }) => ({ command, status, uris: uris ?? [] })),
    alerts,
  };
}

function printReport(report: SessionReport): void {
  const lines = report.commands.map(
    ({ command, status, uris }) => `${status}  ${command.join(' ')}${uris ? ` → ${uris.join(' ')}` : ''}`,
  );
  const end = report.outcome === 'end' ? 'ended by the server' : `aborted: ${report.reason ?? ''}`;
  process.stdout.write(
    `${[...lines, `session ${end} after ${report.exchanges} exchange${report.exchanges === 1 ? '' : 's'}`].join('\n')}\n`,
  );
}

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    process.stderr.write(`dm-client: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = error instanceof read.UsageError || error instanceof StateError ? 2 : 1;
  }
}
