import { readFileSync } from 'node:fs';
import { describeConfig, loadConfig } from '@dm2/service';
import { expect, test } from 'vitest';
import { configSchema } from './config.js';

test('the table in the README is that of the schema', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const table = /<!-- configuration -->\n+(.*?)\n+<!-- \/configuration -->/s.exec(readme)?.[1];
  expect(withoutPadding(table ?? '')).toBe(withoutPadding(describeConfig(configSchema)));
});

const withoutPadding = (table: string) => table.replace(/ +/g, ' ').replace(/ ?-{3,} ?/g, '---');

test('what is missing is named, all of it', () => {
  expect(() => loadConfig(configSchema, {})).toThrow(
    /^DATABASE_URL: .*\nWSC_API_TOKEN: .*\nEVENTS_URL: .*\nINTERNAL_EVENTS_SECRET: .*$/,
  );
});
