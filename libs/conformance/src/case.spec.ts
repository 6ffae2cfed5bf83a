import { request } from 'undici';
import { describe, expect, it } from 'vitest';
import {
  clientCases,
  defineCase,
  explain,
  itemKey,
  items,
  RawClient,
  runCase,
  serverCases,
  type ClientSubject,
  type ConformanceCase,
} from './index.js';

const plain = { item: 'X', side: 'server' as const, clause: 'TS 1', title: 't', negative: false };

describe('a case', () => {
  it('that made no assertion is an error', async () => {
    expect(await runCase(defineCase<null>({ ...plain, run: async () => undefined }), null)).toMatchObject({
      outcome: 'error',
    });
  });
  it('that could not be run is an error, with its reason', async () => {
    const broken = defineCase<null>({ ...plain, run: () => Promise.reject(new Error('no peer')) });
    expect(explain(await runCase(broken, null))).toContain('no peer');
  });
  it('fails by a MUST, warns by a SHOULD, and says what was seen', async () => {
    const should = defineCase<null>({
      ...plain,
      run: async (_subject, check) => check.should(false, 'should be', 7),
    });
    const must = defineCase<null>({
      ...plain,
      run: async (_subject, check) => (check.should(false, 'a'), check.must(false, 'must be', 8)),
    });
    expect((await runCase(should, null)).outcome).toBe('warning');
    const result = await runCase(must, null);
    expect(result.outcome).toBe('failed');
    expect(explain(result)).toContain('FAILURE TS 1: must be (seen: 8)');
  });
  it('is skipped, and says why, for a subject that lacks what it needs', async () => {
    interface Subject {
      readonly browser?: true;
    }
    const needing = defineCase<Subject>({
      ...plain,
      needs: ['browser'],
      run: async (_subject, check) => check.must(true, 'a'),
    });
    const without = await runCase(needing, {});
    expect(without).toMatchObject({ outcome: 'skipped', checks: [], missing: ['browser'] });
    expect(explain(without)).toContain('browser');
    expect(await runCase(needing, { browser: true })).toMatchObject({ outcome: 'passed' });
  });
  it('names an item of its side, and a clause', () => {
    const keys = new Set(items.map(itemKey));
    for (const one of [...serverCases, ...clientCases] as ConformanceCase<never>[]) {
      expect(keys).toContain(itemKey({ id: one.item, side: one.side }));
      expect(one.clause).toMatch(/^TS /);
    }
  });
});

/** A DM Client with one fault: a few lines that follow the flow otherwise. */
function faultyClient(fault: 'package-after-end' | 'retries' | 'one-status'): ClientSubject {
  return {
    devId: 'IMEI:1',
    async session(endpoint) {
      const client = new RawClient(endpoint, 'IMEI:1', undefined);
      let answer = await client.open();
      if (answer.status !== 200) {
        if (fault === 'retries') await client.open();
        return { exitCode: 3 };
      }
      for (;;) {
        for (const [name, url = ''] of answer.commands)
          if (name === 'HPOST') await (await request(url, { method: 'POST', body: '[]' })).body.dump();
        const ended = answer.commands.some(([name]) => name === 'END');
        if (ended && fault !== 'package-after-end') return { exitCode: 0 };
        answer = await client.answer(fault === 'one-status' ? [200] : answer.commands.map(() => 200));
        if (ended || answer.status !== 200) return { exitCode: 0 };
      }
    },
  };
}

describe('a faulty DM Client is caught when it', () => {
  it.each([
    ['sends a Package#3 after END', 'package-after-end', /nothing is sent back/],
    ['comes back after 5xx', 'retries', /does not come back/],
    ['sends one status for many commands', 'one-status', /one status for each command/],
  ] as const)('%s', async (_what, fault, title) => {
    const found = clientCases.find((one) => title.test(one.title));
    if (!found) throw new Error('no such case');
    expect((await runCase(found, faultyClient(fault))).outcome).toBe('failed');
  });
});
