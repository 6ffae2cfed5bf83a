import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import { hasCurrentSettings } from '@dm2/service';
import { describe, expect, it } from 'vitest';
import { serverConfig } from '../src/config.js';
import { openApiJson } from '../src/openapi.js';

const beside = (name: string) => new URL(`../${name}`, import.meta.url);

describe('what is generated and committed (npm run generate)', () => {
  it('openapi.json is what the controllers say', async () => {
    const committed = await readFile(beside('openapi.json'), 'utf8');
    expect(JSON.parse(committed)).toEqual(JSON.parse(await openApiJson()));
  });

  it('the settings in the README are those of the configuration', async () => {
    expect(await hasCurrentSettings(beside('README.md'), serverConfig)).toBe(true);
  });
});
