import { describe, expect, it } from 'vitest';
import { MOID } from '@dm2/protocol';
import { DEMO, TestDevice } from './support/device.js';

const demo = (path: string) => `${DEMO}//${path}`;
const IN = 'https://repository.example/in';

describe('GET (TS 5.3.6)', () => {
  it('gives a leaf as its bare value, anything else as MO data, and 204 for a leaf without content', async () => {
    const device = await TestDevice.create();
    const empty = device.offer('empty', '');
    const results = await device.commands([
      ['GET', demo('Name')],
      ['GET', demo('Items/first')],
      ['GET', demo('Items/*/Count')],
      ['HGET', empty, demo('Name')],
      ['GET', demo('Name')],
    ]);
    expect(results.map(({ status }) => status)).toEqual([200, 200, 200, 200, 204]);
    expect(results[0]?.data).toBe('demo');
    expect(JSON.parse(results[1]?.data ?? '')).toEqual([
      { ClientURI: `${DEMO}/demo/Items/first`, MOData: { first: { Label: 'one', Count: 1 } } },
    ]);
    expect(JSON.parse(results[2]?.data ?? '')).toEqual([
      { ClientURI: `${DEMO}/demo/Items/first/Count`, MOData: { Count: 1 } },
      { ClientURI: `${DEMO}/demo/Items/second/Count`, MOData: { Count: 2 } },
    ]);
  });

  it('transfers as many levels as lv says', async () => {
    const device = await TestDevice.create();
    const levels = async (lv: number) => {
      const [result] = await device.commands([['GET', `${DEMO}//Items?lv=${lv}`]]);
      const [item] = JSON.parse(result?.data ?? '[]') as { MOData: { Items: object } }[];
      return item?.MOData.Items;
    };
    expect(await levels(1)).toEqual({ first: {}, second: {} });
    expect(await levels(2)).toEqual({
      first: { Label: 'one', Count: 1 },
      second: { Label: 'two', Count: 2 },
    });
  });

  it('never gives away keys and secrets', async () => {
    const device = await TestDevice.create();
    const [account, secret] = await device.commands([
      ['GET', `${MOID.dmAccount}//`],
      ['GET', `${MOID.dmAccount}//Auth/Trsp/Secret`],
    ]);
    expect(account?.status).toBe(200);
    expect(account?.data).not.toContain(Buffer.from('geheim').toString('base64'));
    expect(account?.data).not.toContain('Perm');
    expect(secret?.status).toBe(403);
  });
});

describe('the cache (TS 11)', () => {
  it('answers 304 while the instance is what the server knows, for its root and any node in it', async () => {
    const device = await TestDevice.create();
    const [root] = await device.commands([['GET', demo('')]]);
    const [{ CV } = { CV: '' }] = JSON.parse(root?.data ?? '[]') as { CV: string }[];
    const reads = [
      ['GET', `${DEMO}//?cv=${CV}`],
      ['GET', `${DEMO}//Items/first/Label?cv=${CV}`],
      ['HPUT', IN, `${DEMO}//Name?cv=${CV}`],
      ['HPOST', IN, `${DEMO}//Name?cv=${CV}`, `${MOID.devInfo}//Man`],
    ];
    expect(await device.statuses(reads)).toEqual([304, 304, 304, 200]);
    expect(device.repository.uploads.map(({ body }) => body)).toEqual([expect.not.stringContaining('demo')]);
    await device.statuses([['DELETE', demo('Items/second')]]);
    const changed = await device.commands(reads);
    expect(changed.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const [after] = JSON.parse(changed[0]?.data ?? '[]') as { CV: string }[];
    expect(after?.CV).toBeTypeOf('string');
    expect(after?.CV).not.toBe(CV);
  });

  it('is no way around access rights', async () => {
    const device = await TestDevice.create({
      servers: { dms1: ['*'], dms2: ['*'] },
      demoRights: { dms1: 15 },
    });
    const [root] = await device.commands([['GET', demo('')]]);
    const [{ CV } = { CV: '' }] = JSON.parse(root?.data ?? '[]') as { CV: string }[];
    expect(await device.statuses([['GET', `${DEMO}//?cv=${CV}`]], 'dms2')).toEqual([403]);
  });
});

describe('HGET (TS 5.3.1)', () => {
  it('stores a bare value at a leaf, and MO data at a leaf or in place of a sub-tree', async () => {
    const device = await TestDevice.create();
    const results = await device.commands([
      ['HGET', device.offer('level', '7'), demo('Level')],
      [
        'HGET',
        device.offerMo('enabled', [{ ClientURI: demo('Enabled'), MOData: { Enabled: false } }]),
        demo('Enabled'),
      ],
      [
        'HGET',
        device.offerMo('items', [
          { ClientURI: demo('Items'), MOData: { Items: { third: { Label: 'three' } } } },
        ]),
        demo('Items/third'),
      ],
      [
        'HGET',
        device.offerMo('third', [
          { ClientURI: demo('Items/third'), MOData: { third: { Label: 'three', Count: 3 } } },
        ]),
        demo('Items/third'),
      ],
      [
        'HGET',
        device.offerMo('first', [{ ClientURI: demo('Items/first'), MOData: { first: { Label: 'uno' } } }]),
        demo('Items/first'),
      ],
      ['GET', demo('')],
    ]);
    expect(results.map(({ status }) => status)).toEqual([200, 200, 415, 200, 200, 200]);
    expect(JSON.parse(results[5]?.data ?? '')).toMatchObject([
      {
        MOData: {
          Demo: {
            Level: 7,
            Enabled: false,
            // What was there is replaced: the count of the first is gone.
            Items: { first: { Label: 'uno' }, second: { Label: 'two' }, third: { Label: 'three', Count: 3 } },
          },
        },
      },
    ]);
  });

  it('without a ClientURI chooses the places, assigns the MIID and returns each of them', async () => {
    const device = await TestDevice.create();
    const item = (name: string) => ({ ClientURI: `${DEMO}//`, MOData: { Demo: { Name: name, Level: 1 } } });
    const [result] = await device.commands([
      [
        'HGET',
        device.offerMo('two', [
          item('a'),
          item('b'),
          { ClientURI: `${DEMO}/demo/Level`, MOData: { Level: 8 } },
        ]),
      ],
    ]);
    expect(result?.status).toBe(200);
    const [a = '', b = '', c] = result?.uris ?? [];
    expect(c).toBe(`${DEMO}/demo/Level`);
    const values = await device.commands(
      [a, b, c ?? ''].map((uri) => ['GET', uri.endsWith('/') ? `${uri}Name` : uri]),
    );
    expect(values.map(({ data }) => data)).toEqual(['a', 'b', expect.stringContaining('8')]);
  });

  it('stores all items or none', async () => {
    const device = await TestDevice.create();
    const before = device.store.kept;
    const items = [
      { ClientURI: `${DEMO}//`, MOData: { Demo: { Name: 'a', Level: 1 } } },
      { ClientURI: `${DEMO}//`, MOData: { Demo: { Name: 'b', Level: 'high' } } },
    ];
    expect(await device.statuses([['HGET', device.offerMo('half', items)]])).toEqual([415]);
    expect(device.store.kept).toBe(before);
  });

  it.each([
    ['415 for MO data that is none', 415, '{"x":', 'application/dmmo+json', demo('Items/first')],
    ['415 for a value that does not fit the format', 415, 'high', 'text/plain', demo('Level')],
    ['415 for a bare value at an interior node', 415, 'x', 'text/plain', demo('Items/first')],
    ['415 for a bare value without a place', 415, 'x', 'text/plain', undefined],
    ['404 for a place whose parent is not there', 404, 'x', 'text/plain', demo('Items/none/Label')],
    ['404 for a node that is not described', 404, 'x', 'text/plain', demo('Nothing')],
    ['403 for what the description does not let be replaced', 403, 'x', 'text/plain', `${MOID.devInfo}//Man`],
    ['400 for a ClientURI that is none', 400, 'x', 'text/plain', 'nonsense'],
    [
      '415 for an object that the device does not know',
      415,
      '[{"ClientURI":"urn:x:y//","MOData":{"a":1}}]',
      'application/dmmo+json',
      undefined,
    ],
  ])('is %s', async (_title, status, body, contentType, place) => {
    const device = await TestDevice.create();
    const url = device.offer('x', body, contentType);
    expect(await device.statuses([['HGET', url, ...(place === undefined ? [] : [place])]])).toEqual([status]);
  });

  it('is 419 if the repository fails, before anything is fetched if the place is forbidden', async () => {
    const device = await TestDevice.create();
    expect(await device.statuses([['HGET', 'https://repository.example/none', demo('Level')]])).toEqual([
      419,
    ]);
    expect(
      await device.statuses([['HGET', 'https://repository.example/none', `${MOID.devInfo}//Man`]]),
    ).toEqual([403]);
    expect(device.repository.fetched).toHaveLength(1);
  });

  it('is 506 if the device has no room, and the tree is as it was', async () => {
    const device = await TestDevice.create({ room: 4000 });
    const before = device.store.kept;
    const big = device.offer('big', 'x'.repeat(5000));
    expect(await device.statuses([['HGET', big, demo('Name')]])).toEqual([506]);
    expect(device.store.kept).toBe(before);
    expect(await device.statuses([['HGET', device.offer('small', 'y'), demo('Name')]])).toEqual([200]);
    expect(await device.statuses([['DELETE', demo('Items/first')]])).toEqual([200]);
  });
});

describe.each(['HPUT', 'HPOST'])('%s (TS 5.3.2, 5.3.3)', (name) => {
  it('sends the data of all ClientURIs in one request, if at least one is found', async () => {
    const device = await TestDevice.create();
    expect(
      await device.statuses([[name, IN, demo('Level'), demo('Nothing'), `${MOID.devInfo}//Man`]]),
    ).toEqual([200]);
    const [upload, ...others] = device.repository.uploads;
    expect(others).toEqual([]);
    expect(upload?.method).toBe(name.slice(1));
    expect(JSON.parse(upload?.body ?? '')).toEqual([
      { ClientURI: `${DEMO}/demo/Level`, MOData: { Level: 5 } },
      { ClientURI: `${MOID.devInfo}/devinfo/Man`, MOData: { Man: 'Man' } },
    ]);
  });

  it.each([
    ['404 if none is found', 404, [demo('Nothing'), demo('Items/none')], undefined],
    ['403 if what is found may not be read', 403, [`${MOID.dmAccount}//Auth/Trsp/Secret`], undefined],
    ['400 if one is malformed', 400, [demo('Level'), 'nonsense'], undefined],
    ['419 if the repository fails', 419, [demo('Level')], { status: 500 }],
    [
      '406 if no format is taken',
      406,
      [demo('Items')],
      { status: 415, headers: { 'omadm-accept': 'text/csv' } },
    ],
    [
      '200 after another format',
      200,
      [demo('Name')],
      { status: 415, headers: { 'omadm-accept': 'text/plain' } },
    ],
  ])('is %s', async (_title, status, uris, refusal) => {
    const device = await TestDevice.create();
    if (refusal)
      device.repository.answer = ({ contentType }) =>
        contentType.startsWith('text/plain') ? { status: 200 } : refusal;
    expect(await device.statuses([[name, IN, ...uris]])).toEqual([status]);
  });
});

describe('DELETE (TS 5.3.4)', () => {
  it('removes a node with all below it, or an instance with the rights on it', async () => {
    const device = await TestDevice.create();
    expect(
      await device.statuses([
        ['DELETE', demo('Items/first')],
        ['GET', demo('Items/first/Label')],
      ]),
    ).toEqual([200, 404]);
    expect(
      await device.statuses([
        ['DELETE', demo('')],
        ['GET', demo('')],
      ]),
    ).toEqual([200, 404]);
    expect(device.store.kept).not.toContain('serverid:dms1\\",\\"AR\\":1');
  });

  it.each([
    ['405 for a permanent node', 405, `${MOID.devInfo}//`],
    ['405 for a mandatory leaf', 405, demo('Name')],
    ['404 for what is not there', 404, demo('Items/none')],
    ['400 for what is no ClientURI', 400, 'nonsense'],
    ['403 for the account the session runs on', 403, `${MOID.dmAccount}//`],
  ])('is %s', async (_title, status, uri) => {
    const device = await TestDevice.create();
    expect(await device.statuses([['DELETE', uri]])).toEqual([status]);
  });
});

describe('EXEC (TS 5.3.5, 5.4.1)', () => {
  it('reports at once without a ServerURI', async () => {
    const device = await TestDevice.create();
    expect(
      await device.statuses([
        ['EXEC', demo('Actions/Reset')],
        ['EXEC', demo('Actions/Fail')],
      ]),
    ).toEqual([200, 500]);
  });

  it('with a ServerURI is 202, and the result an alert of the node in a new session there', async () => {
    const device = await TestDevice.create();
    const there = 'https://server.example/results';
    expect(await device.statuses([['EXEC', demo('Actions/Reset'), there]])).toEqual([202]);
    await device.execute();
    expect(device.state.current.pendingAlerts).toMatchObject([
      {
        alert: { SourceURI: `${DEMO}/demo/Actions/Reset`, Data: { result: 200 } },
        serverUri: there,
        prompt: true,
      },
    ]);
    // A session elsewhere does not carry it.
    await device.session([]);
    expect(device.state.current.pendingAlerts).toHaveLength(1);
  });

  it('is 503 while the node is still being executed', async () => {
    const device = await TestDevice.create();
    const exec = ['EXEC', demo('Actions/Reset'), 'https://server.example/results'];
    expect(await device.statuses([exec, exec])).toEqual([202, 503]);
    await device.execute();
    expect(await device.statuses([exec])).toEqual([202]);
  });

  it.each([
    ['405 for a node that is not executable', 405, [demo('Name')]],
    ['404 for what is not there', 404, [demo('Actions/None')]],
    ['400 for what is no ClientURI', 400, ['nonsense']],
    ['400 for what is no ServerURI', 400, [demo('Actions/Reset'), 'nowhere']],
  ])('is %s', async (_title, status, parameters) => {
    const device = await TestDevice.create();
    expect(await device.statuses([['EXEC', ...parameters]])).toEqual([status]);
  });
});

describe('SHOW, CONT, END and what is no command', () => {
  it('SHOW says only whether the browser was started', async () => {
    const device = await TestDevice.create();
    expect(
      await device.statuses([
        ['SHOW', 'https://ui.example/?id=[DevID]'],
        ['SHOW', 'https://ui.example/none'],
        ['SHOW', 'https://ui.example/failed'],
        ['SHOW', 'nowhere'],
      ]),
    ).toEqual([200, 501, 500, 400]);
    expect(device.opened).toEqual(['https://ui.example/?id=urn%3Auuid%3A1']);
  });

  it('CONT moves the session, from the answer to its package on', async () => {
    const device = await TestDevice.create();
    const elsewhere = 'https://other.example/dm';
    await device.session([[['CONT', elsewhere]], []]);
    expect(device.urls).toEqual(['https://server.example/dm/dms1', elsewhere, elsewhere]);
    expect(
      await device.statuses([
        ['CONT', 'ftp://other.example/'],
        ['CONT', 'nowhere'],
      ]),
    ).toEqual([400, 400]);
  });

  it('executes everything in a package with END and answers nothing', async () => {
    const device = await TestDevice.create();
    const results = await device.session([
      [['HPOST', IN, demo('Name')], ['END'], ['HPOST', IN, demo('Level')]],
    ]);
    expect(results).toEqual([]);
    expect(device.repository.uploads).toHaveLength(2);
  });

  it('is 501 for an unknown command, 400 for a malformed one, and goes on', async () => {
    const device = await TestDevice.create();
    expect(await device.statuses([['COPY', 'x'], ['GET'], ['GET', 'a', 'b'], ['GET', demo('Name')]])).toEqual(
      [501, 400, 400, 200],
    );
  });
});
