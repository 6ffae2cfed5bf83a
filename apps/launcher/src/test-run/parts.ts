/** The parts of a test run, in the order in which they run. */
export const testParts = ['checks', 'tests', 'browser'] as const;
export type TestPart = (typeof testParts)[number];
