import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { writeSettings } from '@dm2/service';
import { configSchema } from '../src/server/config.js';
import { generate, target } from './generate-api.mjs';

/** Brings what is generated up to date: the types of the management API, and the table of settings in the README. */
await writeFile(target, await generate());
await writeSettings(new URL('../README.md', import.meta.url), configSchema);
