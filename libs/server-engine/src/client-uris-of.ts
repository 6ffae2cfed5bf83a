import type { DmCommand } from '@dm2/protocol';

/** The ClientURIs of a command, each with the place of its parameter, from 1. */
export function clientUrisOf(command: DmCommand): { clientUri: string; parameter: number }[] {
  switch (command.name) {
    case 'GET':
    case 'DELETE':
    case 'UNSUB':
    case 'EXEC':
      return [{ clientUri: command.clientUri, parameter: 1 }];
    case 'SUB':
      return [{ clientUri: command.clientUri, parameter: 2 }];
    case 'HGET':
      return command.clientUri === undefined ? [] : [{ clientUri: command.clientUri, parameter: 2 }];
    case 'HPUT':
    case 'HPOST':
      return command.clientUris.map((clientUri, k) => ({ clientUri, parameter: k + 2 }));
    case 'SHOW':
    case 'CONT':
    case 'END':
    case 'DEFAULT':
      return [];
  }
}
