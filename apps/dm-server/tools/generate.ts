import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { writeSettings } from '@dm2/service';
import { serverConfig } from '../src/config.js';
import { openApiJson } from '../src/openapi.js';

/** Brings what is generated from the code up to date: `openapi.json` and the table of settings in the README. */
const beside = (name: string) => new URL(`../${name}`, import.meta.url);

await writeFile(beside('openapi.json'), await openApiJson());
await writeSettings(beside('README.md'), serverConfig);
