import { Command, CommanderError } from 'commander';
import { StateError } from './adapters/file-store.js';
import { request } from './commands/request.js';
import { run } from './commands/run.js';
import { session } from './commands/session.js';
import { tree } from './commands/tree.js';
import { option, UsageError, withDeviceOptions, type RawOptions } from './options.js';

const program = new Command('dm-client')
  .description('A DM Client of OMA Device Management 2.0: one simulated device')
  .exitOverride()
  .showHelpAfterError(false);

withDeviceOptions(program.command('session'))
  .description('one client-initiated session')
  .action(async (options: RawOptions) => {
    process.exitCode = await session(options);
  });

withDeviceOptions(program.command('run'))
  .description('a device that stays up and listens for notifications')
  .addOption(option('--notify <url>', 'listen for Package#0 at udp://HOST:PORT').helpGroup('Notifications:'))
  .action(run);

withDeviceOptions(program.command('request'))
  .description('an application of the device asks for a management object (TS 5.3.10)')
  .requiredOption('--moid <moid>', 'the object')
  .addOption(option('--app <id>', 'the application', 'app'))
  .action(async (options: RawOptions & { readonly moid: string; readonly app: string }) => {
    process.exitCode = await request(options);
  });

program
  .command('tree')
  .description('the DM tree of a device, as far as it can be read')
  .addOption(option('--state <dir>', 'where the device keeps its state'))
  .addOption(option('--ddf <files>', 'descriptions (DDF) of more management objects'))
  .addOption(option('--json', 'as application/dmmo+json'))
  .action(tree);

// A variable that is set to nothing, as compose files do, is one that is not set.
for (const [name, value] of Object.entries(process.env))
  if (name.startsWith('DM_CLIENT_') && value === '') delete process.env[name];

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    process.stderr.write(`dm-client: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = error instanceof UsageError || error instanceof StateError ? 2 : 1;
  }
}
