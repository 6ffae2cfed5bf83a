import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[/\\]$/, '');

/** Where `npm start` keeps what must survive: database, objects, the device's tree, secrets, logs. */
export const stateFolder = process.env['DM2_HOME'] ?? path.join(root, '.dm2');

/** A path given on the command line is meant from where the command was typed, not from where npm runs it. */
export function fromHere(file: string): string {
  return path.resolve(process.env['INIT_CWD'] ?? process.cwd(), file);
}
