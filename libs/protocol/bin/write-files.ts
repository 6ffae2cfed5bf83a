import { mkdirSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { DDF_FILES, formatDdf, jsonSchema, SCHEMA_NAMES, STANDARD_DDFS } from '../src/index.js';

/** Writes the files that are shipped from what is described in the sources: `npm run generate -w @dm2/protocol`. */
const folder = new URL('../', import.meta.url);
const options = await resolveConfig(new URL('package.json', folder));
for (const name of ['ddf', 'schemas']) mkdirSync(new URL(name, folder), { recursive: true });
for (const [moid, file] of DDF_FILES) {
  const ddf = STANDARD_DDFS.get(moid);
  if (ddf) writeFileSync(new URL(`ddf/${file}`, folder), formatDdf(ddf));
}
for (const name of SCHEMA_NAMES) {
  const text = await format(JSON.stringify(jsonSchema(name)), { ...options, parser: 'json' });
  writeFileSync(new URL(`schemas/${name}.schema.json`, folder), text);
}
