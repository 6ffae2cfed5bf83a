/** The parts of a test run, in the order in which they run. */
export const testParts = ['checks', 'tests', 'browser'] as const;
/** What may be run alone: a part, or the conformance cases, which then write `docs/conformance.md`. */
export const lonelyParts = [...testParts, 'conformance'] as const;
export type TestPart = (typeof lonelyParts)[number];
