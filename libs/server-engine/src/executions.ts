import { ALERT, canonicalMoid, type Alert, type ClientUri, type Segment } from '@dm2/protocol';
import { readClientUri } from './place.js';

/** Which command of a task it is. */
export interface CommandPlace {
  readonly taskId: string;
  readonly step: number;
  readonly index: number;
}

/** What an alert says of the EXEC it reports on. */
export type Reported = Pick<Alert, 'AlertType' | 'Mark' | 'DataType' | 'Data'>;

/** An EXEC whose final status comes, or came, as an alert (TS 5.4.1): answered 202, or its answer never came. */
export interface AcceptedExecution extends CommandPlace {
  readonly clientUri: string;
  /** What has been reported of it. */
  readonly reported?: Reported;
}

/** What an alert answers. */
export interface AlertMatch {
  readonly execution: AcceptedExecution;
  /** It says again what has been reported. */
  readonly repeated: boolean;
}

const SESSION_ALERTS: ReadonlySet<string> = new Set(Object.values(ALERT));

/**
 * Finds the EXEC that an alert reports on by its SourceURI (TS 5.3.5, 13.1). One that names the node as the command did goes before
 * one that the command's x-names, wildcards or unnamed instance can stand for; then the oldest. An alert answers one EXEC: a
 * repeated one changes nothing, any further one stays an alert.
 */
export function matchAlert(alert: Alert, executions: readonly AcceptedExecution[]): AlertMatch | undefined {
  const { SourceURI } = alert;
  if (SourceURI === undefined || SESSION_ALERTS.has(alert.AlertType)) return undefined;
  let best: { execution: AcceptedExecution; likeness: number } | undefined;
  for (const execution of executions) {
    const likeness = likenessOf(execution.clientUri, SourceURI);
    if (likeness > (best?.likeness ?? 0) && execution.reported === undefined) best = { execution, likeness };
  }
  if (best) return { execution: best.execution, repeated: false };
  const again = executions.find(
    ({ clientUri, reported }) =>
      reported !== undefined && likenessOf(clientUri, SourceURI) > 0 && same(reported, reportedBy(alert)),
  );
  return again && { execution: again, repeated: true };
}

/** What an alert reports, without where it comes from. */
export function reportedBy({ AlertType, Mark, DataType, Data }: Alert): Reported {
  return {
    AlertType,
    ...(Mark === undefined ? {} : { Mark }),
    ...(DataType === undefined ? {} : { DataType }),
    ...(Data === undefined ? {} : { Data }),
  };
}

/** 2: the same node, named alike; 1: a node the command may have meant; 0: another. */
function likenessOf(commandUri: string, sourceUri: string): 0 | 1 | 2 {
  if (commandUri === sourceUri) return 2;
  const command = readClientUri(commandUri);
  const source = readClientUri(sourceUri);
  if (!command || !source || canonicalMoid(command.moid) !== canonicalMoid(source.moid)) return 0;
  const pairs = pairsOf(command, source);
  if (!pairs?.every(([wanted, named]) => standsFor(wanted, named))) return 0;
  return pairs.every(([wanted, named]) => wanted.kind === named.kind) ? 2 : 1;
}

function pairsOf(command: ClientUri, source: ClientUri): [Segment, Segment][] | undefined {
  if (command.path.length !== source.path.length) return undefined;
  const named = [source.instance, ...source.path];
  return [command.instance, ...command.path].flatMap((wanted, i): [Segment, Segment][] => {
    const other = named[i];
    return other ? [[wanted, other]] : [];
  });
}

function standsFor(wanted: Segment, named: Segment): boolean {
  if (named.kind === 'only') return true;
  if (wanted.kind === 'name') return named.kind === 'name' && wanted.name === named.name;
  return named.kind === 'name' || named.kind === wanted.kind;
}

/** Equal as JSON, whatever the order of members. */
function same(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [a, b].map((value) => new Map(Object.entries(value))) as [
    Map<string, unknown>,
    Map<string, unknown>,
  ];
  return (
    left.size === right.size &&
    [...left].every(([name, value]) => right.has(name) && same(value, right.get(name)))
  );
}
