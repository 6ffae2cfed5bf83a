import { describe, expect, it } from 'vitest';
import { MOID } from '@dm2/protocol';
import { DAC, DEMO, TestDevice } from './support/device.js';

const RECEIVER = 'https://server.example/reports/1?key=[DevID]&mcc=[MCC]';
const items = `${DEMO}//Items`;
const sub = (uri: string, receiver = RECEIVER) => ['SUB', receiver, uri];

async function setLevel(device: TestDevice, value: number): Promise<void> {
  const url = device.offer(`level-${value}`, String(value));
  expect(await device.statuses([['HGET', url, `${DEMO}//Level`]])).toEqual([200]);
}

describe('SUB and UNSUB (TS 5.3.11, 5.3.12)', () => {
  it('PUTs the sub-tree after a change in it, once for all changes, and nothing for a change elsewhere', async () => {
    const device = await TestDevice.create();
    expect(await device.statuses([sub(items)])).toEqual([200]);
    expect(await device.report()).toEqual({ delivered: 0, failed: 0 });
    await setLevel(device, 9);
    expect(await device.report()).toEqual({ delivered: 0, failed: 0 });
    const label = device.offer('label', 'uno');
    await device.commands([
      ['HGET', label, `${items}/first/Label`],
      ['DELETE', `${items}/second`],
    ]);
    expect(await device.report()).toEqual({ delivered: 1, failed: 0 });
    expect(await device.report()).toEqual({ delivered: 0, failed: 0 });
    expect(device.repository.uploads).toEqual([
      {
        method: 'PUT',
        url: 'https://server.example/reports/1?key=urn%3Auuid%3A1&mcc=-1',
        contentType: 'application/dmmo+json',
        body: JSON.stringify([
          {
            ClientURI: `${DEMO}/demo/Items`,
            MOData: { Items: { first: { Label: 'uno', Count: 1 } } },
          },
        ]),
      },
    ]);
  });

  it('tells that nothing is left', async () => {
    const device = await TestDevice.create();
    await device.statuses([sub(`${items}/first`)]);
    await device.statuses([['DELETE', `${items}/first`]]);
    await device.report();
    expect(device.repository.uploads.map(({ body }) => body)).toEqual(['[]']);
  });

  it('survives a restart: a change that was not reported before is reported after', async () => {
    const device = await TestDevice.create();
    await device.statuses([sub(`${DEMO}//Level`)]);
    await setLevel(device, 1);
    await device.restart();
    expect(await device.report()).toEqual({ delivered: 1, failed: 0 });
    await device.restart();
    expect(await device.report()).toEqual({ delivered: 0, failed: 0 });
  });

  it('comes with another format after 415, if it is one of those that OMADM-Accept names', async () => {
    const device = await TestDevice.create();
    await device.statuses([sub(`${DEMO}//Name`), sub(items)]);
    device.repository.answer = ({ contentType }) =>
      contentType.startsWith('text/plain')
        ? { status: 204 }
        : { status: 415, headers: { 'omadm-accept': 'text/plain' } };
    const name = device.offer('name', 'other');
    await device.statuses([
      ['HGET', name, `${DEMO}//Name`],
      ['DELETE', `${items}/first`],
    ]);
    // An interior node has no other format: it is given up, until the next change.
    expect(await device.report()).toEqual({ delivered: 1, failed: 0 });
    expect(
      device.repository.uploads.map(({ contentType, body }) => [contentType.split(';')[0], body]),
    ).toEqual([
      ['application/dmmo+json', expect.stringContaining('"Name":"other"')],
      ['text/plain', 'other'],
      ['application/dmmo+json', expect.stringContaining('"second"')],
    ]);
    expect(await device.report()).toEqual({ delivered: 0, failed: 0 });
  });

  it('tries again what failed, with what is there then', async () => {
    const device = await TestDevice.create();
    await device.statuses([sub(`${DEMO}//Level`)]);
    device.repository.answer = () => ({ status: 503 });
    await setLevel(device, 1);
    expect(await device.report()).toEqual({ delivered: 0, failed: 1 });
    await setLevel(device, 2);
    device.repository.answer = () => ({ status: 204 });
    expect(await device.report()).toEqual({ delivered: 1, failed: 0 });
    expect(device.repository.uploads.at(-1)?.body).toContain('"Level":2');
  });

  it('checks the right to read at SUB and again at each report', async () => {
    const device = await TestDevice.create({
      servers: { dms1: ['*'], dms2: ['*'], dms3: [MOID.devInfo] },
      demoRights: { dms1: 15, dms2: 1 },
    });
    expect(await device.statuses([sub(items)], 'dms3')).toEqual([403]);
    expect(await device.statuses([sub(`${DEMO}//Nothing`), sub('nonsense'), sub(items, 'ftp://x/')])).toEqual(
      [404, 400, 400],
    );
    expect(await device.statuses([sub(`${DEMO}//Level`)], 'dms2')).toEqual([200]);
    const rule = `${DAC}//${encodeURIComponent(DEMO)}/demo/rule/Permissions/x2`;
    expect(await device.statuses([['DELETE', rule]])).toEqual([200]);
    await setLevel(device, 1);
    expect(await device.report()).toEqual({ delivered: 0, failed: 0 });
    expect(device.repository.uploads).toEqual([]);
  });

  it('UNSUB ends one’s own subscription, by the same ClientURI', async () => {
    const device = await TestDevice.create({ servers: { dms1: ['*'], dms2: ['*'] } });
    await device.statuses([sub(items)]);
    expect(await device.statuses([['UNSUB', items]], 'dms2')).toEqual([404]);
    expect(
      await device.statuses([
        ['UNSUB', `${DEMO}/demo/Items`],
        ['UNSUB', 'nonsense'],
      ]),
    ).toEqual([404, 400]);
    expect(
      await device.statuses([
        ['UNSUB', items],
        ['UNSUB', items],
      ]),
    ).toEqual([200, 404]);
    await device.statuses([['DELETE', `${items}/first`]]);
    expect(await device.report()).toEqual({ delivered: 0, failed: 0 });
  });

  it('the same SUB again replaces the receiver', async () => {
    const device = await TestDevice.create();
    const other = 'https://server.example/other';
    await device.statuses([sub(`${DEMO}//Level`), sub(`${DEMO}//Level`, other)]);
    await setLevel(device, 3);
    await device.report();
    expect(device.repository.uploads.map(({ url }) => url)).toEqual([other]);
    // A change that was not reported when the receiver changed goes to the new one.
    await device.commands([
      ['HGET', device.offer('level', '4'), `${DEMO}//Level`],
      sub(`${DEMO}//Level`, `${other}/2`),
    ]);
    expect(await device.report()).toEqual({ delivered: 1, failed: 0 });
    expect(device.repository.uploads.at(-1)).toMatchObject({
      url: `${other}/2`,
      body: expect.stringContaining('4') as string,
    });
  });

  it('reports as many levels as lv says, and only changes of them', async () => {
    const device = await TestDevice.create();
    await device.statuses([sub(`${items}?lv=1`)]);
    await device.statuses([['HGET', device.offer('label', 'uno'), `${items}/first/Label`]]);
    expect(await device.report()).toEqual({ delivered: 0, failed: 0 });
    await device.statuses([['DELETE', `${items}/second`]]);
    expect(await device.report()).toEqual({ delivered: 1, failed: 0 });
    expect(JSON.parse(device.repository.uploads[0]?.body ?? '')).toMatchObject([
      { MOData: { Items: { first: {} } } },
    ]);
  });

  it('tells of all nodes that a wildcard hits, also of one that came later', async () => {
    const device = await TestDevice.create();
    await device.statuses([sub(`${items}/*/Label`)]);
    const third = `${items}/third`;
    const url = device.offerMo('third', [{ ClientURI: third, MOData: { third: { Label: 'three' } } }]);
    await device.statuses([['HGET', url, third]]);
    expect(await device.report()).toEqual({ delivered: 1, failed: 0 });
    expect(JSON.parse(device.repository.uploads[0]?.body ?? '')).toMatchObject([
      { MOData: { Label: 'one' } },
      { MOData: { Label: 'two' } },
      { ClientURI: `${DEMO}/demo/Items/third/Label`, MOData: { Label: 'three' } },
    ]);
  });
});

describe('DEFAULT (TS 5.3.10)', () => {
  const DCMO = 'urn:example:mo:camera:1.0';

  it('lets an application of the device have an object that is not there, and reports nothing', async () => {
    const device = await TestDevice.create({ servers: { dms1: ['*'], dms2: ['*'] } });
    const url = device.offerMo('default', [
      { ClientURI: `${DEMO}//`, MOData: { Demo: { Name: 'd', Level: 1 } } },
    ]);
    expect(await device.statuses([['DEFAULT', url, DEMO]], 'dms2')).toEqual([200]);
    expect(await device.request(DEMO)).toMatchObject({ kind: 'present' });
    expect(device.repository.fetched).toEqual([]);
    expect(await device.statuses([['DELETE', `${DEMO}//`]])).toEqual([200]);
    await device.restart();
    const answer = await device.request(DEMO);
    expect(answer).toMatchObject({
      kind: 'fetched',
      uris: [expect.stringMatching(/^urn:dm2:mo:demo:1\.0\/.+\/$/)],
    });
    expect(device.repository.uploads).toEqual([]);
    // It is the server's, as after its HGET, and the application may read it.
    expect(await device.statuses([['GET', `${DEMO}//Name`]], 'dms2')).toEqual([200]);
    expect(await device.statuses([['GET', `${DEMO}//Name`]], 'dms1')).toEqual([403]);
    const [rights] = await device.commands([['GET', `${DAC}//`]], 'dms2');
    expect(rights?.data).toContain('appid:camera');
  });

  it('keeps one ServerURI for a MOID: a new one replaces it', async () => {
    const device = await TestDevice.create();
    const second = device.offerMo('second', [
      { ClientURI: `${DEMO}//`, MOData: { Demo: { Name: 'd', Level: 1 } } },
    ]);
    await device.statuses([
      ['DELETE', `${DEMO}//`],
      ['DEFAULT', 'https://repository.example/first', DEMO],
      ['DEFAULT', second, DEMO],
    ]);
    expect(await device.request(DEMO)).toMatchObject({ kind: 'fetched' });
    expect(device.repository.fetched).toEqual([second]);
  });

  it('is 403 for what the server was not provisioned for, 404 for what the device does not know, 400 if malformed', async () => {
    const device = await TestDevice.create({ servers: { dms1: ['*'], dms2: [MOID.devInfo] } });
    expect(await device.statuses([['DEFAULT', 'https://x.example/', DEMO]], 'dms2')).toEqual([403]);
    expect(
      await device.statuses([
        ['DEFAULT', 'https://x.example/', DCMO],
        ['DEFAULT', 'nowhere', DEMO],
        ['DEFAULT', 'https://x.example/'],
      ]),
    ).toEqual([404, 400, 400]);
  });

  it('says what became of a request that failed', async () => {
    const device = await TestDevice.create();
    expect(await device.request('urn:example:unknown')).toEqual({ kind: 'unknown' });
    await device.statuses([
      ['DELETE', `${DEMO}//`],
      ['DEFAULT', 'https://repository.example/gone', DEMO],
    ]);
    expect(await device.request(DEMO)).toMatchObject({ kind: 'failed', status: 419 });
  });
});
