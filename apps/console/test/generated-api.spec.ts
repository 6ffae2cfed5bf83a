import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { generate, target } from '../tools/generate-api.mjs';

it('knows the management API as the DM Server publishes it', async () => {
  expect(readFileSync(target, 'utf8'), 'run "npm run generate -w apps/console"').toBe(await generate());
});
