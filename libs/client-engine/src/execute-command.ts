import { decodeCommand, type RawCommand } from '@dm2/protocol';
import { CommandFailure } from './command-failure.js';
import { exec, remove } from './commands/change.js';
import type { CommandContext, CommandOutcome } from './commands/context.js';
import { get } from './commands/read.js';
import { hget, send } from './commands/repository.js';
import { show } from './commands/show.js';

/** What became of a command; `reason` is for the device's log. */
export interface Executed extends CommandOutcome {
  readonly reason?: string;
}

/**
 * Executes one command of a Package#2 (TS 5.3). Whatever happens is a status: 400 for a malformed command, 501 for an unknown
 * or unsupported one, 500 for what nobody expected. A failure changes nothing.
 */
export async function executeCommand(raw: RawCommand, context: CommandContext): Promise<Executed> {
  const decoded = decodeCommand(raw);
  if (decoded.kind === 'unknown') return { status: 501, reason: `"${decoded.name}" is no DM command` };
  if (decoded.kind === 'malformed') return { status: 400, reason: decoded.problem };
  const { command } = decoded;
  try {
    switch (command.name) {
      case 'GET':
        return await get(command.clientUri, context);
      case 'DELETE':
        return remove(command.clientUri, context);
      case 'EXEC':
        return exec(command.clientUri, command.serverUri, context);
      case 'HGET':
        return await hget(command.serverUri, command.clientUri, context);
      case 'HPUT':
        return await send('PUT', command.serverUri, command.clientUris, context);
      case 'HPOST':
        return await send('POST', command.serverUri, command.clientUris, context);
      case 'SHOW':
        return await show(command.serverUri, context);
      case 'CONT':
        return { status: 200, continueAt: context.serverUri(command.serverUri) };
      case 'END':
        return { status: 200 };
      case 'DEFAULT':
      case 'SUB':
      case 'UNSUB':
        return { status: 501, reason: `${command.name} is not supported by this device` };
    }
  } catch (error) {
    if (error instanceof CommandFailure) return { status: error.status, reason: error.message };
    return { status: 500, reason: error instanceof Error ? error.message : String(error) };
  }
}
