// The types of the management API from the DM Server's committed OpenAPI.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openapiTypes, { astToString } from 'openapi-typescript';
import { format, resolveConfig } from 'prettier';

const source = new URL('../../dm-server/openapi.json', import.meta.url);

/** The file that holds the types. */
export const target = fileURLToPath(new URL('../src/web/api/generated/management-api.ts', import.meta.url));

/** @returns {Promise<string>} what the file has to say */
export async function generate() {
  const types = astToString(await openapiTypes(JSON.parse(readFileSync(source, 'utf8'))));
  const header =
    '// Generated from apps/dm-server/openapi.json by "npm run generate -w apps/console"; don\'t edit.\n';
  return format(header + types, { ...(await resolveConfig(target)), filepath: target });
}
