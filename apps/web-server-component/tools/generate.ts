import 'reflect-metadata';
import { writeSettings } from '@dm2/service';
import { configSchema } from '../src/config.js';

/** Brings the table of settings in the README up to date. */
await writeSettings(new URL('../README.md', import.meta.url), configSchema);
