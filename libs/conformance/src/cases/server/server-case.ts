import { defineCase, type Checker, type ConformanceCase } from '../../case.js';
import type { ServerCapability, ServerSubject } from '../../subjects.js';

/** A subject that has the capabilities a case needs. */
export type Able<C extends ServerCapability> = ServerSubject & Required<Pick<ServerSubject, C>>;

export interface ServerCaseDefinition<C extends ServerCapability> {
  readonly item: string;
  readonly clause: string;
  readonly title: string;
  readonly negative?: boolean;
  /** Without these the case is skipped. */
  readonly needs?: readonly C[];
  readonly run: (subject: Able<C>, check: Checker) => Promise<void>;
}

/** A case for DM Servers. It is run only with a subject that has what it needs. */
export function serverCase<C extends ServerCapability = never>({
  negative = false,
  run,
  ...definition
}: ServerCaseDefinition<C>): ConformanceCase<ServerSubject> {
  return defineCase<ServerSubject>({
    ...definition,
    side: 'server',
    negative,
    run: (subject, check) => run(subject as Able<C>, check),
  });
}

/** Whether two JSON values are the same; members in any order. */
export function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, below]) => [name, sorted(below)]),
  );
}
