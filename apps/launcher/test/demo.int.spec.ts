import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Observation } from '../src/steps.js';
import { stepNames } from '../src/steps.js';
import { Launched, scratchFolder } from './launched.js';

const scratch = scratchFolder();
afterAll(scratch.remove);

async function demo(
  ...args: string[]
): Promise<{ code: number | null; steps: Observation[]; output: string }> {
  const json = path.join(scratch.path, `demo-${args.join('-')}.json`);
  const run = new Launched(['demo', '--json', json, ...args], { DM2_HOME: scratch.path });
  const code = await run.exitCode();
  const output = `${run.lines.join('\n')}\n${run.stderr}`;
  const { steps } = JSON.parse(readFileSync(json, 'utf8')) as { steps: Observation[] };
  return { code, steps, output };
}

describe('npm run demo', { timeout: 150_000 }, () => {
  it('observes every step of the basic flow in the records of the components', async () => {
    const { code, steps, output } = await demo();
    expect(steps.filter(({ observed }) => !observed)).toEqual([]);
    expect(steps.map(({ step }) => step)).toEqual(stepNames);
    for (const { at, detail } of steps) {
      expect(Date.parse(at ?? '')).not.toBeNaN();
      expect(detail.record).toBeTruthy();
    }
    expect(output).toContain('13 of 13 steps observed · task succeeded');
    expect(code).toBe(0);
  });

  it('shows at least one full exchange between SHOW and the user’s answer', async () => {
    const { steps } = await demo();
    const when = (name: string) => Date.parse(steps.find(({ step }) => step === name)?.at ?? '');
    expect(when('5')).toBeGreaterThan(when('4'));
    expect(when('4.3')).toBeGreaterThan(when('5'));
    expect(when('6')).toBeGreaterThan(when('4.3'));
  });

  it.each([
    ['udp', ['0']],
    ['browser', ['4.1', '4.2', '4.3']],
    ['wsc', ['4', '4.1', '4.2', '4.3', '5']],
    ['feedback', ['4.3']],
    ['repository', ['6.1', '8']],
  ])('without %s misses exactly what hangs on it, and says so', async (part, missing) => {
    const { code, steps, output } = await demo('--without', part);
    expect(steps.filter(({ observed }) => !observed).map(({ step }) => step)).toEqual(missing);
    for (const step of missing)
      expect(output).toMatch(new RegExp(`^\\s+–  ${step.replace('.', '\\.')} .*not observed: `, 'm'));
    expect(code).toBe(1);
  });
});
