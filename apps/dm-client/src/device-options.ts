import type { Descriptions } from '@dm2/client-engine';
import { COMMAND_NAMES, parseDdf, ProtocolError, STANDARD_DDFS, type CommandName } from '@dm2/protocol';
import { oneOf, readTextFile, UsageError } from './options.js';

/** The standard descriptions and those of the files named, by MOID: the `DDFName` of a root (TS 6.4). */
export function descriptionsOf(files: string | undefined): Descriptions {
  const found = new Map(STANDARD_DDFS);
  for (const file of list(files)) {
    try {
      const ddf = parseDdf(readTextFile('--ddf', file));
      for (const root of ddf.roots) {
        if (root.ddfName === undefined)
          throw new UsageError(`--ddf: ${file}: a root has no DDFName, which carries the MOID (TS 6.4)`);
        found.set(root.ddfName, { ...ddf, roots: [root] });
      }
    } catch (error) {
      if (error instanceof ProtocolError) throw new UsageError(`--ddf: ${file}: ${error.message}`);
      throw error;
    }
  }
  return found;
}

/** Names of DM commands. @throws UsageError */
export function commandsOf(name: string, text: string | undefined): CommandName[] {
  return [...new Set(list(text).map((word) => oneOf(name, COMMAND_NAMES, word.toUpperCase())))];
}

function list(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
