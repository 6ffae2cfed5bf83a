#!/usr/bin/env node
// Runs the simulator from its sources, without a build; in an image, where only the build is, from that.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const home = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(home, 'src', 'main.ts');
const built = join(home, 'dist', 'main.js');

if (!existsSync(source) || (process.env.NODE_ENV === 'production' && existsSync(built))) {
  await import(pathToFileURL(built).href);
} else {
  const child = spawn(
    process.execPath,
    [
      '--conditions=@dm2/source',
      '--import',
      import.meta.resolve('@swc-node/register/esm-register'),
      source,
      ...process.argv.slice(2),
    ],
    { stdio: 'inherit', env: { ...process.env, TS_NODE_PROJECT: join(home, 'tsconfig.json') } },
  );
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    process.stderr.write(`dm-client: ${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}
