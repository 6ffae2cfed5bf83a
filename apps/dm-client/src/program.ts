import { Command } from 'commander';
import { create } from './commands/create.js';
import { request } from './commands/request.js';
import { run } from './commands/run.js';
import { session } from './commands/session.js';
import { tree } from './commands/tree.js';
import { option, withDeviceOptions, type RawOptions } from './options.js';

/** The command line of the device. */
export const program = new Command('dm-client')
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

withDeviceOptions(program.command('create'))
  .description('an application of the device makes management objects of its own (TS 10)')
  .requiredOption('--data <file>', 'the objects as application/dmmo+json')
  .addOption(option('--app <id>', 'the application', 'app'))
  .action(async (options: RawOptions & { readonly data: string; readonly app: string }) => {
    process.exitCode = await create(options);
  });

program
  .command('tree')
  .description('the DM tree of a device, as far as it can be read')
  .addOption(option('--state <dir>', 'where the device keeps its state'))
  .addOption(option('--ddf <files>', 'descriptions (DDF) of more management objects'))
  .addOption(option('--json', 'as application/dmmo+json'))
  .action(tree);
