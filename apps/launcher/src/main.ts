import { Socket } from 'node:net';
import process from 'node:process';
import { ClusterError } from '@dm2/cluster';
import { Command, InvalidArgumentError, Option } from 'commander';
import { LauncherError } from './launcher-error.js';
import { parts, type Part } from './stack.js';
import { lonelyParts, testParts, type TestPart } from './test-run/parts.js';

/** Aborted by Ctrl-C, SIGTERM, SIGHUP, and when the process that started this one is gone. */
const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupted.abort());

/** tools/launch.cjs holds the other end of this pipe; the kernel closes it with its process. */
function watchLauncherPipe(): void {
  const fd = Number(process.env['DM2_LAUNCH_PIPE'] ?? 0);
  delete process.env['DM2_LAUNCH_PIPE'];
  if (fd === 0) return;
  const pipe = new Socket({ fd, readable: true, writable: false });
  pipe.on('error', () => undefined);
  pipe.on('close', () => interrupted.abort());
  pipe.resume();
  pipe.unref();
}

function portsOption(): Option {
  return new Option('--ports <how>', 'the ports of the documentation, or any that are free').choices([
    'table',
    'auto',
  ]);
}

function webUrl(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.port !== '' || url.pathname !== '/') {
    throw new InvalidArgumentError('It must look like http://192.0.2.10; the ports are added.');
  }
  return url.origin;
}

const program = new Command('dm2')
  .description('Starts the whole reference implementation from its sources.')
  .configureOutput({ outputError: (text, write) => write(text) });

program
  .command('start')
  .description('start everything, run the basic flow once, stay up')
  .addOption(portsOption().default('table'))
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .option(
    '--public-url <url>',
    'how others reach this machine, e.g. http://192.0.2.10; the ports are added',
    webUrl,
  )
  .option('--interactive', "a person plays the user on the device's screen", false)
  .option('--json <file>', 'write URLs, token and process ids to this file')
  .action(
    async (options: {
      ports: 'table' | 'auto';
      host: string;
      publicUrl?: string;
      interactive: boolean;
      json?: string;
    }) => {
      const { start } = await import('./start.js');
      process.exitCode = await start(options, interrupted.signal);
    },
  );

program
  .command('demo')
  .description('run the basic flow once; exit code 0 only if every step was observed')
  .addOption(portsOption().default('auto'))
  .option('--json <file>', 'write what was observed to this file')
  .addOption(new Option('--without <part>', 'take one part away').choices([...parts]))
  .option(
    '--against',
    'use services that are running already; their URLs and secrets come from the environment',
    false,
  )
  .action(async (options: { ports: 'table' | 'auto'; json?: string; without?: Part; against: boolean }) => {
    const { demo } = await import('./demo.js');
    process.exitCode = await demo(options, interrupted.signal);
  });

program
  .command('test')
  .description('run every check and test; the last line is their sum')
  .addOption(
    new Option('--only <part>', 'one part of the run')
      .choices([...lonelyParts])
      .argParser((value) => value as TestPart),
  )
  .action(async (options: { only?: TestPart }) => {
    const { runTests } = await import('./test-run/run.js');
    process.exitCode = await runTests(options.only ? [options.only] : testParts, interrupted.signal);
  });

program
  .command('provision')
  .description('make roles and schemas in DATABASE_URL (used by docker compose)')
  .action(async () => {
    const { provisionGiven } = await import('./provision-command.js');
    await provisionGiven();
  });

program
  .command('guide')
  .description('register the device and say what to open (used by docker compose)')
  .action(async () => {
    const { guide } = await import('./guide.js');
    await guide(interrupted.signal);
  });

watchLauncherPipe();
try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof LauncherError) && !(error instanceof ClusterError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
