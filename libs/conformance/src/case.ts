/** FAILURE breaks a MUST, WARNING a SHOULD. */
export type Severity = 'FAILURE' | 'WARNING';

/** One thing a case looked at. */
export interface Check {
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
  run(subject: S, check: Checker): Promise<void>;
}

/** What became of a case. `error`: it could not be run, or looked at nothing. */
export interface CaseResult {
  readonly item: string;
  readonly side: 'server' | 'client';
  readonly title: string;
  readonly outcome: 'passed' | 'warning' | 'failed' | 'error';
  readonly checks: readonly Check[];
  readonly error?: string;
}

export function defineCase<S>(definition: ConformanceCase<S>): ConformanceCase<S> {
  return definition;
}

/** Runs a case. A case that made no assertion is an error: it proves nothing. */
export async function runCase<S>(testCase: ConformanceCase<S>, subject: S): Promise<CaseResult> {
  const checks: Check[] = [];
  const state =
    (severity: Severity): Checker['must'] =>
    (ok, rule, seen, clause = testCase.clause) => {
      checks.push({ ok, severity, clause, rule, ...(ok || seen === undefined ? {} : { seen: text(seen) }) });
    };
  const { item, side, title } = testCase;
  try {
    await testCase.run(subject, { must: state('FAILURE'), should: state('WARNING') });
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
  const broken = checks.filter(({ ok }) => !ok);
  const outcome =
    broken.length === 0
      ? 'passed'
      : broken.some(({ severity }) => severity === 'FAILURE')
        ? 'failed'
        : 'warning';
  return { item, side, title, outcome, checks };
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
    ...lines,
  ].join('\n');
}

function text(value: unknown): string {
  const json = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return json.length > 400 ? `${json.slice(0, 400)}…` : json;
}
