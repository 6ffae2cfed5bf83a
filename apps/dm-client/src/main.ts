import { CommanderError } from 'commander';
import { StateError } from './adapters/file-store.js';
import { UsageError } from './options.js';
import { program } from './program.js';

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
