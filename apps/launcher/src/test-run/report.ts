import { readFileSync } from 'node:fs';

/** What a runner counted, with the names of what failed. */
export interface Count {
  passed: number;
  failed: number;
  skipped: number;
  failures: string[];
}

export function nothing(): Count {
  return { passed: 0, failed: 0, skipped: 0, failures: [] };
}

export function add(...counts: Count[]): Count {
  return {
    passed: counts.reduce((sum, count) => sum + count.passed, 0),
    failed: counts.reduce((sum, count) => sum + count.failed, 0),
    skipped: counts.reduce((sum, count) => sum + count.skipped, 0),
    failures: counts.flatMap((count) => count.failures),
  };
}

export function oneFailure(name: string): Count {
  return { passed: 0, failed: 1, skipped: 0, failures: [name] };
}

export function sumLine({ passed, failed, skipped }: Count): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

interface VitestReport {
  testResults: {
    name: string;
    status: string;
    message?: string;
    assertionResults: { status: string; fullName: string }[];
  }[];
}

/** Counts vitest's JSON report. A file that could not even be loaded is one failure. */
export function countVitest(report: VitestReport): Count {
  const count = nothing();
  for (const file of report.testResults) {
    for (const test of file.assertionResults) {
      if (test.status === 'passed') count.passed += 1;
      else if (test.status === 'failed') {
        count.failed += 1;
        count.failures.push(`${file.name}: ${test.fullName}`);
      } else count.skipped += 1;
    }
    if (file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')) {
      count.failed += 1;
      count.failures.push(`${file.name}: ${(file.message ?? '').split('\n')[0] ?? 'could not be run'}`);
    }
  }
  return count;
}

interface PlaywrightSuite {
  title: string;
  suites?: PlaywrightSuite[];
  specs?: { title: string; tests: { status: string }[] }[];
}

interface PlaywrightReport {
  suites: PlaywrightSuite[];
  errors: { message?: string }[];
}

/** Counts Playwright's JSON report. A test that passed only when tried again is a failure: it is not to be relied on. */
export function countPlaywright(report: PlaywrightReport): Count {
  const count = nothing();
  const visit = (suite: PlaywrightSuite, path: string[]): void => {
    const here = [...path, suite.title];
    for (const inner of suite.suites ?? []) visit(inner, here);
    for (const spec of suite.specs ?? []) {
      for (const { status } of spec.tests) {
        if (status === 'expected') count.passed += 1;
        else if (status === 'skipped') count.skipped += 1;
        else {
          count.failed += 1;
          count.failures.push([...here, spec.title].join(' › '));
        }
      }
    }
  };
  for (const suite of report.suites) visit(suite, []);
  for (const error of report.errors) {
    count.failed += 1;
    count.failures.push(`Playwright: ${(error.message ?? 'error').split('\n')[0] ?? ''}`);
  }
  return count;
}

/** The tasks that `nx run-many --graph=stdout` would run. */
export function nxTasks(graph: string): string[] {
  const { tasks } = JSON.parse(graph.slice(graph.indexOf('{'), graph.lastIndexOf('}') + 1)) as {
    tasks: { tasks: Record<string, unknown> };
  };
  return Object.keys(tasks.tasks);
}

/** Counts Nx's tasks: those that its last words name as failed, and the others. */
export function countNx(tasks: readonly string[], exitCode: number, output: string): Count {
  const list = output.slice(Math.max(0, output.lastIndexOf('Failed tasks:')));
  const named = new Set([...list.matchAll(/^\s*- (\S+:\S+)\s*$/gm)].map(([, name]) => name));
  const failures = tasks.filter((task) => exitCode !== 0 && named.has(task));
  const count = { passed: tasks.length - failures.length, failed: failures.length, skipped: 0, failures };
  const unexplained = (exitCode !== 0 && failures.length === 0) || tasks.length === 0;
  return unexplained ? add(count, oneFailure(`nx run-many (exit code ${exitCode})`)) : count;
}

/**
 * Reads a runner's report. A runner that failed without naming a failure, or left no report, is one failure itself.
 */
export function countReport<T>(
  name: string,
  file: string,
  exitCode: number,
  read: (report: T) => Count,
): Count {
  let count: Count;
  try {
    count = read(JSON.parse(readFileSync(file, 'utf8')) as T);
  } catch {
    return oneFailure(`${name} left no report (exit code ${exitCode})`);
  }
  if (exitCode !== 0 && count.failed === 0)
    return add(count, oneFailure(`${name} ended with exit code ${exitCode}`));
  if (count.passed + count.failed + count.skipped === 0) return oneFailure(`${name} ran no test`);
  return count;
}
