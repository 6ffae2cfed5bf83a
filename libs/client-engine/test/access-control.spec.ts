import { describe, expect, it } from 'vitest';
import { formatClientUri, MOID } from '@dm2/protocol';
import { grant, setNode } from '../src/index.js';
import { DAC, DEMO, TestDevice } from './support/device.js';

const demo = (path: string) => `${DEMO}//${path}`;
/** Addresses a node of the rights of the demo object. */
const rule = (...path: string[]) =>
  formatClientUri({
    moid: DAC,
    instance: { kind: 'only' },
    path: [DEMO, 'demo', ...path].map((name) => ({ kind: 'name', name })),
    nv: [],
  });
const permission = (maid: string, ar: number) => ({ MAID: maid, AR: ar });

describe('Delegation Access Control (TS 10, 12.3)', () => {
  it('grants each right for its commands alone', async () => {
    const device = await TestDevice.create({
      servers: { reader: ['*'], writer: ['*'], runner: ['*'] },
      demoRights: { reader: 1, writer: 2, runner: 4 },
    });
    const level = device.offer('level', '7');
    const each = [
      ['GET', demo('Level')],
      ['HPUT', 'https://repository.example/in', demo('Level')],
      ['HGET', level, demo('Level')],
      ['DELETE', demo('Items/first')],
      ['EXEC', demo('Actions/Reset')],
    ];
    expect(await device.statuses(each, 'reader')).toEqual([200, 200, 403, 403, 403]);
    expect(await device.statuses(each, 'runner')).toEqual([403, 403, 403, 403, 200]);
    expect(await device.statuses(each, 'writer')).toEqual([403, 403, 200, 200, 403]);
  });

  it('hides what a server was not provisioned for, and shows only instances on which it has a right', async () => {
    const device = await TestDevice.create({
      servers: { dms1: [MOID.devInfo, DEMO], dms2: [MOID.devInfo, DAC] },
      demoRights: { dms2: 15 },
    });
    expect(await device.statuses([['GET', `${DEMO}//Level`]], 'dms2')).toEqual([403]);
    expect(await device.statuses([['GET', `${DEMO}//Level`]], 'dms1')).toEqual([403]);
    const [first, second] = device.package1s;
    expect(second?.MOS?.map(({ MOID: moid, MIID }) => [moid, MIID])).toEqual([
      [MOID.devInfo, ['devinfo']],
      [DEMO, []],
    ]);
    expect(first?.MOS?.map(({ MOID: moid }) => moid)).not.toContain(DEMO);
    const [rights] = await device.commands([['GET', `${DAC}//`]], 'dms2');
    expect(rights?.status).toBe(200);
    expect(rights?.data).toContain(MOID.devInfo);
    expect(rights?.data).not.toContain(DEMO);
  });

  it('gives the creator of an instance all rights, alone', async () => {
    const device = await TestDevice.create({ servers: { dms1: ['*'], dms2: ['*'] } });
    const url = device.offerMo('new', [
      { ClientURI: `${DEMO}//`, MOData: { Demo: { Name: 'mine', Level: 1 } } },
    ]);
    const [created] = await device.commands([['HGET', url]], 'dms2');
    const [uri = ''] = created?.uris ?? [];
    const each = [
      ['GET', uri],
      ['DELETE', uri],
    ];
    expect(await device.statuses(each, 'dms1')).toEqual([403, 403]);
    expect(await device.statuses([['GET', `${DEMO}/*/`]], 'dms1')).toEqual([403]);
    expect(await device.statuses(each, 'dms2')).toEqual([200, 200]);
    const [rights] = await device.commands([['GET', `${DAC}//`]], 'dms2');
    expect(rights?.data).not.toContain(/\/([^/]+)\/$/.exec(uri)?.[1]);
  });

  it('lets the rule with the deepest path decide, where the rights of * and of the server add up', async () => {
    const device = await TestDevice.create({
      servers: { dms1: ['*'], dms2: ['*'] },
      demoRights: { dms1: 15, '*': 1 },
    });
    const url = device.offerMo('rule', [
      {
        ClientURI: rule('deep'),
        MOData: {
          deep: {
            Path: '/Items/*',
            Permissions: { a: permission('*', 2), b: permission('serverid:dms2', 1) },
          },
        },
      },
    ]);
    expect(await device.statuses([['HGET', url, rule('deep')]])).toEqual([200]);
    const each = [
      ['GET', demo('Level')],
      ['GET', demo('Items/first/Label')],
      ['GET', demo('')],
      ['GET', `${DEMO}//?lv=1`],
      ['DELETE', demo('Items/first')],
    ];
    // dms1 is not named by the deeper rule: it has the rights of * there, Write alone.
    expect(await device.statuses(each)).toEqual([200, 403, 403, 200, 200]);
    expect(await device.statuses(each.slice(0, 4), 'dms2')).toEqual([200, 404, 200, 200]);
    expect(await device.statuses([['GET', demo('Items/second/Label')]], 'dms2')).toEqual([200]);
  });

  it('does not tell values through nv that a server may not read', async () => {
    const device = await TestDevice.create({
      servers: { dms1: ['*'], dms2: ['*'] },
      demoRights: { dms1: 15, dms2: 1 },
    });
    const url = device.offerMo('rule', [
      { ClientURI: rule('hidden'), MOData: { hidden: { Path: '/Items/first/Count', Permissions: {} } } },
    ]);
    expect(await device.statuses([['HGET', url, rule('hidden')]])).toEqual([200]);
    const probe = [
      ['GET', `${DEMO}//Items/(x)/Label?nv=(x)/Count:1`],
      ['GET', `${DEMO}//Items/(x)/Label?nv=(x)/Count:2`],
    ];
    expect(await device.statuses(probe, 'dms2')).toEqual([404, 200]);
  });

  it('lets only who has Delegate change rights, for servers that were provisioned for the object', async () => {
    const device = await TestDevice.create({
      servers: { dms1: ['*'], dms2: ['*'], dms3: [MOID.devInfo] },
      demoRights: { dms1: 15, dms2: 7 },
    });
    const give = (maid: string, ar: number) => {
      const url = device.offerMo(`give-${maid}-${ar}`, [
        { ClientURI: rule('rule', 'Permissions', 'given'), MOData: { given: permission(maid, ar) } },
      ]);
      return ['HGET', url, rule('rule', 'Permissions', 'given')];
    };
    expect(await device.statuses([give('serverid:dms2', 15)], 'dms2')).toEqual([403]);
    expect(await device.statuses([give('serverid:dms3', 1), give('serverid:nobody', 1)])).toEqual([403, 403]);
    expect(await device.statuses([give('serverid:dms2', 8)])).toEqual([200]);
    expect(await device.statuses([give('appid:camera', 1)], 'dms2')).toEqual([200]);
    expect(await device.statuses([['DELETE', rule('rule', 'Permissions', 'given')]], 'dms1')).toEqual([200]);
    expect(await device.statuses([['DELETE', rule('rule')]], 'dms2')).toEqual([403]);
    expect(await device.statuses([['DELETE', `${DAC}//`]], 'dms1')).not.toContain(200);
  });

  it('refuses rules for an instance that is not there', async () => {
    const device = await TestDevice.create();
    const uri = formatClientUri({
      moid: DAC,
      instance: { kind: 'only' },
      path: [DEMO, 'nowhere'].map((name) => ({ kind: 'name', name })),
      nv: [],
    });
    const url = device.offerMo('rule', [
      {
        ClientURI: uri,
        MOData: { nowhere: { rule: { Permissions: { x1: permission('serverid:dms1', 15) } } } },
      },
    ]);
    expect(await device.statuses([['HGET', url, uri]])).toEqual([403]);
  });

  it('without the object grants everything to every bootstrapped server', async () => {
    const device = await TestDevice.create({
      servers: { dms1: ['*'], dms2: [DEMO] },
      demoRights: {},
      accessControl: false,
    });
    const each = [
      ['GET', demo('')],
      ['EXEC', demo('Actions/Reset')],
      ['DELETE', demo('Items/first')],
    ];
    expect(await device.statuses(each, 'dms2')).toEqual([200, 200, 200]);
    expect(device.package1s[0]?.MOS).toMatchObject([{ MOID: DEMO, MIID: ['demo'] }]);
  });

  it('does not let a wildcard add rights where a rule took them away', async () => {
    const device = await TestDevice.create({
      servers: { dms1: ['*'], dms2: ['*'] },
      demoRights: { dms1: 15, dms2: 15 },
    });
    const put = (name: string, path: string, ...permissions: object[]) => {
      const MOData = {
        [name]: { Path: path, Permissions: Object.fromEntries(permissions.map((p, i) => [`x${i}`, p])) },
      };
      return ['HGET', device.offerMo(name, [{ ClientURI: rule(name), MOData }]), rule(name)];
    };
    expect(await device.statuses([put('mine', '/Items/first', permission('serverid:dms1', 15))])).toEqual([
      200,
    ]);
    const read = [['GET', demo('Items/first/Label')]];
    expect(await device.statuses(read, 'dms2')).toEqual([403]);
    const all = permission('serverid:dms2', 15);
    expect(
      await device.statuses(
        [
          put('a', '/Items/*', all),
          put('b', '/*/first', all),
          put('c', '/*/*', all),
          put('d', '/Items/first', all),
        ],
        'dms2',
      ),
    ).toEqual([403, 403, 403, 403]);
    // Where nobody took them away it may, and so may who has them.
    expect(await device.statuses([put('e', '/Level', all)], 'dms2')).toEqual([200]);
    expect(await device.statuses([put('g', '/Items/*', permission('*', 1))])).toEqual([200]);
    expect(await device.statuses(read, 'dms2')).toEqual([200]);
    // A rule that takes rights away is taken away only by who may give them.
    expect(await device.statuses([['DELETE', rule('mine')]], 'dms2')).toEqual([403]);
  });

  it('keeps the rule for a part of an instance when rights on the whole are given', async () => {
    const device = await TestDevice.create({ demoRights: { dms1: 15 } });
    const path = device.offer('path', '/Items');
    expect(await device.statuses([['HGET', path, rule('rule', 'Path')]])).toEqual([200]);
    await device.state.change((state) => grant(state, DEMO, 'demo', 'serverid:dms2', 1));
    const [rights] = await device.commands([['GET', rule()]]);
    expect(JSON.parse(rights?.data ?? '')).toMatchObject([
      {
        MOData: {
          demo: {
            rule: { Path: '/Items', Permissions: { x1: permission('serverid:dms1', 15) } },
            rule2: { Permissions: { x1: permission('serverid:dms2', 1) } },
          },
        },
      },
    ]);
  });

  it('lets a server neither make, nor ask for, nor watch what it was not provisioned for, by whatever address', async () => {
    const device = await TestDevice.create({ servers: { dms1: ['*'], dms2: [MOID.devInfo] } });
    const url = device.offerMo('new', [
      { ClientURI: `${DEMO}//`, MOData: { Demo: { Name: 'a', Level: 1 } } },
    ]);
    const before = device.state.current;
    expect(
      await device.statuses(
        [
          ['HGET', url],
          ['HGET', url, `${DEMO}//`],
          ['GET', `${DEMO}/*/`],
          ['GET', `${DEMO}/(x)/?nv=(x)/Name:demo`],
          ['HPUT', 'https://repository.example/in', `${DEMO}/demo/`],
          ['SUB', 'https://server.example/r', `${DEMO}/*/`],
          ['DEFAULT', url, DEMO],
          ['EXEC', demo('Actions/Reset')],
          ['DELETE', `${DEMO}/demo/`],
          ['GET', `${DAC}//`],
        ],
        'dms2',
      ),
    ).toEqual(Array.from({ length: 10 }, () => 403));
    expect(device.state.current).toBe(before);
    expect(device.repository.uploads).toEqual([]);
  });

  it('forgets what a server subscribed to when the server is gone', async () => {
    const device = await TestDevice.create({ servers: { dms1: ['*'], dms2: ['*'] } });
    expect(await device.statuses([['SUB', 'https://server.example/r', demo('Level')]], 'dms2')).toEqual([
      200,
    ]);
    await device.state.change((state) => setNode(state, MOID.dmAccount, 'dms2', [], undefined));
    await device.statuses([['HGET', device.offer('level', '8'), demo('Level')]]);
    expect(await device.report()).toEqual({ delivered: 0, failed: 0 });
    expect(device.state.current.subscriptions).toEqual([]);
  });

  it('without the mechanism no server is shown its object', async () => {
    const device = await TestDevice.create({ accessControl: false });
    await device.session([]);
    expect(device.package1s[0]?.MOS?.map((entry) => entry.MOID)).not.toContain(DAC);
  });

  it('takes every right from a server whose account is deleted: another of its name inherits nothing', async () => {
    const device = await TestDevice.create({
      servers: { dms1: ['*'], dms2: ['*'] },
      demoRights: { dms1: 1, dms2: 15 },
    });
    await device.state.change((state) => grant(state, MOID.dmAccount, 'dms2', 'serverid:dms1', 15));
    await device.statuses(
      [
        ['SUB', 'https://server.example/r', demo('Level')],
        ['DEFAULT', 'https://repository.example/d', MOID.fumo],
        ['EXEC', demo('Actions/Reset'), 'https://server.example/results'],
      ],
      'dms2',
    );
    const again = device.offerMo('again', [
      {
        ClientURI: `${MOID.dmAccount}//`,
        MOData: { DMAcc: { SrvID: 'dms2', SrvURI: 'https://evil.example/', Perm: { x: { MOID: '*' } } } },
      },
    ]);
    expect(
      await device.statuses([
        ['DELETE', `${MOID.dmAccount}/dms2/`],
        ['HGET', again],
      ]),
    ).toEqual([200, 200]);
    const { subscriptions, defaults, pendingExecutions } = device.state.current;
    expect([subscriptions, defaults, pendingExecutions]).toEqual([[], [], []]);
    expect(await device.statuses([['GET', demo('Level')]], 'dms2')).toEqual([403]);
    expect(await device.statuses([['GET', demo('Level')]])).toEqual([200]);
  });
});
