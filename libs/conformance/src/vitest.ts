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
 * is shipped here holds to every SHOULD that it has a case for.
 */
export function itConforms<S>(
  cases: readonly ConformanceCase<S>[],
  subject: (testCase: ConformanceCase<S>) => Promise<S> | S,
): void {
  it.for(cases.map((testCase) => ({ ...testCase, testCase })))(
    '$item $title',
    async ({ testCase }, { task }) => {
      const result = await runCase(testCase, await subject(testCase));
      task.meta.conformance = result;
      expect(result.outcome, explain(result)).toBe('passed');
    },
  );
}
