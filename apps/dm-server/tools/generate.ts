import 'reflect-metadata';
import { readFile, writeFile } from 'node:fs/promises';
import { openApiJson } from '../src/openapi.js';
import { withConfigTable } from './readme.js';

/** Brings what is generated from the code up to date: `openapi.json` and the table of settings in the README. */
const beside = (name: string) => new URL(`../${name}`, import.meta.url);

await writeFile(beside('openapi.json'), await openApiJson());
await writeFile(beside('README.md'), withConfigTable(await readFile(beside('README.md'), 'utf8')));
