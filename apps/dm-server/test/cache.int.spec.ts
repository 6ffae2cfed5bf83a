import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestDatabase } from '@dm2/cluster';
import { parseClientUri, type MoValue } from '@dm2/protocol';
import type { RunningService } from '@dm2/service';
import { CLIENT_INITIATED, RawDevice, type DmResponse } from './support/device.js';
import { Operator } from './support/operator.js';
import { serverDatabase, startServer } from './support/server.js';

const MOID = 'urn:x:mo:thing:1.0';
const MO = 'application/dmmo+json';

let database: TestDatabase;
let server: RunningService;
let operator: Operator;
let devices = 0;

beforeAll(async () => {
  database = await serverDatabase('dm_cache');
  server = await startServer(database);
  operator = new Operator(server.url);
});

afterAll(async () => {
  await server?.close();
  await database?.drop();
});

async function newDevice(more: Record<string, unknown> = {}): Promise<RawDevice> {
  const devId = `urn:test:cache:${(devices += 1)}`;
  await operator.register(devId, more);
  return new RawDevice(server.url, devId);
}

const get = (...uris: string[]) => ({ commands: uris.map((uri) => ['GET', uri]) });
const withData = (device: RawDevice, items: object[]): Promise<DmResponse> =>
  device.answerWith([200], { 0: { type: MO, text: JSON.stringify(items) } });
const listed = (...MIID: string[]) => ({ MOS: [{ DDF: 'd:d', MOID, MIID }], Alert: [CLIENT_INITIATED] });
const whole = (miid: string, CV: string | undefined, tree: object) => [
  { ClientURI: `${MOID}/${miid}/`, ...(CV === undefined ? {} : { CV }), MOData: { Thing: tree } },
];
const TREE = { Name: 'a', Level: 3, Items: { first: { Label: 'x' }, second: { Label: 'y' } } };

/** A device whose instance `main` has been read wholly, with the validator v1, in a session that has ended. */
async function readDevice(more: Record<string, unknown> = {}): Promise<RawDevice> {
  const device = await newDevice(more);
  await operator.queue(device.devId, [get(`${MOID}/main/`)]);
  await device.open(listed('main'));
  await withData(device, whole('main', 'v1', TREE));
  return device;
}

/** What is sent for a task of these steps, each answered with that status. */
async function sent(device: RawDevice, status: number, ...uris: string[]): Promise<string[]> {
  await operator.queue(
    device.devId,
    uris.map((uri) => get(uri)),
  );
  const wire: string[] = [];
  for (
    let answer = await device.open();
    answer.commands[0]?.[0] === 'GET';
    answer = await device.answer(status)
  )
    wire.push(answer.commands[0][1] ?? '');
  return wire;
}

describe('the cache validator that the server knows (TS 11.2)', () => {
  it('is added to each GET of a place in that instance, and to no other', async () => {
    const device = await readDevice();
    const wire = await sent(
      device,
      304,
      `${MOID}/main/`,
      `${MOID}//`,
      `${MOID}/main/Items/first/Label`,
      `${MOID}/main/?lv=1`,
      `${MOID}/main/?cv=own`,
      `${MOID}/*/`,
      `${MOID}/(a)/?nv=(a)/Name:a`,
      `${MOID}/main/Items/*/Label`,
      `${MOID}/other/`,
      'urn:x:mo:other:1.0//',
    );
    expect(wire).toEqual([
      `${MOID}/main/?cv=v1`,
      `${MOID}//?cv=v1`,
      `${MOID}/main/Items/first/Label?cv=v1`,
      `${MOID}/main/?lv=1&cv=v1`,
      `${MOID}/main/?cv=own`,
      `${MOID}/*/`,
      `${MOID}/(a)/?nv=(a)/Name:a`,
      `${MOID}/main/Items/*/Label`,
      `${MOID}/other/`,
      'urn:x:mo:other:1.0//',
    ]);
  });

  it('is known in the next step of the session already, and percent-encoded', async () => {
    const device = await newDevice();
    await operator.queue(device.devId, [get(`${MOID}//`), get(`${MOID}//Name`)]);
    await device.open(listed('main'));
    const next = await withData(device, whole('main', '"v&1"/ü', TREE));
    expect(next.commands).toEqual([['GET', `${MOID}//Name?cv=%22v%261%22%2F%C3%BC`]]);
    expect(parseClientUri(next.commands[0]?.[1] ?? '').cv).toBe('"v&1"/ü');
  });

  it('is not added to "the only instance" while two are known', async () => {
    const device = await newDevice();
    await operator.queue(device.devId, [get(`${MOID}/a/`), get(`${MOID}//`), get(`${MOID}/a/`)]);
    await device.open(listed('a', 'b'));
    expect((await withData(device, whole('a', 'v1', TREE))).commands).toEqual([['GET', `${MOID}//`]]);
    expect((await device.answer(404)).commands).toEqual([['GET', `${MOID}/a/?cv=v1`]]);
  });

  it('is never added to HPUT and HPOST, which the repository would miss the data of', async () => {
    const device = await readDevice();
    const uri = `${MOID}/main/`;
    await operator.queue(device.devId, [
      {
        commands: [
          ['HPUT', 'http://r.example/x', uri],
          ['HPOST', 'http://r.example/x', uri],
        ],
      },
    ]);
    expect((await device.open()).commands.map(([, , clientUri]) => clientUri)).toEqual([uri, uri]);
  });

  it('is not added for a device that is configured so', async () => {
    const device = await readDevice({ cache: false });
    expect(await sent(device, 204, `${MOID}/main/`)).toEqual([`${MOID}/main/`]);
    await operator.request('PATCH', `/devices/${device.devId}`, { cache: true });
    const other = await readDevice();
    await operator.request('PATCH', `/devices/${other.devId}`, { cache: false });
    expect(await sent(other, 204, `${MOID}/main/`)).toEqual([`${MOID}/main/`]);
  });
});

describe('304 (TS 11.2)', () => {
  it('gives the task what would have been sent, marked as cached, and the command as the task wrote it', async () => {
    const device = await readDevice();
    const uris = [`${MOID}/main/`, `${MOID}/main/?lv=1`, `${MOID}/main/?lv=2`, `${MOID}//Items/first/Label`];
    const id = await operator.queue(device.devId, [get(...uris)]);
    await device.open();
    expect((await device.answer(304, 304, 304, 304)).commands).toEqual([['END']]);
    const task = await operator.task(id);
    expect(task.state).toBe('succeeded');
    expect(task.results.map(({ command }) => command[1])).toEqual(uris);
    expect(task.results.map(({ status, data }) => ({ status, data }))).toEqual(
      [
        { CV: 'v1', ClientURI: `${MOID}/main/`, MOData: { Thing: TREE } },
        { CV: 'v1', ClientURI: `${MOID}/main/`, MOData: { Thing: { Name: 'a', Level: 3, Items: {} } } },
        {
          CV: 'v1',
          ClientURI: `${MOID}/main/`,
          MOData: { Thing: { Name: 'a', Level: 3, Items: { first: {}, second: {} } } },
        },
        { ClientURI: `${MOID}//Items/first/Label`, MOData: { Label: 'x' } },
      ].map((item) => ({
        status: 304,
        data: { contentType: MO, encoding: 'mo', cached: true, value: [{ DDF: 'd:d', ...item }] },
      })),
    );
  });

  it('of a node that is not stored has no data, and says so', async () => {
    const device = await readDevice();
    const id = await operator.queue(device.devId, [get(`${MOID}/main/Nowhere`)]);
    await device.open();
    await device.answer(304);
    const { results } = await operator.task(id);
    expect(results).toMatchObject([{ status: 304, reason: 'not-known' }]);
    expect(results[0]).not.toHaveProperty('data');
  });

  it('means the tree before the commands after it', async () => {
    const device = await readDevice();
    const id = await operator.queue(device.devId, [
      {
        commands: [
          ['GET', `${MOID}/main/Items`],
          ['DELETE', `${MOID}/main/Items/first`],
        ],
      },
      get(`${MOID}/main/Items`),
    ]);
    await device.open();
    expect((await device.answer(304, 200)).commands).toEqual([['GET', `${MOID}/main/Items`]]);
    expect((await operator.task(id)).results[0]?.data).toMatchObject({
      value: [{ MOData: { Items: TREE.Items } }],
    });
  });
});

describe('a validator is no longer known', () => {
  const DATA = { type: MO, text: JSON.stringify(whole('main', undefined, TREE)) };
  const leaf = (value: unknown, CV?: string) => ({
    type: MO,
    text: JSON.stringify([
      { ClientURI: `${MOID}/main/Level`, ...(CV === undefined ? {} : { CV }), MOData: { Level: value } },
    ]),
  });

  it.each([
    ['after the whole was read without one', ['GET', `${MOID}/main/`], 200, DATA],
    ['after a part of it came although the validator was sent', ['GET', `${MOID}/main/Level`], 200, leaf(3)],
    ['after a part of it was found changed', ['GET', `${MOID}/*/Level`], 200, leaf(4)],
    ['after a part of it came with another', ['GET', `${MOID}/*/Level`], 200, leaf(3, 'v2')],
    ['after a DELETE in it', ['DELETE', `${MOID}/main/Items/first`], 200, undefined],
    ['after a DELETE in nobody knows which', ['DELETE', `${MOID}/*/Items/first`], 200, undefined],
    ['after an HGET into it', ['HGET', 'http://r.example/x', `${MOID}/main/Name`], 200, undefined],
    [
      'after an HGET that made or replaced "the only one"',
      ['HGET', 'http://r/x', `${MOID}//`],
      200,
      undefined,
    ],
    ['after an EXEC in it', ['EXEC', `${MOID}//Run`], 200, undefined],
    ['after an EXEC that was accepted', ['EXEC', `${MOID}/main/Run`], 202, undefined],
    ['after a node of it was not found', ['GET', `${MOID}/main/Name`], 404, undefined],
  ])('%s', async (_name, command, status, data) => {
    const device = await readDevice();
    await operator.queue(device.devId, [{ commands: [command] }, get(`${MOID}/main/`)]);
    await device.open();
    const next = data ? await device.answerWith([status], { 0: data }) : await device.answer(status);
    expect(next.commands).toEqual([['GET', `${MOID}/main/`]]);
    // Nor in another session.
    expect((await device.open()).commands).toEqual([['GET', `${MOID}/main/`]]);
  });

  it.each([
    ['a part of it came as it was stored', ['GET', `${MOID}/*/Level`], 200, leaf(3)],
    ['a part of it was answered 304', ['GET', `${MOID}/main/Level`], 304, undefined],
    ['a command failed', ['DELETE', `${MOID}/main/Items/first`], 405, undefined],
  ])('but still is when %s', async (_name, command, status, data) => {
    const device = await readDevice();
    await operator.queue(device.devId, [{ commands: [command] }]);
    await device.open();
    await (data ? device.answerWith([status], { 0: data }) : device.answer(status));
    expect(await sent(device, 304, `${MOID}/main/`)).toEqual([`${MOID}/main/?cv=v1`]);
  });

  it('when the unnamed only instance gets a name: another may bear it', async () => {
    const device = await newDevice();
    await operator.queue(device.devId, [get(`${MOID}//`)]);
    await device.open();
    await withData(device, whole('', 'v1', TREE));
    await operator.queue(device.devId, [get(`${MOID}//`)]);
    expect((await device.open(listed('main'))).commands).toEqual([['GET', `${MOID}//`]]);
  });

  it('of instances that are not listed any more', async () => {
    const device = await readDevice();
    await operator.queue(device.devId, [get(`${MOID}/main/`)]);
    expect((await device.open(listed('other'))).commands).toEqual([['GET', `${MOID}/main/`]]);
    const { items } = (await operator.request('GET', `/devices/${device.devId}/mos`)).body<{
      items: { instances: { miid: string }[] }[];
    }>();
    expect(items.flatMap(({ instances }) => instances.map(({ miid }) => miid))).toEqual(['other']);
  });

  it('when the whole was read with lv, which leaves what is known of deeper nodes', async () => {
    const device = await readDevice();
    await operator.queue(device.devId, [get(`${MOID}/*/?lv=1`)]);
    await device.open();
    await withData(device, whole('main', 'v2', { Name: 'b', Items: {} }));
    expect(await sent(device, 204, `${MOID}/main/`)).toEqual([`${MOID}/main/`]);
  });
});

describe('a leaf that comes as bare text (TS 7.2.1.4)', () => {
  it.each([
    ['3', 3],
    ['4', '4'],
  ])('"%s" is known as %j where 3 was known', async (text, known) => {
    const device = await readDevice({ cache: false });
    await operator.queue(device.devId, [get(`${MOID}/main/Level`)]);
    await device.open();
    await device.answerWith([200], { 0: { type: 'text/plain', text } });
    expect((await operator.request('GET', `/devices/${device.devId}/mos`)).body()).toMatchObject({
      items: [{ instances: [{ data: { Name: 'a', Level: known } }] }],
    });
  });
});

/** A device that keeps to TS 11, with a validator that is a digest: it comes back when the tree does. */
class Model {
  tree: Record<string, MoValue> = { A: 'a', B: { C: 1, D: 'd' } };

  cv(): string {
    return createHash('sha256').update(JSON.stringify(this.tree)).digest('hex').slice(0, 8);
  }

  /** Status and data of one command. */
  run([name, uri = '', to]: readonly string[]): { status: number; items?: object[] } {
    if (name === 'HGET') return this.write(parseClientUri(to ?? '').path, { C: 7, D: 'seven' });
    const { path, lv, cv } = parseClientUri(uri);
    if (name === 'DELETE') return this.write(path, undefined);
    const value = this.at(path);
    if (value === undefined) return { status: 404 };
    if (cv === this.cv()) return { status: 304 };
    const last = path.at(-1);
    const own = last?.kind === 'name' ? last.name : 'Thing';
    return {
      status: 200,
      items: [
        {
          ClientURI: uri.split('?', 1)[0],
          ...(path.length === 0 ? { CV: this.cv() } : {}),
          MOData: { [own]: Model.cut(value, lv) },
        },
      ],
    };
  }

  at(path: ReturnType<typeof parseClientUri>['path']): MoValue | undefined {
    let value: MoValue | undefined = this.tree;
    for (const segment of path)
      value =
        typeof value === 'object' && value !== null && segment.kind === 'name'
          ? value[segment.name]
          : undefined;
    return value;
  }

  private write(
    path: ReturnType<typeof parseClientUri>['path'],
    value: MoValue | undefined,
  ): { status: number } {
    const [first] = path;
    if (first?.kind !== 'name' || (value === undefined && !(first.name in this.tree))) return { status: 404 };
    const { [first.name]: _before, ...others } = this.tree;
    this.tree = value === undefined ? others : { ...others, [first.name]: value };
    return { status: 200 };
  }

  static cut(value: MoValue, levels: number | undefined): MoValue {
    if (levels === undefined || typeof value !== 'object' || value === null) return value;
    if (levels === 0) return {};
    return Object.fromEntries(
      Object.entries(value).map(([name, below]) => [name, Model.cut(below, levels - 1)]),
    );
  }
}

describe('whatever happens to the tree', () => {
  const uri = fc.constantFrom('', '?lv=1', 'A', 'B', 'B?lv=1', 'B/C', 'B/D', 'E');
  const command = fc.oneof(
    { weight: 6, arbitrary: uri.map((rest) => ['GET', `${MOID}/main/${rest}`]) },
    { weight: 2, arbitrary: uri.map((rest) => ['GET', `${MOID}//${rest}`]) },
    { weight: 1, arbitrary: fc.constantFrom('A', 'B').map((node) => ['DELETE', `${MOID}/main/${node}`]) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('B', 'E').map((node) => ['HGET', 'http://r/x', `${MOID}//${node}`]),
    },
  );
  const moment = fc.record({
    commands: fc.array(command, { minLength: 1, maxLength: 3 }),
    /** What somebody else does to the device before. */
    change: fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined }),
    reopen: fc.boolean(),
  });

  it('a 304 gives exactly what a 200 would have given', async () => {
    let hits = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(moment, { minLength: 3, maxLength: 8 }), async (drawn) => {
        const moments = [
          { commands: [['GET', `${MOID}/main/`]], change: undefined, reopen: false },
          ...drawn,
        ];
        const device = await newDevice();
        const model = new Model();
        const id = await operator.queue(
          device.devId,
          moments.map(({ commands }) => ({ commands })),
        );
        const expected: (MoValue | undefined)[] = [];
        let answer = await device.open(listed('main'));
        for (const { commands, change, reopen } of moments) {
          const lost = reopen && commands.every(([name]) => name === 'GET');
          if (change !== undefined) model.tree = { ...model.tree, A: change };
          if (lost) answer = await device.open(listed('main'));
          const outcomes = answer.commands.map((raw, i) => {
            const { path, lv } = parseClientUri(commands[i]?.at(-1) ?? '');
            const value = model.at(path);
            expected.push(value === undefined ? undefined : Model.cut(value, lv));
            return model.run(raw);
          });
          answer = await device.answerWith(
            outcomes.map(({ status }) => status),
            Object.fromEntries(
              outcomes.flatMap(({ items }, i) =>
                items ? [[i, { type: MO, text: JSON.stringify(items) }]] : [],
              ),
            ),
          );
        }
        const { results } = await operator.task(id);
        expect(results).toHaveLength(expected.length);
        results.forEach(({ status, data }, i) => {
          if (status !== 304) return;
          hits += 1;
          const [item] = (data?.value ?? []) as { MOData: Record<string, MoValue> }[];
          expect(Object.values(item?.MOData ?? {})).toEqual([expected[i]]);
        });
      }),
      { numRuns: 40 },
    );
    expect(hits).toBeGreaterThan(10);
  });
});
