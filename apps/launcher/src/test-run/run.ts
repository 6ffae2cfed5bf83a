import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { startCluster, type Cluster } from '@dm2/cluster';
import { root } from '../places.js';
import type { TestPart } from './parts.js';
import { ensureChromium } from './chromium.js';
import {
  add,
  countNx,
  countPlaywright,
  countReport,
  countVitest,
  nothing,
  nxTasks,
  oneFailure,
  sumLine,
  type Count,
} from './report.js';

interface Run {
  env: NodeJS.ProcessEnv;
  reports: string;
  signal: AbortSignal;
}

/**
 * Runs everything: lint and types (Nx, cached), unit and integration tests (vitest, one cluster, one database a file), the browser tests
 * (Playwright). The sum comes from the runners' JSON reports and is the last line.
 */
export async function runTests(parts: readonly TestPart[], signal: AbortSignal): Promise<number> {
  const reports = path.join(root, 'test-results');
  mkdirSync(reports, { recursive: true });
  const work = mkdtempSync(path.join(tmpdir(), 'dm2-test-'));
  const count: Count[] = [];
  let cluster: Cluster | undefined;
  try {
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      NX_DAEMON: 'false',
      NX_TUI: 'false',
      DM2_TEST_RUN: String(process.pid),
    };
    delete env['TS_NODE_PROJECT'];
    delete env['DM2_LAUNCH_PIPE'];
    delete env['DATABASE_URL'];
    if (!env['TEST_DATABASE_URL'] && parts.some((part) => part !== 'checks')) {
      cluster = await startCluster({ dataDir: path.join(work, 'postgres'), temporary: true });
      env['TEST_DATABASE_URL'] = cluster.url;
    }
    const run = { env, reports, signal };
    for (const part of parts) {
      if (signal.aborted) break;
      count.push(await runPart(part, run));
    }
  } finally {
    await cluster?.stop();
    rmSync(work, { recursive: true, force: true });
    if (cluster && !cluster.folder.startsWith(work)) rmSync(cluster.folder, { recursive: true, force: true });
  }
  const sum = add(nothing(), ...count, ...(signal.aborted ? [oneFailure('the run was interrupted')] : []));
  if (sum.failures.length > 0)
    console.log(`\nFailed:\n${sum.failures.map((name) => `  ${name}`).join('\n')}`);
  console.log(`\n${sumLine(sum)}`);
  return sum.failed === 0 ? 0 : 1;
}

async function runPart(part: TestPart, run: Run): Promise<Count> {
  console.log(`\n== ${titles[part]}`);
  switch (part) {
    case 'checks':
      return checks(run);
    case 'tests':
      return tests(run, [], '--check');
    case 'conformance':
      return tests(run, ['conformance'], '--write');
    case 'browser':
      return browser(run);
  }
}

const titles: Record<TestPart, string> = {
  checks: 'Lint, types, formatting, generated files',
  tests: 'Unit, integration, conformance',
  conformance: 'Conformance',
  browser: 'Browser end-to-end',
};

/** `check` is the target of a project whose generated files must be current. */
async function checks(run: Run): Promise<Count> {
  const runMany = ['run-many', '-t', 'lint', 'typecheck', 'check'];
  const graph = await execute('nx', [...runMany, '--graph=stdout'], { ...run, quiet: true });
  const nx = await execute('nx', [...runMany, '--outputStyle=static', '--parallel=2'], run);
  const counted = countNx(graph.code === 0 ? nxTasks(graph.output) : [], nx.code, nx.output);
  const format = await execute('prettier', ['--check', '--log-level=warn', '.'], run);
  return add(
    counted,
    format.code === 0 ? { ...nothing(), passed: 1 } : oneFailure('formatting (npm run format mends it)'),
  );
}

async function tests(run: Run, only: readonly string[], page: '--check' | '--write'): Promise<Count> {
  const report = path.join(run.reports, 'vitest.json');
  rmSync(report, { force: true });
  const { code } = await execute(
    'vitest',
    ['run', ...only, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    run,
  );
  const counted = countReport('vitest', report, code, countVitest);
  return add(counted, await conformance(report, page, run));
}

/** `docs/conformance.md` is what this run found, and every item whose turn has come has a test or a reason. */
async function conformance(report: string, page: '--check' | '--write', run: Run): Promise<Count> {
  const tool = ['--conditions=@dm2/source', '--import', '@swc-node/register/esm-register'];
  const { code } = await execute(process.execPath, [...tool, 'tools/conformance-table.ts', report, page], {
    ...run,
    cwd: path.join(root, 'libs/conformance'),
  });
  return code === 0
    ? { ...nothing(), passed: 1 }
    : oneFailure('docs/conformance.md (npm run conformance makes it anew)');
}

async function browser(run: Run): Promise<Count> {
  const chromium = ensureChromium((line) => console.log(line));
  if ('problem' in chromium) {
    console.log(`Skipped: ${chromium.problem}.`);
    return { ...nothing(), skipped: 1 };
  }
  const report = path.join(run.reports, 'playwright.json');
  rmSync(report, { force: true });
  const { code } = await execute('playwright', ['test', '--reporter=list,json'], {
    ...run,
    cwd: path.join(root, 'e2e'),
    env: { ...run.env, CHROMIUM_PATH: chromium.path, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  });
  return countReport('Playwright', report, code, countPlaywright);
}

/** Runs a program, one of `node_modules/.bin` by its name, showing and keeping what it prints. */
async function execute(
  program: string,
  args: string[],
  { env, signal, cwd = root, quiet = false }: Run & { cwd?: string; quiet?: boolean },
): Promise<{ code: number; output: string }> {
  const child = spawn(path.resolve(root, 'node_modules/.bin', program), args, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = () => void child.kill('SIGTERM');
  signal.addEventListener('abort', stop, { once: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (!quiet) process.stdout.write(chunk);
    });
  }
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    return { code: code ?? 1, output };
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
