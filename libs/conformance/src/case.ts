/** FAILURE breaks a MUST, WARNING a SHOULD. */
export type Severity = 'FAILURE' | 'WARNING';

/** One thing a case looked at. */
export interface Check {
  /** The item that it is about: the case's own, or another that the case looks at besides. */
  readonly item: string;
  readonly ok: boolean;
  readonly severity: Severity;
  readonly clause: string;
  /** The rule as a sentence. */
  readonly rule: string;
  /** What was seen instead; only if it does not hold. */
  readonly seen?: string;
}

/** What a case uses to state what must hold. */
export interface Checker {
  /** States a rule; `seen` tells what there was instead. */
  must(holds: boolean, rule: string, seen?: unknown, clause?: string): void;
  should(holds: boolean, rule: string, seen?: unknown, clause?: string): void;
  /** States rules of another item of the same side: a case may look at several, each with assertions of its own. */
  of(item: string): Checker;
}

/** A conformance case: what one item of the specification demands of one side. */
export interface ConformanceCase<S> {
  /** The item of Appendix B, such as `DM-PACK-011-S-M`; with the side it is the key. */
  readonly item: string;
  readonly side: 'server' | 'client';
  readonly clause: string;
  readonly title: string;
  /** Whether it sends what must be refused. */
  readonly negative: boolean;
  /** Optional members of the subject that the case can't do without: where one is missing the case is skipped, not failed. */
  readonly needs?: readonly (keyof S & string)[];
  run(subject: S, check: Checker): Promise<void>;
}

/** What became of a case. `error`: it could not be run, or looked at nothing. `skipped`: the subject lacks what it needs. */
export interface CaseResult {
  readonly item: string;
  readonly side: 'server' | 'client';
  readonly title: string;
  readonly outcome: 'passed' | 'warning' | 'failed' | 'error' | 'skipped';
  readonly checks: readonly Check[];
  readonly error?: string;
  /** The members that a subject whose case was skipped does not have. */
  readonly missing?: readonly string[];
}

export function defineCase<S>(definition: ConformanceCase<S>): ConformanceCase<S> {
  return definition;
}

/** Runs a case. A case that made no assertion is an error: it proves nothing. */
export async function runCase<S>(testCase: ConformanceCase<S>, subject: S): Promise<CaseResult> {
  const checks: Check[] = [];
  const state =
    (item: string, severity: Severity): Checker['must'] =>
    (ok, rule, seen, clause = testCase.clause) => {
      const wrong = ok || seen === undefined ? {} : { seen: text(seen) };
      checks.push({ item, ok, severity, clause, rule, ...wrong });
    };
  const checker = (item: string): Checker => ({
    must: state(item, 'FAILURE'),
    should: state(item, 'WARNING'),
    of: checker,
  });
  const { item, side, title, needs = [] } = testCase;
  const missing = needs.filter((member) => subject[member] === undefined);
  if (missing.length > 0) return { item, side, title, outcome: 'skipped', checks, missing };
  try {
    await testCase.run(subject, checker(item));
  } catch (error) {
    return {
      item,
      side,
      title,
      outcome: 'error',
      checks,
      error: error instanceof Error ? error.message : String(error),
    };
  }
  if (checks.length === 0)
    return { item, side, title, outcome: 'error', checks, error: 'the case made no assertion' };
  return { item, side, title, outcome: outcomeOf(checks), checks };
}

/** A broken MUST is a failure, a broken SHOULD a warning. */
export function outcomeOf(checks: readonly Check[]): 'passed' | 'warning' | 'failed' {
  const broken = checks.filter(({ ok }) => !ok);
  if (broken.length === 0) return 'passed';
  return broken.some(({ severity }) => severity === 'FAILURE') ? 'failed' : 'warning';
}

/** What was wrong, for a person: one line a check. */
export function explain(result: CaseResult): string {
  const lines = result.checks
    .filter(({ ok }) => !ok)
    .map(
      (check) =>
        `${check.severity} ${check.clause}: ${check.rule}${check.seen === undefined ? '' : ` (seen: ${check.seen})`}`,
    );
  return [
    `${result.item} ${result.title}: ${result.outcome}`,
    ...(result.error === undefined ? [] : [result.error]),
    ...(result.missing === undefined ? [] : [`the subject has no ${result.missing.join(', ')}`]),
    ...lines,
  ].join('\n');
}

function text(value: unknown): string {
  const json = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return json.length > 400 ? `${json.slice(0, 400)}…` : json;
}
