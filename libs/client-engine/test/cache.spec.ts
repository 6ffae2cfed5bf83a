import fc from 'fast-check';
import { MOID, STANDARD_DDFS, type RawCommand } from '@dm2/protocol';
import { describe, expect, it } from 'vitest';
import { applyBootstrap, setNode, withDescriptions } from '../src/index.js';
import { DAC, DEMO, TestDevice } from './support/device.js';

const demo = (path: string) => `${DEMO}//${path}`;

interface Item {
  readonly ClientURI: string;
  readonly CV?: string;
  readonly MOData: unknown;
}

async function read(device: TestDevice, uri: string, srvId = 'dms1'): Promise<readonly Item[]> {
  const [result] = await device.commands([['GET', uri]], srvId);
  return result?.status === 200 ? (JSON.parse(result.data ?? '[]') as Item[]) : [];
}

async function validator(device: TestDevice, uri: string, srvId = 'dms1'): Promise<string> {
  const [item] = await read(device, uri, srvId);
  return item?.CV ?? '';
}

/** What the device itself, or its owner, does to its tree. */
async function changeLevel(device: TestDevice, value: number): Promise<void> {
  await device.state.change((state) => setNode(state, DEMO, 'demo', ['Level'], { value }));
}

describe('the cache validator (TS 11.1)', () => {
  it('comes with the root of each instance and with nothing else', async () => {
    const device = await TestDevice.create();
    const url = device.offerMo('new', [
      { ClientURI: `${DEMO}//`, MOData: { Demo: { Name: 'a', Level: 1 } } },
    ]);
    await device.statuses([['HGET', url]]);
    const roots = (await read(device, `${DEMO}/*/`)).map(({ CV = '' }) => CV);
    expect(roots).toEqual([expect.stringMatching(/^[\w-]+$/), expect.stringMatching(/^[\w-]+$/)]);
    expect(roots[0]).not.toBe(roots[1]);
    expect((await read(device, `${DEMO}/demo/Items/*`)).map(({ CV }) => CV)).toEqual([undefined, undefined]);
  });

  it('is another after each change, also those that the device makes itself, and stays over a restart', async () => {
    const device = await TestDevice.create();
    const first = await validator(device, demo(''));
    await device.restart();
    expect(await validator(device, demo(''))).toBe(first);
    await changeLevel(device, 1);
    const second = await validator(device, demo(''));
    expect(second).not.toBe(first);
    await changeLevel(device, 5);
    const third = await validator(device, demo(''));
    expect([first, second]).not.toContain(third);
    await device.restart();
    expect(
      await device.statuses([first, second, third].map((cv) => ['GET', `${demo('Level')}?cv=${cv}`])),
    ).toEqual([200, 200, 304]);
  });

  it('of one instance is not that of another, nor of one that was there before', async () => {
    const device = await TestDevice.create();
    const gone = await validator(device, `${MOID.devInfo}//`);
    const seen = new Set([gone, await validator(device, demo(''))]);
    for (let i = 0; i < 3; i += 1) {
      const url = device.offerMo(`x${i}`, [
        { ClientURI: `${DEMO}//`, MOData: { Demo: { Name: 'a', Level: 1 } } },
      ]);
      const [made] = await device.commands([['HGET', url]]);
      const [uri = ''] = made?.uris ?? [];
      const cv = await validator(device, uri);
      expect(seen).not.toContain(cv);
      seen.add(cv);
      await device.statuses([['DELETE', uri]]);
    }
  });

  it('matters for HPUT and HPOST, and only where the access is allowed', async () => {
    const device = await TestDevice.create({
      servers: { dms1: ['*'], dms2: ['*'] },
      demoRights: { dms1: 15 },
    });
    const cv = await validator(device, demo(''));
    const reads = [
      ['GET', `${demo('')}?cv=${cv}`],
      ['GET', `${DEMO}/*/?cv=${cv}`],
      ['HPUT', 'https://repository.example/in', `${demo('Items')}?cv=${cv}`],
      ['HPOST', 'https://repository.example/in', `${demo('Items')}?cv=${cv}`, `${demo('Name')}?cv=${cv}`],
      ['GET', `${demo('Nothing')}?cv=${cv}`],
    ];
    expect(await device.statuses(reads)).toEqual([304, 304, 304, 304, 404]);
    expect(device.repository.uploads).toEqual([]);
    expect(await device.statuses(reads, 'dms2')).toEqual([403, 403, 403, 403, 404]);
  });

  it('is another when other descriptions decide what is read', async () => {
    const device = await TestDevice.create();
    await device.state.change((state) => withDescriptions(state, STANDARD_DDFS));
    const first = await validator(device, demo(''));
    await device.state.change((state) => withDescriptions(state, STANDARD_DDFS));
    expect(await validator(device, demo(''))).toBe(first);
    const fewer = new Map([...STANDARD_DDFS].filter(([moid]) => moid !== MOID.fumo));
    await device.state.change((state) => withDescriptions(state, fewer));
    const second = await validator(device, demo(''));
    await device.state.change((state) => withDescriptions(state, STANDARD_DDFS));
    expect(new Set([first, second, await validator(device, demo(''))]).size).toBe(3);
  });

  it('of the access rights is another when a bootstrap changes what a server may see', async () => {
    const device = await TestDevice.create({ servers: { dms1: [DAC, DEMO] }, demoRights: { dms1: 15 } });
    const first = await validator(device, `${DAC}//`);
    const perm = (moid: string) => ({ MOID: moid });
    const account = {
      ClientURI: `${MOID.dmAccount}//`,
      MOData: {
        DMAcc: {
          SrvID: 'dms1',
          SrvURI: 'https://server.example/dm/dms1',
          Perm: { x1: perm(DAC), x2: perm(DEMO), x3: perm(MOID.devInfo) },
        },
      },
    };
    await device.state.change((state) =>
      applyBootstrap(state, Buffer.from(JSON.stringify([account])), STANDARD_DDFS),
    );
    const [rights] = await read(device, `${DAC}//`);
    expect(JSON.stringify(rights)).toContain(MOID.devInfo);
    expect(rights?.CV).not.toBe(first);
  });

  it('never stands for two contents, whatever is done, refused, lost or started anew', async () => {
    const step = fc.oneof(
      fc.nat(3).map((n) => ({ level: n })),
      fc.constantFrom<RawCommand>(
        ['DELETE', demo('Items/first')],
        ['DELETE', `${DEMO}/i1/`],
        ['EXEC', demo('Actions/Reset')],
        ['HGET', 'https://repository.example/new'],
        ['HGET', 'https://repository.example/label', demo('Items/second/Label')],
      ),
      fc.constantFrom('restart' as const, 'lost' as const),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
        const device = await TestDevice.create();
        device.offerMo('new', [{ ClientURI: `${DEMO}//`, MOData: { Demo: { Name: 'a', Level: 1 } } }]);
        device.offer('label', 'two and a half');
        const contents = new Map<string, string>();
        for (const one of [...steps, 'restart' as const]) {
          if (one === 'restart') await device.restart();
          else if (one === 'lost') {
            // The next commit fails.
            const next = device.store.commits + 1;
            device.store.before = (commit) => {
              if (commit === next) throw new Error('no power');
            };
            await changeLevel(device, 77).catch(() => undefined);
            device.store.before = () => undefined;
          } else if ('level' in one) await changeLevel(device, one.level);
          else await device.statuses([one]);
          for (const uri of [`${DEMO}/*/`, `${MOID.devInfo}//`, `${DAC}//`])
            for (const { CV = '', ...content } of await read(device, uri)) {
              expect(contents.get(CV) ?? JSON.stringify(content)).toBe(JSON.stringify(content));
              contents.set(CV, JSON.stringify(content));
            }
        }
      }),
      { numRuns: 100 },
    );
  });
});
