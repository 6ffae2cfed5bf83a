#!/usr/bin/env node
// Runs the simulator from its sources, without a build; in an image, where only the build is, from that. In this very process:
// whoever ends it ends the device.
import { existsSync } from 'node:fs';
import { register } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const home = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(home, 'src', 'main.ts');
const built = join(home, 'dist', 'main.js');

if (!existsSync(source) || (process.env.NODE_ENV === 'production' && existsSync(built))) {
  await import(pathToFileURL(built).href);
} else {
  process.env.TS_NODE_PROJECT = join(home, 'tsconfig.json');
  register('./source-hooks.mjs', import.meta.url);
  await import(pathToFileURL(source).href);
}
