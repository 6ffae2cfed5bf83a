import type { CommandName } from '@dm2/protocol';
import { describe, expect, it } from 'vitest';
import type { Consent } from '../src/index.js';
import { DEMO, TestDevice } from './support/device.js';

const demo = (path: string) => `${DEMO}//${path}`;
const IN = 'https://repository.example/in';

/** A device whose user has something to say to some commands. */
async function withUser(says: Partial<Record<CommandName, Consent>>): Promise<TestDevice> {
  return TestDevice.create({ ports: { consents: async ({ name }) => says[name] ?? 'given' } });
}

describe('the user of the device (TS App. C)', () => {
  it.each([
    ['refused', 507],
    ['unanswered', 503],
  ] as const)('who has %s makes every command %s, and nothing happens', async (consent, status) => {
    const device = await withUser({
      ...{ HGET: consent, HPUT: consent, HPOST: consent, DELETE: consent, EXEC: consent, GET: consent },
      ...{ SHOW: consent, CONT: consent, DEFAULT: consent, SUB: consent, UNSUB: consent },
    });
    const before = device.state.current;
    const level = device.offer('level', '9');
    const commands = [
      ['HGET', level, demo('Level')],
      ['HPUT', IN, demo('Level')],
      ['HPOST', IN, demo('Level')],
      ['DELETE', demo('Items/first')],
      ['EXEC', demo('Actions/Reset'), 'https://server.example/results'],
      ['GET', demo('Level')],
      ['SHOW', 'https://ui.example/'],
      ['CONT', 'https://elsewhere.example/'],
      ['DEFAULT', level, DEMO],
      ['SUB', IN, demo('Level')],
      ['UNSUB', demo('Level')],
    ];
    expect(await device.statuses(commands)).toEqual(commands.map(() => status));
    expect(device.state.current).toBe(before);
    expect(device.repository.fetched).toEqual([]);
    expect(device.repository.uploads).toEqual([]);
    expect(device.opened).toEqual([]);
    expect(new Set(device.urls).size).toBe(1);
  });

  it('is asked command by command, and the others go on', async () => {
    const device = await withUser({ DELETE: 'refused' });
    expect(
      await device.statuses([
        ['DELETE', demo('Items/first')],
        ['GET', demo('Items/first/Label')],
      ]),
    ).toEqual([507, 200]);
  });

  it('is not asked about what is no command, nor about END', async () => {
    const asked: string[] = [];
    const device = await TestDevice.create({
      ports: {
        consents: async ({ name }) => {
          asked.push(name);
          return 'given';
        },
      },
    });
    await device.session([[['COPY', 'x'], ['GET'], ['GET', demo('Level')]], [['END']]]);
    expect(asked).toEqual(['GET']);
  });

  it('has his say in what an application fetches from where a server’s DEFAULT said', async () => {
    const device = await TestDevice.create({
      ports: { consents: async ({ name }) => (name === 'HGET' ? 'refused' : 'given') },
    });
    const url = device.offerMo('new', [
      { ClientURI: `${DEMO}//`, MOData: { Demo: { Name: 'a', Level: 1 } } },
    ]);
    await device.statuses([
      ['DELETE', demo('')],
      ['DEFAULT', url, DEMO],
    ]);
    expect(await device.request(DEMO)).toMatchObject({ kind: 'failed', status: 507 });
    expect(device.repository.fetched).toEqual([]);
  });
});
