import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explain, runCase } from '../case.js';
import { parseDdf } from '@dm2/protocol';
import { serverCases } from '../cases/registry.js';
import { MOID, SAMPLE_DDF } from '../cases/server/wire/sample.js';
import { ServerModel } from './server-model.js';

const model = new ServerModel();
beforeAll(() => model.start());
afterAll(() => model.stop());

describe('a right server that is not ours passes:', () => {
  // It has no device descriptions: what reads those is judged in `server.spec.ts`.
  const cases = serverCases.filter(({ clause }) => clause !== 'TS 6.4');
  it.each(cases.map((one) => [one.item, one.title, one] as const))('%s %s', async (_item, _title, one) => {
    const result = await runCase(one, model.subject());
    expect(result.outcome, explain(result)).toBe('passed');
  });
});

it('the description of the object of the cases can be read', () => {
  expect(parseDdf(SAMPLE_DDF).roots.map(({ ddfName }) => ddfName)).toEqual([MOID]);
});
