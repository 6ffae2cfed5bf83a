import { expect, it } from 'vitest';
import { explain, runCase, type CaseResult, type ConformanceCase } from './case.js';

declare module 'vitest' {
  interface TaskMeta {
    /** What a conformance case found; `docs/conformance.md` is made of it. */
    conformance?: CaseResult;
  }
}

/**
 * Each case as a test. Its result goes into the runner's report; a case that did not pass fails the test. A warning does too: what
 * is shipped here holds to every SHOULD that it has a case for. A case that the subject can't be put through is a skipped test.
 */
export function itConforms<S>(
  cases: readonly ConformanceCase<S>[],
  subject: (testCase: ConformanceCase<S>) => Promise<S> | S,
  /** `concurrent`: several at a time; each case must then get a subject of its own. `dispose` is called after each. */
  { concurrent = false, dispose }: { concurrent?: boolean; dispose?: (subject: S) => Promise<void> } = {},
): void {
  (concurrent ? it.concurrent : it).for(cases.map((testCase) => ({ ...testCase, testCase })))(
    '$item $title',
    async ({ testCase }, { task, skip }) => {
      const judged = await subject(testCase);
      const result = await runCase(testCase, judged).finally(() => dispose?.(judged));
      task.meta.conformance = result;
      if (result.outcome === 'skipped') skip(explain(result));
      expect(result.outcome, explain(result)).toBe('passed');
    },
  );
}
