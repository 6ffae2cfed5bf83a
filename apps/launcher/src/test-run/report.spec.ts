import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  add,
  countNx,
  countPlaywright,
  countReport,
  countVitest,
  nothing,
  nxTasks,
  sumLine,
} from './report.js';

const folder = mkdtempSync(path.join(tmpdir(), 'dm2-report-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the sum of a test run', () => {
  it('counts vitest, and a file that could not be loaded as one failure', () => {
    const count = countVitest({
      testResults: [
        {
          name: 'a.spec.ts',
          status: 'failed',
          assertionResults: [
            { status: 'passed', fullName: 'works' },
            { status: 'failed', fullName: 'breaks' },
            { status: 'pending', fullName: 'waits' },
          ],
        },
        { name: 'b.spec.ts', status: 'failed', message: 'SyntaxError: no\n at x', assertionResults: [] },
      ],
    });
    expect(count).toEqual({
      passed: 1,
      failed: 2,
      skipped: 1,
      failures: ['a.spec.ts: breaks', 'b.spec.ts: SyntaxError: no'],
    });
  });

  it('counts Playwright, a flaky test as a failure', () => {
    const spec = (title: string, status: string) => ({ title, tests: [{ status }] });
    const count = countPlaywright({
      suites: [
        {
          title: 'console.e2e.ts',
          suites: [{ title: 'session page', specs: [spec('live', 'expected'), spec('sometimes', 'flaky')] }],
          specs: [spec('breaks', 'unexpected'), spec('not here', 'skipped')],
        },
      ],
      errors: [{ message: 'no server\nstack' }],
    });
    expect(count).toEqual({
      passed: 1,
      failed: 3,
      skipped: 1,
      failures: [
        'console.e2e.ts › session page › sometimes',
        'console.e2e.ts › breaks',
        'Playwright: no server',
      ],
    });
  });

  it('counts Nx tasks: those named as failed, and the others', () => {
    const tasks = nxTasks('{"tasks":{"tasks":{"@dm2/a:lint":{},"@dm2/a:typecheck":{},"@dm2/b:lint":{}}}}');
    expect(countNx(tasks, 0, 'Successfully ran')).toMatchObject({ passed: 3, failed: 0 });
    const output = '- @dm2/a:lint\nFailed tasks:\n\n- @dm2/b:lint\n\n  Run duration: 1s';
    expect(countNx(tasks, 1, output)).toMatchObject({ passed: 2, failures: ['@dm2/b:lint'] });
    expect(countNx(tasks, 1, 'killed')).toMatchObject({ passed: 3, failed: 1 });
    expect(countNx([], 0, '')).toMatchObject({ passed: 0, failed: 1 });
  });

  it('takes a runner without a report, without a test, or with a bad exit code as failed', () => {
    const file = path.join(folder, 'report.json');
    const read = () => ({ ...nothing(), passed: 3 });
    expect(countReport('vitest', file, 1, read).failed).toBe(1);
    writeFileSync(file, '{}');
    expect(countReport('vitest', file, 1, read)).toMatchObject({ passed: 3, failed: 1 });
    expect(countReport('vitest', file, 0, () => nothing()).failed).toBe(1);
    expect(countReport('vitest', file, 0, read).failed).toBe(0);
  });

  it('is one line', () => {
    const sum = add({ ...nothing(), passed: 2 }, { ...nothing(), passed: 1, failed: 1, skipped: 4 });
    expect(sumLine(sum)).toBe('3 passed, 1 failed, 4 skipped');
  });
});
