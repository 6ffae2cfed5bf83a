import { readFile, writeFile } from 'node:fs/promises';
import { withOptionTables } from './readme.js';

/** Brings what is generated from the code up to date: the tables of options in the README. */
const readme = new URL('../README.md', import.meta.url);
await writeFile(readme, withOptionTables(await readFile(readme, 'utf8')));
