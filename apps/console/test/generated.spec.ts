import { readFileSync } from 'node:fs';
import { hasCurrentSettings } from '@dm2/service';
import { expect, it } from 'vitest';
import { configSchema } from '../src/server/config.js';
import { generate, target } from '../tools/generate-api.mjs';

it('knows the management API as the DM Server publishes it', async () => {
  expect(readFileSync(target, 'utf8'), 'run "npm run generate -w apps/console"').toBe(await generate());
});

it('has the settings of its configuration in the README', async () => {
  const readme = new URL('../README.md', import.meta.url);
  expect(await hasCurrentSettings(readme, configSchema), 'run "npm run generate -w apps/console"').toBe(true);
});
