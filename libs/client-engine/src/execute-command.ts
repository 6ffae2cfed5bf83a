import { decodeCommand, type DmCommand, type RawCommand } from '@dm2/protocol';
import { CommandFailure } from './command-failure.js';
import { exec, remove } from './commands/change.js';
import { httpUri, type CommandContext, type CommandOutcome } from './commands/context.js';
import { get } from './commands/read.js';
import { hget, send } from './commands/repository.js';
import { show } from './commands/show.js';
import { setDefault, subscribe, unsubscribe } from './commands/subscribe.js';

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
  try {
    const { name } = decoded.command;
    const consent = await context.consents(decoded.command);
    if (consent === 'refused') return { status: 507, reason: `the user does not allow ${name}` };
    if (consent === 'unanswered')
      return { status: 503, reason: `the user was asked about ${name} and said nothing` };
    return await execute(decoded.command, context);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { status: error instanceof CommandFailure ? error.status : 500, reason };
  }
}

async function execute(command: DmCommand, context: CommandContext): Promise<Executed> {
  switch (command.name) {
    case 'GET':
      return get(command.clientUri, context);
    case 'DELETE':
      return remove(command.clientUri, context);
    case 'EXEC':
      return exec(command.clientUri, command.serverUri, context);
    case 'HGET':
      return hget(command.serverUri, command.clientUri, context);
    case 'HPUT':
      return send('PUT', command.serverUri, command.clientUris, context);
    case 'HPOST':
      return send('POST', command.serverUri, command.clientUris, context);
    case 'SHOW':
      return show(command.serverUri, context);
    case 'CONT':
      // TS 5.3.8: where all further packages of the session go.
      return { status: 200, continueAt: httpUri(command.serverUri, context) };
    case 'END':
      return { status: 200 };
    case 'DEFAULT':
      return setDefault(command.serverUri, command.moid, context);
    case 'SUB':
      return subscribe(command.serverUri, command.clientUri, context);
    case 'UNSUB':
      return unsubscribe(command.clientUri, context);
  }
}
