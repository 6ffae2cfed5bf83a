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
        node('', properties('<Get/><Add/><Delete/>', 'chr', occurrence('OneOrMore'))),
    ),
)}</MgmtTree>`;

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
  const descriptions = new Map([...STANDARD_DDFS, [MO, parseDdf(XML)]]);
  device = await TestDevice.create({ ports: { descriptions } });
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
});
