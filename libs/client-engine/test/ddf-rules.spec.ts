import { beforeAll, describe, expect, it } from 'vitest';
import { parseDdf, STANDARD_DDFS } from '@dm2/protocol';
import { TestDevice } from './support/device.js';

const MO = 'urn:example:mo:thing:1.0';

const properties = (access: string, format: string, more = '') =>
  `<DFProperties><AccessType>${access}</AccessType><DFFormat><${format}/></DFFormat>${more}</DFProperties>`;
const node = (name: string, inner: string) =>
  `<Node>${name === '' ? '<NodeName/>' : `<NodeName>${name}</NodeName>`}${inner}</Node>`;
const occurrence = (kind: string, n = '') => `<Occurrence><${kind}>${n}</${kind}></Occurrence>`;
const FORMATS = ['b64', 'bin', 'bool', 'chr', 'int', 'null', 'xml', 'date', 'time', 'float'];

/** A description with every format, occurrence and scope. */
const XML = `<MgmtTree><VerDTD>1.3</VerDTD>${node(
  'Thing',
  properties(
    '<Add/><Get/><Replace/><Delete/>',
    'node',
    `${occurrence('ZeroOrMore')}<DFType><DDFName>${MO}</DDFName></DFType><CaseSense><CIS/></CaseSense>`,
  ) +
    FORMATS.map((format) =>
      node(format, properties('<Get/><Replace/><Add/>', format, occurrence('ZeroOrOne'))),
    ).join('') +
    node(
      'Fixed',
      properties('<Get/>', 'chr', '<DefaultValue>fixed</DefaultValue><Scope><Permanent/></Scope>'),
    ) +
    node(
      'Pair',
      properties('<Get/><Add/><Replace/>', 'node', occurrence('ZeroOrOne')) +
        node('', properties('<Get/><Add/><Delete/><Replace/>', 'int', occurrence('ZeroOrN', '2'))),
    ) +
    node(
      'Some',
      properties('<Get/><Add/><Replace/>', 'node', occurrence('ZeroOrOne')) +
        node('', properties('<Get/><Add/><Delete/>', 'chr', occurrence('OneOrMore'))) +
        node('Note', properties('<Get/><Add/><Delete/>', 'chr', occurrence('ZeroOrOne'))),
    ) +
    node(
      'Single',
      properties('<Get/><Add/><Replace/>', 'node', occurrence('ZeroOrOne')) +
        node('', properties('<Get/><Add/><Delete/>', 'chr', occurrence('ZeroOrOne'))),
    ) +
    node(
      'Exact',
      properties('<Get/><Add/><Replace/>', 'node', occurrence('ZeroOrOne')) +
        node('', properties('<Get/><Add/><Delete/>', 'chr')),
    ) +
    node('Own', properties('<Get/>', 'chr', `${occurrence('ZeroOrOne')}<Scope><Permanent/></Scope>`)),
)}</MgmtTree>`;

/** Objects of which there may be so many. */
const counted = (name: string, moid: string, number: string, more = '', children = '') =>
  `<MgmtTree><VerDTD>1.3</VerDTD>${node(
    name,
    properties(
      `<Add/><Get/><Replace/><Delete/>`,
      'node',
      `${number}<DFType><DDFName>${moid}</DDFName></DFType>${more}`,
    ) + children,
  )}</MgmtTree>`;
const ONCE = 'urn:example:mo:once:1.0';
const TWICE = 'urn:example:mo:twice:1.0';
const FIXED = 'urn:example:mo:fixed:1.0';
const value1 = node('Value', properties('<Get/><Replace/>', 'chr', '<DefaultValue>none</DefaultValue>'));

let device: TestDevice;

async function create(content: object): Promise<{ status: number; uri: string }> {
  const url = device.offerMo('thing', [{ ClientURI: `${MO}//`, MOData: { Thing: content } }]);
  const [result] = await device.commands([['HGET', url]]);
  return { status: result?.status ?? 0, uri: result?.uris[0] ?? '' };
}

async function value(uri: string): Promise<unknown> {
  const [result] = await device.commands([['GET', uri]]);
  const [item] = JSON.parse(result?.data ?? '[]') as { MOData: Record<string, unknown> }[];
  return Object.values(item?.MOData ?? {})[0];
}

beforeAll(async () => {
  const descriptions = new Map([
    ...STANDARD_DDFS,
    [MO, parseDdf(XML)],
    [ONCE, parseDdf(counted('Once', ONCE, '', '', value1))],
    [TWICE, parseDdf(counted('Twice', TWICE, occurrence('ZeroOrN', '2'), '', value1))],
    [FIXED, parseDdf(counted('Fixed', FIXED, '', '<Scope><Permanent/></Scope>', value1))],
  ]);
  device = await TestDevice.create({ descriptions });
});

describe('a description that was loaded (TS 6.3, 6.4)', () => {
  it('takes each format and refuses what does not fit it', async () => {
    const good = {
      b64: 'AQI=',
      bin: 'AQI=',
      bool: true,
      chr: 'text',
      int: 7,
      null: null,
      xml: '<a/>',
      date: '2026-11-24',
      time: '12:00:00',
      float: 1.5,
    };
    const { status, uri } = await create(good);
    expect(status).toBe(200);
    expect(await value(uri)).toEqual({ ...good, Fixed: 'fixed' });
    const bad = {
      b64: 'not base64!',
      bin: 7,
      bool: 'true',
      chr: 7,
      int: 1.5,
      null: 'x',
      xml: 1,
      date: 20261124,
      time: true,
      float: '1.5',
    };
    for (const [name, wrong] of Object.entries(bad))
      expect([name, (await create({ [name]: wrong })).status]).toEqual([name, 415]);
  });

  it('makes a permanent child with its parent, and lets nobody change or remove it', async () => {
    const { uri } = await create({});
    const thing = `${uri}Fixed`;
    expect(
      await device.statuses([
        ['GET', thing],
        ['DELETE', thing],
        ['HGET', device.offer('x', 'other'), thing],
        ['EXEC', thing],
      ]),
    ).toEqual([200, 405, 403, 405]);
    expect((await create({ Fixed: 'other' })).status).toBe(200);
  });

  it('counts the children there may be and must be', async () => {
    expect((await create({ Pair: { a: 1, b: 2 } })).status).toBe(200);
    expect((await create({ Pair: { a: 1, b: 2, c: 3 } })).status).toBe(415);
    expect((await create({ Some: {} })).status).toBe(415);
    const { uri } = await create({ Pair: { a: 1, b: 2 }, Some: { one: 'x' } });
    const three = device.offer('three', '3');
    expect(
      await device.statuses([
        ['HGET', three, `${uri}Pair/c`],
        ['HGET', three, `${uri}Pair/a`],
        ['DELETE', `${uri}Pair/b`],
        ['HGET', three, `${uri}Pair/c`],
        ['DELETE', `${uri}Some/one`],
      ]),
    ).toEqual([403, 200, 200, 200, 405]);
  });

  it('refuses what is not described', async () => {
    expect((await create({ Other: 1 })).status).toBe(415);
    const { uri } = await create({});
    expect(await device.statuses([['HGET', device.offer('x', '1'), `${uri}Other`]])).toEqual([404]);
  });

  it('takes names in either case where CaseSense is CIS, and keeps one node', async () => {
    const { uri } = await create({ chr: 'a' });
    const url = device.offer('b', 'b');
    expect(
      await device.statuses([
        ['HGET', url, `${uri}CHR`],
        ['GET', `${uri}Chr`],
      ]),
    ).toEqual([200, 200]);
    expect(await value(uri)).toEqual({ chr: 'b', Fixed: 'fixed' });
    expect((await create({ Int: 1 })).status).toBe(200);
    expect((await create({ int: 1, INT: 2 })).status).toBe(415);
  });

  it('counts un-named nodes that are there once at most, or exactly once', async () => {
    expect((await create({ Single: { a: 'x', b: 'y' } })).status).toBe(415);
    expect((await create({ Exact: {} })).status).toBe(415);
    expect((await create({ Exact: { a: 'x', b: 'y' } })).status).toBe(415);
    const { uri } = await create({ Single: { a: 'x' }, Exact: { a: 'x' } });
    const text = device.offer('text', 'z');
    expect(
      await device.statuses([
        ['HGET', text, `${uri}Single/b`],
        ['HGET', text, `${uri}Exact/b`],
        ['DELETE', `${uri}Exact/a`],
        ['DELETE', `${uri}Single/a`],
        ['HGET', text, `${uri}Single/b`],
      ]),
    ).toEqual([403, 403, 405, 200, 200]);
  });

  it('counts the nodes of a kind alone: the last one stays though others are beside it', async () => {
    const { uri } = await create({ Some: { one: 'x', two: 'y', Note: 'z' } });
    expect(
      await device.statuses([
        ['DELETE', `${uri}Some/one`],
        ['DELETE', `${uri}Some/two`],
        ['DELETE', `${uri}Some/*`],
      ]),
    ).toEqual([200, 405, 405]);
    expect(await value(`${uri}Some`)).toEqual({ two: 'y', Note: 'z' });
  });

  it('is loaded with its objects: created with defaults, read, replaced, deleted, as often as there may be one', async () => {
    const make = async (moid: string, name: string, text?: string) => {
      const MOData = { [name]: text === undefined ? {} : { Value: text } };
      const [done] = await device.commands([
        ['HGET', device.offerMo('made', [{ ClientURI: `${moid}//`, MOData }])],
      ]);
      return [done?.status, ...(done?.uris ?? [])];
    };
    expect(await make(ONCE, 'Once')).toEqual([
      200,
      expect.stringMatching(/^urn:example:mo:once:1\.0\/i\d+\/$/),
    ]);
    expect(await value(`${ONCE}//`)).toEqual({ Value: 'none' });
    const [, first] = await make(ONCE, 'Once', 'again');
    expect(await value(`${ONCE}//`)).toEqual({ Value: 'again' });
    expect(
      await device.statuses([
        ['DELETE', String(first)],
        ['GET', `${ONCE}//`],
      ]),
    ).toEqual([200, 404]);

    const [[one], [two], three] = [
      await make(TWICE, 'Twice'),
      await make(TWICE, 'Twice'),
      await make(TWICE, 'Twice'),
    ];
    expect([one, two, three]).toEqual([200, 200, [403]]);
    expect(await make(FIXED, 'Fixed')).toEqual([403]);
  });

  it('lets nobody make a permanent node', async () => {
    const { uri } = await create({});
    expect(await device.statuses([['HGET', device.offer('own', 'x'), `${uri}Own`]])).toEqual([403]);
  });

  it('takes only names and numbers that there are', async () => {
    const { uri } = await create({ Pair: {} });
    const one = device.offer('one', '1');
    for (const name of ['%20', 'a%2Fb', '%28x%29', '%2A', 'a%3Ab', '%C3%A4'])
      expect([name, ...(await device.statuses([['HGET', one, `${uri}Pair/${name}`]]))]).toEqual([name, 400]);
    for (const name of ['a b', 'a/b', '(x)', '*', 'a:b', 'ä', 'x'.repeat(256)])
      expect([name, (await create({ Pair: { [name]: 1 } })).status]).toEqual([name, 415]);
    expect(
      await device.statuses([
        ['HGET', device.offer('huge', '1e999'), `${uri}float`],
        ['HGET', device.offer('large', '1e300'), `${uri}float`],
        ['HGET', device.offer('long', '9'.repeat(40)), `${uri}int`],
      ]),
    ).toEqual([415, 200, 415]);
  });

  it('keeps the name that is described where CaseSense is CIS', async () => {
    const { uri } = await create({});
    expect(await device.statuses([['HGET', device.offer('b', 'b'), `${uri}CHR`]])).toEqual([200]);
    expect(await value(uri)).toEqual({ chr: 'b', Fixed: 'fixed' });
  });

  it('replaces a sub-tree of very many nodes with work that grows with their number alone', async () => {
    const { uri } = await create({ Some: { first: 'x' } });
    const timed = async (count: number, letter: string): Promise<number> => {
      const Some = Object.fromEntries(Array.from({ length: count }, (_, i) => [`${letter}${i}`, 'v']));
      const url = device.offerMo(`many-${letter}`, [{ ClientURI: `${uri}Some`, MOData: { Some } }]);
      const began = process.cpuUsage();
      expect(await device.statuses([['HGET', url, `${uri}Some`]])).toEqual([200]);
      return process.cpuUsage(began).user / 1000;
    };
    await timed(2000, 'a');
    const few = await timed(2000, 'b');
    await timed(40_000, 'c');
    // Twenty times as many; if it grew with the square it would take four hundred times as much.
    expect(await timed(40_000, 'd')).toBeLessThan(Math.max(few, 20) * 120);
  });
});
