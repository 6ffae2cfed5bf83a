import { expect, it } from 'vitest';
import { runCase, type CaseResult } from '../case.js';
import { serverCases } from '../cases/registry.js';
import type { ServerSubject } from '../subjects.js';
import type { ModelDevice } from './server-model-device.js';
import { ServerModel } from './server-model.js';

/** What a server does wrong, such a server, and the titles of the cases that it must not pass. */
export type ServerFault = readonly [what: string, server: new () => ServerModel, titles: RegExp];

/** Each fault is caught by every case that is named for it: the case fails or warns, it does not break. */
export function itCatches(faults: readonly ServerFault[]): void {
  it.each(faults)('%s', async (_what, Faulty, titles) => {
    const server = new Faulty();
    await server.start();
    try {
      const results = await judged(titles, () => server.subject());
      expect(results.filter(({ outcome }) => outcome !== 'failed' && outcome !== 'warning')).toEqual([]);
    } finally {
      await server.stop();
    }
  });
}

/** What the cases with such a title say of a subject, each of one of its own. */
export async function judged(titles: RegExp, subject: () => ServerSubject): Promise<CaseResult[]> {
  const found = serverCases.filter(({ title }) => titles.test(title));
  if (found.length === 0) throw new Error(`no case ${titles.source}`);
  const results: CaseResult[] = [];
  for (const one of found) results.push(await runCase(one, subject()));
  return results;
}

/** Package#2 as the model writes it. */
export interface Package2Body {
  readonly CMD: (readonly string[])[];
  readonly Status?: unknown;
}

/** A server that changes Package#2 on its way out. */
export function writing(change: (body: Package2Body, device: ModelDevice) => unknown): new () => ServerModel {
  return class extends ServerModel {
    protected override package2(device: ModelDevice): unknown {
      return change(super.package2(device) as Package2Body, device);
    }
  };
}
