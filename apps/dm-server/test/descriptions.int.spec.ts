import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestDatabase } from '@dm2/cluster';
import { formatDdf, MOID, parseDdf, STANDARD_DDFS } from '@dm2/protocol';
import type { RunningService } from '@dm2/service';
import { CLIENT_INITIATED, RawDevice } from './support/device.js';
import { Operator, type ApiAnswer } from './support/operator.js';
import { serverDatabase, startServer } from './support/server.js';

const VENDOR = 'urn:vendor:mo:radio:1.0';
const node = (name: string, properties: string, children = '') =>
  `<Node><NodeName>${name}</NodeName><DFProperties>${properties}</DFProperties>${children}</Node>`;
const leaf = (name: string, format: string, ...access: string[]) =>
  node(
    name,
    `<AccessType>${access.map((type) => `<${type}/>`).join('')}</AccessType><DFFormat><${format}/></DFFormat><DFType><MIME>text/plain</MIME></DFType>`,
  );
const xmlOf = (moid: string, children: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<MgmtTree><VerDTD>1.2</VerDTD><Man>Vendor</Man><Mod>R1</Mod>${node(
    'Radio',
    `<AccessType><Get/></AccessType><DFFormat><node/></DFFormat><DFTitle>A radio</DFTitle><DFType><DDFName>${moid}</DDFName></DFType>`,
    children,
  )}</MgmtTree>`;
const XML = xmlOf(VENDOR, leaf('Band', 'int', 'Get', 'Replace') + leaf('Reset', 'null', 'Exec'));

let database: TestDatabase;
let servers: RunningService[];
let operator: Operator;

beforeAll(async () => {
  database = await serverDatabase('dm_descriptions');
  servers = [await startServer(database), await startServer(database)];
  operator = new Operator(servers[0]?.url ?? '');
});

afterAll(async () => {
  for (const server of servers ?? []) await server.close();
  await database?.drop();
});

const at = (moid: string) => `/ddfs/${encodeURIComponent(moid)}`;
const put = (moid: string, xml: string, type = 'application/xml') =>
  operator.request('PUT', at(moid), xml, type);

describe('the descriptions that the server knows (TS 6.4)', () => {
  it('are those of the standard objects from the beginning, and their XML is what it says', async () => {
    const { items } = (await operator.request('GET', '/ddfs')).body<{
      items: { moid: string; source: string; nodes: number; url: string }[];
    }>();
    expect(items.map(({ moid }) => moid)).toEqual([...STANDARD_DDFS.keys()].sort());
    for (const { moid, source, url } of items) {
      expect(source).toBe('built-in');
      const response = await fetch(url);
      expect(response.headers.get('content-type')).toBe('application/xml; charset=utf-8');
      const xml = await response.text();
      expect(parseDdf(xml)).toEqual(
        parseDdf(formatDdf(STANDARD_DDFS.get(moid) ?? { verDtd: '', roots: [] })),
      );
    }
  });

  it('are told node by node', async () => {
    const answer = await operator.request('GET', at(MOID.devInfo));
    expect(answer.status).toBe(200);
    expect(answer.body()).toMatchObject({ moid: MOID.devInfo, name: 'DevInfo', storedAt: null });
    expect(answer.body<{ tree: unknown[] }>().tree).toContainEqual(
      expect.objectContaining({
        path: 'DevID',
        format: 'chr',
        access: ['Get'],
        occurrence: { kind: 'One' },
        scope: 'Permanent',
      }),
    );
  });

  it('are given, replaced and removed by operators, for every instance at once', async () => {
    const given = await put(VENDOR, XML);
    expect(given.status).toBe(201);
    expect(given.body()).toMatchObject({
      moid: VENDOR,
      source: 'operator',
      name: 'Radio',
      title: 'A radio',
      man: 'Vendor',
      mod: 'R1',
      nodes: 3,
      storedAt: expect.any(String) as string,
    });
    const other = new Operator(servers[1]?.url ?? '');
    expect((await other.request('GET', at(VENDOR))).body()).toMatchObject({ nodes: 3 });
    const { url } = given.body<{ url: string }>();
    const first = await fetch(url);
    expect(await first.text()).toBe(XML);
    expect(first.headers.get('cache-control')).toMatch(/^public/);
    const etag = first.headers.get('etag') ?? '';
    expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(304);

    const larger = xmlOf(
      VENDOR,
      leaf('Band', 'int', 'Get') + leaf('Reset', 'null', 'Exec') + leaf('C', 'chr'),
    );
    expect((await put(VENDOR, larger, 'text/xml')).status).toBe(200);
    expect((await other.request('GET', at(VENDOR))).body()).toMatchObject({ nodes: 4 });
    expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(200);

    expect((await operator.request('DELETE', at(VENDOR))).status).toBe(204);
    expect((await other.request('GET', at(VENDOR))).status).toBe(404);
    expect((await operator.request('DELETE', at(VENDOR))).status).toBe(404);
    const gone = await fetch(url);
    expect([gone.status, gone.headers.get('content-type')]).toEqual([
      404,
      expect.stringMatching(/problem\+json/),
    ]);
  });

  it('may go before a built-in one, which stays underneath', async () => {
    expect((await operator.request('DELETE', at(MOID.devInfo))).status).toBe(409);
    expect((await put(MOID.devInfo, xmlOf(MOID.devInfo, ''))).status).toBe(201);
    expect((await operator.request('GET', at(MOID.devInfo))).body()).toMatchObject({
      source: 'operator',
      name: 'Radio',
    });
    expect((await operator.request('DELETE', at(MOID.devInfo))).status).toBe(204);
    expect((await operator.request('GET', at(MOID.devInfo))).body()).toMatchObject({
      source: 'built-in',
      name: 'DevInfo',
    });
  });

  it.each([
    ['is no XML', '<MgmtTree>', /^/],
    ['is another document', '<html/>', /MgmtTree/],
    ['has no VerDTD', XML.replace('<VerDTD>1.2</VerDTD>', ''), /VerDTD/],
    ['has a format that is none', XML.replace('<int/>', '<integer/>'), /DFFormat/],
    ['has an access type that is none', XML.replace('<Replace/>', '<Write/>'), /AccessType/],
    ['describes no object', XML.replace(/<DDFName>.*<\/DDFName>/, ''), /DDFName/],
    ['describes another object', xmlOf('urn:other:1.0', ''), /DDFName/],
    ['has two nodes of one name', xmlOf(VENDOR, leaf('A', 'chr') + leaf('A', 'chr')), /A/],
    ['has a character that PostgreSQL can not keep', XML.replace('A radio', 'A\u0000'), /^/],
  ])('are refused with field and clause when one %s', async (_what, xml, field) => {
    const answer = await put(VENDOR, xml);
    expect(answer.status).toBe(422);
    expect(answer.body()).toMatchObject({
      code: 'malformed-ddf',
      clause: expect.stringMatching(/^TS 6\./) as string,
    });
    expect(answer.body<{ field: string; detail: string }>().field).toMatch(field);
    expect((await operator.request('GET', at(VENDOR))).status).toBe(404);
  });

  it.each<[string, () => Promise<ApiAnswer>, number]>([
    ['JSON', () => operator.request('PUT', at(VENDOR), {}), 415],
    ['a type that nobody takes', () => put(VENDOR, XML, 'application/pdf'), 415],
    ['more than 4 MiB', () => put(VENDOR, `${XML}<!--${'x'.repeat(4 * 1024 * 1024)}-->`), 413],
    ['an object that is no MOID', () => put('a/b', XML), 400],
  ])('are not taken as %s', async (_what, request, status) => {
    const answer = await request();
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });

  it('need the token to be changed, and none to be read as XML', async () => {
    const stranger = new Operator(servers[0]?.url ?? '', 'another-token-of-that-length');
    expect((await stranger.request('PUT', at(VENDOR), XML, 'application/xml')).status).toBe(401);
    expect((await stranger.request('GET', '/ddfs')).status).toBe(401);
    expect((await fetch(`${servers[0]?.url ?? ''}/ddf/${MOID.demo}`)).status).toBe(200);
  });
});

describe('what is described', () => {
  const devId = 'urn:test:described';
  beforeAll(async () => {
    await operator.register(devId);
    await put(VENDOR, XML);
  });
  afterAll(() => operator.request('DELETE', at(VENDOR)));

  it('is told of a task as warnings, and the task is queued', async () => {
    const queue = (...commands: string[][]) =>
      operator.request('POST', `/devices/${devId}/tasks`, { name: 't', steps: [{ commands }] });
    const answer = await queue(
      ['GET', `${VENDOR}//Band`],
      ['GET', `${VENDOR}//Nowhere`],
      ['EXEC', `${VENDOR}//Band`],
    );
    expect(answer.status).toBe(201);
    expect(answer.body()).toMatchObject({
      state: 'queued',
      warnings: [
        { field: 'steps/0/commands/1/1', clause: 'TS 6.4' },
        { field: 'steps/0/commands/2/1', clause: 'TS 6.3.1.1' },
      ],
    });
    const { id } = answer.body<{ id: string }>();
    await operator.request('POST', `/tasks/${id}/cancel`);
    const retried = await operator.request('POST', `/tasks/${id}/retry`);
    expect(retried.body<{ warnings: unknown[] }>().warnings).toHaveLength(2);
    await operator.request('POST', `/tasks/${retried.body<{ id: string }>().id}/cancel`);
    const older = await queue(['EXEC', 'urn:oma:mo:oma-dm-devinfo:1.0//Lang']);
    expect(older.body<{ warnings: unknown[] }>().warnings).toHaveLength(1);
    await operator.request('POST', `/tasks/${older.body<{ id: string }>().id}/cancel`);
    const fine = await queue(['EXEC', `${VENDOR}//Reset`], ['GET', 'urn:nobody:1.0//x']);
    expect(fine.body()).toMatchObject({ warnings: [] });
    await operator.request('POST', `/tasks/${fine.body<{ id: string }>().id}/cancel`);
  });

  it('is told of the known nodes of a device: format, access types and scope', async () => {
    const device = new RawDevice(servers[0]?.url ?? '', devId);
    await operator.queue(devId, [
      {
        commands: [
          ['GET', `${VENDOR}//`],
          ['GET', 'urn:nobody:1.0//'],
        ],
      },
    ]);
    await device.open({
      MOS: [{ DDF: 'http://vendor.example/radio', MOID: VENDOR, MIID: ['a'] }],
      Alert: [CLIENT_INITIATED],
    });
    const data = (moid: string, MOData: object) => ({
      type: 'application/dmmo+json',
      text: JSON.stringify([{ ClientURI: `${moid}//`, MOData }]),
    });
    await device.answerWith([200, 200], {
      0: data(VENDOR, { Radio: { Band: 7, Unheard: { Of: 1 } } }),
      1: data('urn:nobody:1.0', { X: { Y: 1 } }),
    });
    const { items } = (await operator.request('GET', `/devices/${devId}/mos`)).body<{ items: unknown[] }>();
    expect(items).toMatchObject([
      { moid: 'urn:nobody:1.0', description: null, instances: [{ nodes: [] }] },
      {
        moid: VENDOR,
        ddf: 'http://vendor.example/radio',
        description: { source: 'operator', name: 'Radio', title: 'A radio' },
        instances: [
          {
            miid: 'a',
            nodes: [
              { path: '', format: 'node', access: ['Get'], scope: 'Dynamic' },
              { path: 'Band', format: 'int', access: ['Get', 'Replace'], scope: 'Dynamic' },
            ],
          },
        ],
      },
    ]);
  });
});
