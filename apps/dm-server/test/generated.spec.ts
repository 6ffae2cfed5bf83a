import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { openApiJson } from '../src/openapi.js';
import { withConfigTable } from '../tools/readme.js';

const beside = (name: string) => readFile(new URL(`../${name}`, import.meta.url), 'utf8');
/** Tables are laid out by the formatter. */
const withoutLayout = (text: string) =>
  text.replace(/-{3,}/g, '---').replace(/ +/g, ' ').replaceAll('| ', '|').replaceAll(' |', '|');

describe('what is generated and committed (npm run generate)', () => {
  it('openapi.json is what the controllers say', async () => {
    expect(JSON.parse(await beside('openapi.json'))).toEqual(JSON.parse(await openApiJson()));
  });

  it('the settings in the README are those of the configuration', async () => {
    const readme = await beside('README.md');
    expect(withoutLayout(readme)).toBe(withoutLayout(withConfigTable(readme)));
  });
});
