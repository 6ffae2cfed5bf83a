import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isValidStatus, MOID, STANDARD_DDFS, type RawCommand } from '@dm2/protocol';
import { blobsOf, treeProblems, valueBytes, type StoredDevice } from '../src/index.js';
import { DAC, DEMO, TestDevice } from './support/device.js';

/** What must hold of a tree at any time: it is as described, and refers to nothing that is not there. */
function problemsOf(device: StoredDevice, blobs: ReadonlyMap<string, unknown>): string[] {
  const missing = [...blobsOf(device)].filter((sha256) => !blobs.has(sha256));
  return [...treeProblems(device, STANDARD_DDFS), ...missing.map((sha256) => `blob ${sha256} is missing`)];
}

const names = fc.constantFrom(
  'first',
  'second',
  'third',
  'Label',
  'Count',
  '*',
  '__proto__',
  '(x)',
  '',
  'Ext',
);
const path = fc.array(names, { maxLength: 3 }).map((parts) => parts.join('/'));
const clientUri = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom('', 'demo', '*', 'i1', '(x)'), path)
      .map(([miid, rest]) => `${DEMO}/${miid}/Items${rest === '' ? '' : `/${rest}`}`),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      `${DEMO}//`,
      `${DEMO}//Name`,
      `${DEMO}//Level`,
      `${DEMO}/i1/`,
      `${DAC}//`,
      `${MOID.dmAccount}//`,
    ),
  },
  { weight: 1, arbitrary: fc.string() },
);
const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, 0, 7, 'text', 'x'.repeat(70_000)),
    fc.dictionary(
      fc.constantFrom('first', 'Label', 'Count', 'Name', 'Level', 'Demo', 'Items', '__proto__'),
      tie('value'),
      { maxKeys: 3 },
    ),
  ),
})).value;
const body = fc.oneof(
  fc.record({
    contentType: fc.constant('text/plain'),
    body: fc.oneof(fc.string(), fc.constantFrom('5', 'y'.repeat(70_000))),
  }),
  fc
    .tuple(clientUri, fc.constantFrom('Demo', 'Items', 'first', 'Level', 'Name', 'third'), value)
    .map(([uri, name, data]) => ({
      contentType: 'application/dmmo+json',
      body: JSON.stringify([{ ClientURI: uri, MOData: { [name]: data } }]),
    })),
  fc.record({ contentType: fc.constantFrom('application/dmmo+json', 'image/png', ''), body: fc.string() }),
);
const server = 'https://server.example/r';
const mo = (name: string, data: unknown, uri: string) => ({
  contentType: 'application/dmmo+json',
  body: JSON.stringify([{ ClientURI: uri, MOData: { [name]: data } }]),
});
const text = fc.oneof(fc.string(), fc.constantFrom('', 'z'.repeat(70_000)));
/** Data that fits its place. */
const fitting = fc.oneof(
  fc.integer().map((n) => [`${DEMO}/demo/Level`, { contentType: 'text/plain', body: String(n) }] as const),
  text.map((body) => [`${DEMO}/demo/Name`, { contentType: 'text/plain', body }] as const),
  fc
    .tuple(fc.constantFrom('first', 'third', 'fourth'), text, fc.option(fc.integer()))
    .map(([name, Label, Count]) => {
      const uri = `${DEMO}/demo/Items/${name}`;
      return [uri, mo(name, { Label, ...(Count === null ? {} : { Count }) }, uri)] as const;
    }),
  text.map((Name) => [null, mo('Demo', { Name, Level: 1 }, `${DEMO}//`)] as const),
);
const step = fc.oneof(
  { weight: 3, arbitrary: fitting.map(([uri, content]) => ['HGET' as const, uri, content] as const) },
  fc.tuple(fc.constant('HGET' as const), fc.option(clientUri), body),
  fc.tuple(
    fc.constantFrom('GET' as const, 'DELETE' as const, 'EXEC' as const, 'UNSUB' as const),
    clientUri,
    body,
  ),
  fc.tuple(fc.constantFrom('SUB' as const, 'HPUT' as const), clientUri, body),
);

function commandOf(
  device: TestDevice,
  [name, uri, content]: typeof step extends fc.Arbitrary<infer T> ? T : never,
  index: number,
): RawCommand {
  switch (name) {
    case 'HGET': {
      const url = device.offer(`r${index}`, content.body, content.contentType);
      return uri === null ? ['HGET', url] : ['HGET', url, uri];
    }
    case 'SUB':
    case 'HPUT':
      return [name, server, uri];
    default:
      return [name, uri];
  }
}

describe('a device, whatever commands come (TS 5.3, 6.3)', () => {
  it('has a whole tree after each, and what a restart finds is what there was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const device = await TestDevice.create({ room: 200_000 });
        for (const [index, one] of steps.entries()) {
          const [status = 0] = await device.statuses([commandOf(device, one, index)]);
          expect([one, status, isValidStatus(one[0], status)]).toEqual([one, status, true]);
          expect(status).not.toBe(500);
          expect(problemsOf(device.state.current, device.blobs.all)).toEqual([]);
          expect(JSON.parse(device.store.kept ?? '')).toEqual(
            JSON.parse(JSON.stringify(device.state.current)),
          );
          expect(valueBytes(device.state.current)).toBeLessThanOrEqual(200_000);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('has the tree before or after a command if its store fails at any commit', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), fc.nat(8), async (steps, failing) => {
        const device = await TestDevice.create();
        device.store.before = (commit) => {
          if (commit === failing + 2) throw new Error('no power');
        };
        const commands = steps.map((one, index) => commandOf(device, one, index));
        await device.statuses(commands);
        const seen = device.state.current;
        const kept = JSON.parse(device.store.kept ?? '') as StoredDevice;
        // What the device went on with is what was durable: nothing was shown that a restart would take back.
        expect(kept.instances).toEqual(JSON.parse(JSON.stringify(seen.instances)));
        await device.restart();
        expect(problemsOf(device.state.current, device.blobs.all)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
