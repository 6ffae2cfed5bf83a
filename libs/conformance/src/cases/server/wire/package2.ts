import type { Checker } from '../../../case.js';
import { header, jsonOf, TYPES, type RawAnswer } from '../../../peers/raw-client.js';
import { isClientUri } from './client-uri.js';

/** How many ServerURIs and ClientURIs each command takes, in order (TS 5.3). */
const PARAMETERS: Readonly<Record<string, (parameters: readonly string[]) => boolean>> = {
  HGET: ([server, client, ...more]) =>
    isUri(server) && (client === undefined || isClientUri(client)) && more.length === 0,
  HPUT: ([server, ...clients]) => isUri(server) && clients.length > 0 && clients.every(isClientUri),
  HPOST: ([server, ...clients]) => isUri(server) && clients.length > 0 && clients.every(isClientUri),
  DELETE: only(isClientUri),
  EXEC: ([client, server, ...more]) =>
    isClientUri(client ?? '') && (server === undefined || isUri(server)) && more.length === 0,
  GET: only(isClientUri),
  SHOW: only(isUri),
  CONT: only(isUri),
  END: (parameters) => parameters.length === 0,
  DEFAULT: ([server, moid, ...more]) => isUri(server) && isMoid(moid) && more.length === 0,
  SUB: ([server, client, ...more]) => isUri(server) && isClientUri(client ?? '') && more.length === 0,
  UNSUB: only(isClientUri),
};

function only(is: (parameter: string) => boolean): (parameters: readonly string[]) => boolean {
  return (parameters) => parameters.length === 1 && is(parameters[0] ?? '');
}

/** A URI with a scheme, brackets around the parameters of TS 6.2 included. */
function isUri(text: string | undefined): boolean {
  return /^[A-Za-z][A-Za-z0-9+.-]*:[\x21-\x7e]+$/.test(text ?? '');
}

function isMoid(text: string | undefined): boolean {
  return text !== undefined && text !== '' && !text.includes('/');
}

/** Judges the form of a Package#2 (TS 5.2.3, 7.2.1.2); `strict`: as the technical specification has it, without the change request. */
export function judgePackage2(answer: RawAnswer, check: Checker, { strict = false } = {}): void {
  const type = header(answer, 'content-type');
  check.must(
    (type.split(';', 1)[0] ?? '').trim().toLowerCase() === TYPES.request,
    `its media type is ${TYPES.request}`,
    type,
    'TS 7.2.1.2',
  );
  const json = jsonOf(answer);
  const commands = json['CMD'];
  const wellFormed =
    Array.isArray(commands) &&
    commands.every(
      (command) =>
        Array.isArray(command) && command.length > 0 && command.every((part) => typeof part === 'string'),
    );
  check.must(wellFormed, 'CMD is there, an array of arrays of strings', answer.body, 'TS 7.2.1.2');
  const wrong = answer.commands.filter(([name = '', ...parameters]) => !PARAMETERS[name]?.(parameters));
  check.must(
    wellFormed && wrong.length === 0,
    'each command is one of the specification, with its parameters in order',
    wrong,
    'TS 5.3',
  );
  check.must(
    answer.commands.filter(([name]) => name === 'END').length <= 1,
    'there is one END at most',
    answer.commands,
    'TS 5.3.9',
  );
  judgeStatus(json, check, strict);
}

/** Only the change request knows a status in Package#2, one for the previous package; an alert never has one (TS 5.4). */
function judgeStatus(json: Readonly<Record<string, unknown>>, check: Checker, strict: boolean): void {
  const statuses = json['Status'];
  if (strict) {
    check.must(!('Status' in json), 'there is no Status in it', statuses, 'TS 7.2.1.2');
  } else {
    check.must(
      statuses === undefined || isOneStatus(statuses),
      'Status, if it is there, is [{"sc": n}], one for the previous package as a whole',
      statuses,
      'TS 5.4',
    );
  }
  check.must(!('Alert' in json), 'a server sends no alerts', json['Alert'], 'TS 5.4');
}

function isOneStatus(statuses: unknown): boolean {
  if (!Array.isArray(statuses) || statuses.length !== 1) return false;
  const [status] = statuses as unknown[];
  return (
    typeof status === 'object' &&
    status !== null &&
    typeof (status as { sc?: unknown }).sc === 'number' &&
    Object.keys(status).every((name) => name === 'sc')
  );
}
