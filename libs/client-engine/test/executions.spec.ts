import { decodePackage1 } from '@dm2/protocol';
import { describe, expect, it } from 'vitest';
import { promptSessions, setNode, type Executable } from '../src/index.js';
import { DEMO, package2, TestDevice } from './support/device.js';

const reset = `${DEMO}//Actions/Reset`;
const there = 'https://results.example/dm?task=[DevID]';

/** A device whose `Actions/Reset` is this. */
async function withExecutable(executable: Partial<Executable>): Promise<TestDevice> {
  return TestDevice.create({
    ports: {
      behaviour: {
        find: () => ({
          run: () => ({ status: 200 }),
          alert: (_target, status) => ({
            AlertType: 'urn:example:done',
            DataType: 'application/json',
            Data: { status },
          }),
          ...executable,
        }),
      },
    },
  });
}

describe('an EXEC that is reported asynchronously (TS 5.3.5, 5.4.1)', () => {
  it('is answered 202 at once, and reported in a new session at the ServerURI, which is then done', async () => {
    const device = await withExecutable({});
    expect(await device.statuses([['EXEC', reset, there]])).toEqual([202]);
    expect(promptSessions(device.state.current)).toEqual([]);
    await device.execute();
    const [wanted] = promptSessions(device.state.current);
    expect(wanted).toEqual({ srvId: 'dms1', serverUri: 'https://results.example/dm?task=urn%3Auuid%3A1' });
    const seen: unknown[] = [];
    await device.raw(({ url, body }) => {
      seen.push(
        url,
        decodePackage1(body).Alert?.map(({ AlertType, SourceURI, Data }) => [AlertType, SourceURI, Data]),
      );
      return { body: package2(['END']) };
    }, wanted ?? {});
    expect(seen).toEqual([
      'https://results.example/dm?task=urn%3Auuid%3A1',
      [
        ['urn:oma:at:dm:2.0:ClientInitiatedMgmt', undefined, undefined],
        ['urn:example:done', `${DEMO}/demo/Actions/Reset`, { status: 200 }],
      ],
    ]);
    expect(promptSessions(device.state.current)).toEqual([]);
    expect(device.state.current.pendingAlerts).toEqual([]);
  });

  it('without a ServerURI is one that takes long, reported to the account’s own server', async () => {
    const device = await withExecutable({ slow: true });
    expect(await device.statuses([['EXEC', reset]])).toEqual([202]);
    await device.execute();
    expect(promptSessions(device.state.current)).toEqual([{ srvId: 'dms1' }]);
    await device.session([]);
    expect(device.package1s.at(-1)?.Alert?.at(-1)).toMatchObject({ Data: { status: 200 } });
  });

  it('is 503 while it has not been done, with or without a ServerURI', async () => {
    const device = await withExecutable({});
    expect(
      await device.statuses([
        ['EXEC', reset, there],
        ['EXEC', reset, there],
        ['EXEC', reset],
      ]),
    ).toEqual([202, 503, 503]);
    await device.execute();
    expect(await device.statuses([['EXEC', reset]])).toEqual([200]);
  });

  it('survives a restart before it was done, and its alert one before it was reported', async () => {
    const device = await withExecutable({});
    await device.statuses([['EXEC', reset, there]]);
    await device.restart();
    await device.execute();
    await device.restart();
    expect(promptSessions(device.state.current)).toHaveLength(1);
    await device.raw(() => ({ status: 503 }), promptSessions(device.state.current)[0] ?? {});
    await device.restart();
    expect(promptSessions(device.state.current)).toHaveLength(1);
  });

  it('reports 404 if the node or the right to execute it is gone meanwhile', async () => {
    const device = await withExecutable({});
    await device.statuses([
      ['EXEC', reset, there],
      ['DELETE', `${DEMO}//`],
    ]);
    await device.execute();
    expect(device.state.current.pendingAlerts).toMatchObject([{ alert: { Data: { status: 404 } } }]);
  });

  it('reports a failure if there is no room for what it makes, and is not tried again', async () => {
    const device = await TestDevice.create({
      room: 4000,
      ports: {
        behaviour: {
          find: () => ({
            run: ({ tree }) => ({
              status: 200,
              tree: setNode(tree, DEMO, 'demo', ['Name'], { value: 'x'.repeat(5000) }),
            }),
            alert: (_target, status) => ({ AlertType: 'urn:example:done', Data: { status } }),
          }),
        },
      },
    });
    await device.statuses([['EXEC', reset, there]]);
    await device.execute();
    expect(device.state.current.pendingExecutions).toEqual([]);
    expect(device.state.current.pendingAlerts).toMatchObject([{ alert: { Data: { status: 500 } } }]);
    expect(await device.statuses([['EXEC', reset]])).toEqual([500]);
  });

  it.each(['nowhere', 'ftp://results.example/'])('to the ServerURI "%s" is 400', async (uri) => {
    const device = await withExecutable({});
    expect(await device.statuses([['EXEC', reset, uri]])).toEqual([400]);
    expect(device.state.current.pendingExecutions).toEqual([]);
  });
});

describe('an EXEC that is reported at once (TS 5.3.5, App. C)', () => {
  it.each([
    [200, 200],
    [1250, 1250],
    [1999, 1999],
    // Not among the codes that an EXEC may have.
    [404.5, 500],
    [302, 500],
    [2000, 500],
    [419, 500],
  ])('whose node ends with %s has the status %s', async (ends, status) => {
    const device = await withExecutable({ run: () => ({ status: ends }) });
    expect(await device.statuses([['EXEC', reset]])).toEqual([status]);
  });

  it('whose node fails is 500, and nothing has changed', async () => {
    const device = await withExecutable({
      run: () => {
        throw new Error('a broken motor');
      },
    });
    const before = device.store.kept;
    expect(await device.statuses([['EXEC', reset]])).toEqual([500]);
    expect(device.store.kept).toBe(before);
  });

  it('is 501 where nothing executes the node, 404 for several nodes', async () => {
    const device = await TestDevice.create({ ports: { behaviour: { find: () => undefined } } });
    expect(
      await device.statuses([
        ['EXEC', reset],
        ['EXEC', `${DEMO}//Actions/*`],
      ]),
    ).toEqual([501, 404]);
  });
});
