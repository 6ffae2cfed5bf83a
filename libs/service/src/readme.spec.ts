import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { hasCurrentSettings, withGenerated, writeSettings } from './readme.js';

const folder = mkdtempSync(join(tmpdir(), 'dm2-readme-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'README.md');
const schema = z.object({ LIMIT: z.coerce.number().default(3).describe('a limit') });

test('settings are written between their marks, and are current then, however they are laid out', async () => {
  writeFileSync(file, '# A\n\n<!-- settings -->\n<!-- /settings -->\n\nmore\n');
  expect(await hasCurrentSettings(pathToFileURL(file), schema)).toBe(false);
  await writeSettings(pathToFileURL(file), schema);
  const text = readFileSync(file, 'utf8');
  expect(text).toMatch(/^# A\n\n<!-- settings -->\n\n\| Variable .*\n\n<!-- \/settings -->\n\nmore\n$/s);
  writeFileSync(
    file,
    text.replace('| `LIMIT` | `3` |', '| `LIMIT`   |    `3` |').replace('|---|', '| ------ |'),
  );
  expect(await hasCurrentSettings(pathToFileURL(file), schema)).toBe(true);
});

test('a README that says something else is not current', async () => {
  writeFileSync(file, readFileSync(file, 'utf8').replace('`3`', '`4`'));
  expect(await hasCurrentSettings(pathToFileURL(file), schema)).toBe(false);
});

test('a text without a place for it is told', () => {
  expect(() => withGenerated('nothing', 'settings', 'x')).toThrow('no place for "settings"');
  expect(() => withGenerated('<!-- /a --><!-- a -->', 'a', 'x')).toThrow('no place');
});
