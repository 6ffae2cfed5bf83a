import { readFile, writeFile } from 'node:fs/promises';
import { COMPONENT, DOCUMENT, SCHEMA } from './files.js';
import { eventsJsonSchema, internalInterface } from './internal-interface.js';

/** Brings what is published of the internal interface up to date: the events' schema and the document. */
await writeFile(SCHEMA, `${JSON.stringify(eventsJsonSchema(), null, 2)}\n`);
await writeFile(
  DOCUMENT,
  await internalInterface(await readFile(DOCUMENT, 'utf8'), await readFile(COMPONENT, 'utf8')),
);
