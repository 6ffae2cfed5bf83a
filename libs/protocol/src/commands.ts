import { COMMAND_NAMES, type CommandName } from './status.js';

/** A command as on the wire: its name, then its parameters in order (TS 7.2.1.2). */
export type RawCommand = readonly string[];

/** A DM command with its parameters named (TS 5.3). */
export type DmCommand =
  /** Retrieves data from a repository (TS 5.3.1); without `clientUri` the client chooses the place. */
  | { readonly name: 'HGET'; readonly serverUri: string; readonly clientUri?: string }
  /** Sends data to a repository by HTTP PUT or POST (TS 5.3.2, 5.3.3). */
  | { readonly name: 'HPUT' | 'HPOST'; readonly serverUri: string; readonly clientUris: readonly string[] }
  | { readonly name: 'DELETE' | 'GET' | 'UNSUB'; readonly clientUri: string }
  /** Executes a node (TS 5.3.5); with `serverUri` asynchronously, the result goes there. */
  | { readonly name: 'EXEC'; readonly clientUri: string; readonly serverUri?: string }
  | { readonly name: 'SHOW' | 'CONT'; readonly serverUri: string }
  | { readonly name: 'END' }
  | { readonly name: 'DEFAULT'; readonly serverUri: string; readonly moid: string }
  | { readonly name: 'SUB'; readonly serverUri: string; readonly clientUri: string };

export type DecodedCommand =
  | { readonly kind: 'command'; readonly command: DmCommand }
  /** No command of the specification: answered 501. */
  | { readonly kind: 'unknown'; readonly name: string }
  /** A known command with wrong parameters: answered 400. */
  | {
      readonly kind: 'malformed';
      readonly name: CommandName;
      readonly problem: string;
      readonly clause: string;
    };

interface Signature {
  readonly clause: string;
  readonly parameters: readonly string[];
  readonly min: number;
  readonly max: number;
}

/** The parameters of each command, in order (TS 5.3). */
export const COMMAND_SIGNATURES: Readonly<Record<CommandName, Signature>> = {
  HGET: { clause: 'TS 5.3.1', parameters: ['ServerURI', 'ClientURI'], min: 1, max: 2 },
  HPUT: { clause: 'TS 5.3.2', parameters: ['ServerURI', 'ClientURI'], min: 2, max: Infinity },
  HPOST: { clause: 'TS 5.3.3', parameters: ['ServerURI', 'ClientURI'], min: 2, max: Infinity },
  DELETE: { clause: 'TS 5.3.4', parameters: ['ClientURI'], min: 1, max: 1 },
  EXEC: { clause: 'TS 5.3.5', parameters: ['ClientURI', 'ServerURI'], min: 1, max: 2 },
  GET: { clause: 'TS 5.3.6', parameters: ['ClientURI'], min: 1, max: 1 },
  SHOW: { clause: 'TS 5.3.7', parameters: ['ServerURI'], min: 1, max: 1 },
  CONT: { clause: 'TS 5.3.8', parameters: ['ServerURI'], min: 1, max: 1 },
  END: { clause: 'TS 5.3.9', parameters: [], min: 0, max: 0 },
  DEFAULT: { clause: 'TS 5.3.10', parameters: ['ServerURI', 'MOID'], min: 2, max: 2 },
  SUB: { clause: 'TS 5.3.11', parameters: ['ServerURI', 'ClientURI'], min: 2, max: 2 },
  UNSUB: { clause: 'TS 5.3.12', parameters: ['ClientURI'], min: 1, max: 1 },
};

/** Reads one command of a Package#2. Never throws: a command that can't be read is answered by its own status. */
export function decodeCommand(raw: RawCommand): DecodedCommand {
  const [name = '', ...parameters] = raw;
  if (!isCommandName(name)) return { kind: 'unknown', name };
  const { clause, min, max, parameters: wanted } = COMMAND_SIGNATURES[name];
  if (parameters.length < min || parameters.length > max) {
    const count = min === max ? `${min}` : max === Infinity ? `at least ${min}` : `${min} or ${max}`;
    const problem = `${name} takes ${count} parameter${count === '1' ? '' : 's'}${wanted.length > 0 ? ` (${wanted.join(', ')})` : ''}, not ${parameters.length}`;
    return { kind: 'malformed', name, clause, problem };
  }
  const empty = parameters.findIndex((parameter) => parameter === '');
  if (empty >= 0) {
    const parameter = wanted[Math.min(empty, wanted.length - 1)] ?? 'parameter';
    return { kind: 'malformed', name, clause, problem: `${name}: ${parameter} is empty` };
  }
  return { kind: 'command', command: build(name, parameters) };
}

/** Writes a command as on the wire. */
export function encodeCommand(command: DmCommand): RawCommand {
  switch (command.name) {
    case 'HGET':
      return [
        command.name,
        command.serverUri,
        ...(command.clientUri === undefined ? [] : [command.clientUri]),
      ];
    case 'HPUT':
    case 'HPOST':
      return [command.name, command.serverUri, ...command.clientUris];
    case 'DELETE':
    case 'GET':
    case 'UNSUB':
      return [command.name, command.clientUri];
    case 'EXEC':
      return [
        command.name,
        command.clientUri,
        ...(command.serverUri === undefined ? [] : [command.serverUri]),
      ];
    case 'SHOW':
    case 'CONT':
      return [command.name, command.serverUri];
    case 'END':
      return [command.name];
    case 'DEFAULT':
      return [command.name, command.serverUri, command.moid];
    case 'SUB':
      return [command.name, command.serverUri, command.clientUri];
  }
}

function isCommandName(name: string): name is CommandName {
  return (COMMAND_NAMES as readonly string[]).includes(name);
}

function build(name: CommandName, [first = '', second, ...more]: readonly string[]): DmCommand {
  switch (name) {
    case 'HGET':
      return { name, serverUri: first, ...(second === undefined ? {} : { clientUri: second }) };
    case 'HPUT':
    case 'HPOST':
      return { name, serverUri: first, clientUris: [second ?? '', ...more] };
    case 'DELETE':
    case 'GET':
    case 'UNSUB':
      return { name, clientUri: first };
    case 'EXEC':
      return { name, clientUri: first, ...(second === undefined ? {} : { serverUri: second }) };
    case 'SHOW':
    case 'CONT':
      return { name, serverUri: first };
    case 'END':
      return { name };
    case 'DEFAULT':
      return { name, serverUri: first, moid: second ?? '' };
    case 'SUB':
      return { name, serverUri: first, clientUri: second ?? '' };
  }
}
