import { COMMAND_SIGNATURES, decodeCommand, STATUS, type CommandName } from '@dm2/protocol';
import type { LoggedPackage } from '../../api/types.js';
import { commandsOf, contentOf, statusesOf, type Part } from './package-content.js';

/** A command with all that became of it. */
export interface Command {
  readonly index: number;
  readonly name: string;
  /** The clause that defines it; none if it is unknown. */
  readonly clause: string | undefined;
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
  /** What is wrong with it. */
  readonly problem: string | undefined;
  readonly status: number | undefined;
  readonly uris: readonly string[];
  /** The data of a GET. */
  readonly data: Part | undefined;
}

/** A Package#2 and the Package#3 that answers it. */
export interface Exchange {
  readonly request: LoggedPackage;
  readonly response: LoggedPackage | undefined;
  readonly commands: readonly Command[];
}

/** The exchanges of a session: packages alternate (TS 5.1.1), so each Package#3 answers the Package#2 before it. */
export function exchangesOf(packages: readonly LoggedPackage[]): Exchange[] {
  const exchanges: Exchange[] = [];
  packages.forEach((request, i) => {
    if (request.number !== 2) return;
    const next = packages[i + 1];
    const response = next?.number === 3 ? next : undefined;
    exchanges.push({ request, response, commands: readCommands(request, response) });
  });
  return exchanges;
}

function readCommands(request: LoggedPackage, response: LoggedPackage | undefined): Command[] {
  const statuses = response ? statusesOf(response) : [];
  const parts = response ? contentOf(response).parts : [];
  return commandsOf(request).map((raw, index) => {
    const [name = '', ...values] = raw;
    const decoded = decodeCommand(raw);
    const signature = isKnown(name) ? COMMAND_SIGNATURES[name] : undefined;
    return {
      index,
      name,
      clause: signature?.clause,
      parameters: values.map((value, i) => ({
        name: signature?.parameters[Math.min(i, signature.parameters.length - 1)] ?? `parameter ${i + 1}`,
        value,
      })),
      problem:
        decoded.kind === 'malformed'
          ? decoded.problem
          : decoded.kind === 'unknown'
            ? 'no command of the specification'
            : undefined,
      status: statuses[index]?.code,
      uris: statuses[index]?.uris ?? [],
      data: parts.find((part) => part.name === String(index)),
    };
  });
}

function isKnown(name: string): name is CommandName {
  return Object.hasOwn(COMMAND_SIGNATURES, name);
}

/** Whether a status means success (TS App. C): 2xx, 304, and 12xx of an application's own. */
export function isGood(status: number): boolean {
  return (status >= 200 && status < 300) || status === 304 || (status >= 1200 && status < 1300);
}

/** A status in words. */
export function statusWords(status: number): { readonly name: string; readonly meaning: string } {
  const known = STATUS[status];
  if (known) return known;
  if (status >= 1000 && status <= 1999)
    return { name: 'Application specific', meaning: 'defined by the object' };
  return { name: 'Not a status of the specification', meaning: 'TS App. C has no such code' };
}
