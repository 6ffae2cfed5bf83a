import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { DDF_FILES, formatDdf, jsonSchema, parseDdf, SCHEMA_NAMES, STANDARD_DDFS } from '../src/index.js';

/** `npm run generate -w @dm2/protocol` writes these files anew. */
const { resolve } = createRequire(import.meta.url);
const read = (name: string) => readFileSync(resolve(`@dm2/protocol/${name}`), 'utf8');
const files = (folder: string) => readdirSync(new URL(`../${folder}`, import.meta.url)).sort();

it.each([...DDF_FILES])('the description of %s is shipped as it is built in: ddf/%s', (moid, file) => {
  const ddf = STANDARD_DDFS.get(moid);
  if (!ddf) throw new Error(`no description of ${moid}`);
  expect(read(`ddf/${file}`)).toBe(formatDdf(ddf));
  expect(parseDdf(read(`ddf/${file}`))).toEqual(ddf);
});

it.each(SCHEMA_NAMES)('the schema of %s is shipped as it is built in', (name) => {
  expect(JSON.parse(read(`schemas/${name}.schema.json`))).toEqual(jsonSchema(name));
});

it('no other files are shipped beside them, and no description is without one', () => {
  expect(files('ddf')).toEqual([...DDF_FILES.values()].sort());
  expect(files('schemas')).toEqual(SCHEMA_NAMES.map((name) => `${name}.schema.json`).sort());
  expect([...DDF_FILES.keys()]).toEqual([...STANDARD_DDFS.keys()]);
});
