import { hasCurrentSettings, loadConfig } from '@dm2/service';
import { expect, test } from 'vitest';
import { configSchema } from './config.js';

test('the settings in the README are those of the configuration (npm run generate)', async () => {
  expect(await hasCurrentSettings(new URL('../README.md', import.meta.url), configSchema)).toBe(true);
});

test('what is missing is named, all of it', () => {
  expect(() => loadConfig(configSchema, {})).toThrow(
    /^DATABASE_URL: .*\nWSC_API_TOKEN: .*\nEVENTS_URL: .*\nINTERNAL_EVENTS_SECRET: .*$/,
  );
});
