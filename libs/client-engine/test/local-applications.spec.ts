import { MOID } from '@dm2/protocol';
import { describe, expect, it } from 'vitest';
import { DAC, DEMO, TestDevice } from './support/device.js';

const item = (name: string, uri = `${DEMO}//`) => ({
  ClientURI: uri,
  MOData: { Demo: { Name: name, Level: 1 } },
});

describe('a local application as the creator of an object (TS 10)', () => {
  it('has all rights on it, alone: no server sees it', async () => {
    const device = await TestDevice.create({ servers: { dms1: ['*'] }, demoRights: { dms1: 15 } });
    const made = await device.create([item('mine')]);
    expect(made).toEqual({
      kind: 'created',
      uris: [expect.stringMatching(/^urn:dm2:mo:demo:1\.0\/i\d+\/$/)],
    });
    const [uri = ''] = made.kind === 'created' ? made.uris : [];
    const url = device.offer('name', 'theirs');
    expect(
      await device.statuses([
        ['GET', uri],
        ['HGET', url, `${uri}Name`],
        ['DELETE', uri],
        ['EXEC', `${uri}Actions/Reset`],
        ['SUB', 'https://server.example/r', uri],
      ]),
    ).toEqual([403, 403, 403, 403, 403]);
    const demo = device.package1s.at(-1)?.MOS?.find((entry) => entry.MOID === DEMO);
    expect(demo?.MIID).toEqual(['demo']);
    const [rights] = await device.commands([['GET', `${DAC}//`]]);
    expect(rights?.data).not.toContain('appid:camera');
    expect(JSON.stringify(device.state.current)).toContain('appid:camera');
  });

  it('gets the defaults and the MIID from the client, all objects or none', async () => {
    const device = await TestDevice.create();
    const before = device.state.current;
    expect(await device.create([item('a'), { ...item('b'), MOData: { Demo: { Name: 7 } } }])).toMatchObject({
      kind: 'failed',
      status: 415,
    });
    expect(device.state.current).toBe(before);
    expect(await device.create([item('a'), item('b')])).toMatchObject({
      kind: 'created',
      uris: [`${DEMO}/i1/`, `${DEMO}/i2/`],
    });
  });

  it.each([
    ['an object that is not known', item('x', 'urn:example:none//'), 404],
    ['a place that is no new instance', item('x', `${DEMO}/demo/`), 400],
    ['an object that exists once', { ClientURI: `${MOID.devInfo}//`, MOData: { DevInfo: {} } }, 403],
    ['a DM Account', { ClientURI: `${MOID.dmAccount}//`, MOData: { DMAcc: {} } }, 403],
    ['access rights', { ClientURI: `${DAC}//`, MOData: { DacMO: {} } }, 403],
    ['what has a name that is none', { ClientURI: `${DEMO}//`, MOData: { 'a/b': {} } }, 415],
  ])('does not make %s', async (_title, content, status) => {
    const device = await TestDevice.create();
    const before = device.state.current;
    expect(await device.create([content])).toMatchObject({ kind: 'failed', status });
    expect(device.state.current).toBe(before);
  });

  it('makes no more than the device has room for', async () => {
    const device = await TestDevice.create({ room: 4000 });
    expect(await device.create([item('x'.repeat(5000))])).toMatchObject({ kind: 'failed', status: 506 });
  });

  it('is given nothing if what a DEFAULT fetches is another object', async () => {
    const device = await TestDevice.create();
    const url = device.offerMo('other', [{ ClientURI: `${DEMO}/demo/Level`, MOData: { Level: 9 } }]);
    const fumo = MOID.fumo;
    expect(await device.statuses([['DEFAULT', url, fumo]])).toEqual([200]);
    const before = device.state.current;
    expect(await device.request(fumo)).toMatchObject({ kind: 'failed', status: 415 });
    expect(device.state.current).toBe(before);
  });
});
