import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestDatabase } from '@dm2/cluster';
import type { RunningService } from '@dm2/service';
import { CLIENT_INITIATED, RawDevice, TYPE } from './support/device.js';
import { Operator } from './support/operator.js';
import { serverDatabase, startServer } from './support/server.js';

const UPDATE = 'urn:oma:mo:oma-fumo:1.0//Update';

let database: TestDatabase;
let servers: RunningService[];
let operator: Operator;
let devices = 0;

beforeAll(async () => {
  database = await serverDatabase('dm_executions');
  servers = [await startServer(database), await startServer(database)];
  operator = new Operator(servers[0]?.url ?? '');
});

afterAll(async () => {
  for (const server of servers ?? []) await server.close();
  await database?.drop();
});

async function newDevice(): Promise<RawDevice> {
  const devId = `urn:test:executions:${(devices += 1)}`;
  await operator.register(devId);
  return new RawDevice(servers[0]?.url ?? '', devId);
}

const report = (SourceURI: string, code = 200, more: object = {}) => ({
  AlertType: 'urn:oma:at:fumo:1.0:Update',
  SourceURI,
  Mark: 'informational',
  DataType: 'application/json',
  Data: { ResultCode: code },
  ...more,
});
const tell = (device: RawDevice, ...alerts: object[]) =>
  device.open({ Alert: [CLIENT_INITIATED, ...alerts] });

/** A device that has answered 202 to one EXEC, in a session that is over. */
async function accepted(...exec: string[]): Promise<{ device: RawDevice; id: string }> {
  const device = await newDevice();
  const id = await operator.queue(device.devId, [{ commands: [['EXEC', ...exec]] }]);
  await device.open();
  expect((await device.answer(202)).commands).toEqual([['END']]);
  return { device, id };
}

interface AlertAnswer {
  readonly id: string;
  readonly alertType: string;
  readonly answers: { taskId: string; step: number; index: number } | null;
}

async function alertsOf(device: RawDevice): Promise<AlertAnswer[]> {
  const { items } = (await operator.request('GET', `/alerts?devId=${device.devId}`)).body<{
    items: AlertAnswer[];
  }>();
  return items.filter(({ alertType }) => alertType !== CLIENT_INITIATED.AlertType);
}

describe('the alert of an asynchronous EXEC (TS 5.3.5, 5.4.1)', () => {
  it('is recorded at the command, in whichever session and at whichever instance it comes', async () => {
    const { device, id } = await accepted(UPDATE, '{server}/dm');
    expect((await operator.task(id)).results[0]).not.toHaveProperty('alert');
    const there = new RawDevice(servers[1]?.url ?? '', device.devId);
    await tell(there, report(UPDATE));
    const task = await operator.task(id);
    const [alert] = await alertsOf(device);
    expect(alert?.answers).toEqual({ taskId: id, step: 0, index: 0 });
    expect(task).toMatchObject({ state: 'succeeded', results: [{ status: 202 }] });
    expect(task.results[0]).toMatchObject({
      alert: {
        id: alert?.id,
        type: 'urn:oma:at:fumo:1.0:Update',
        sourceUri: UPDATE,
        mark: 'informational',
        dataType: 'application/json',
        data: { ResultCode: 200 },
        at: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      },
    });
    const { events } = await operator.session(device.devId);
    expect(events.filter(({ type }) => type === 'task.alert')).toMatchObject([
      { taskId: id, data: { alertId: alert?.id, step: 0, index: 0, sourceUri: UPDATE } },
    ]);
  });

  it('may come in the Package#3 that accepts the EXEC, or in a later one', async () => {
    const device = await newDevice();
    const id = await operator.queue(device.devId, [
      { commands: [['EXEC', UPDATE]] },
      { commands: [['EXEC', 'urn:x:1.0//Other']] },
      { commands: [['GET', 'urn:x:1.0//']] },
    ]);
    await device.open();
    const package3 = (sc: number, ...Alert: object[]) =>
      device.post(TYPE.response, JSON.stringify({ Status: [{ sc }], Alert }));
    await package3(202, report(UPDATE, 1));
    await package3(202);
    await package3(204, report('urn:x:1.0//Other', 2));
    const { results } = await operator.task(id);
    expect(results).toMatchObject([
      { alert: { data: { ResultCode: 1 } } },
      { alert: { data: { ResultCode: 2 } } },
      { status: 204 },
    ]);
  });

  it.each([
    ['names the instance', UPDATE, 'urn:oma:mo:oma-fumo:1.0/main/Update'],
    ['names what an x-name stood for', 'urn:x:1.0/(a)/Run?nv=(a)/Name:n', 'urn:x:1.0/b/Run'],
    ['leaves out the query', 'urn:x:1.0/(a)/Run?nv=(a)/Name:n', 'urn:x:1.0/a/Run'],
    ['names nodes in percent-encoding', 'urn:x:1.0//a%2Db', 'urn:x:1.0//a-b'],
    ['lacks "urn:"', UPDATE, UPDATE.replace('urn:', '')],
  ])('is found when its SourceURI %s', async (_how, command, source) => {
    const { device, id } = await accepted(command);
    await tell(device, report(source));
    expect((await operator.task(id)).results).toMatchObject([{ alert: { sourceUri: source } }]);
  });

  it.each([
    ['of another node', report(`${UPDATE}/PkgData`)],
    ['of another object', report('urn:x:1.0//Update')],
    ['without a SourceURI', { AlertType: 'urn:x:event' }],
    ['with a SourceURI that is none', report('nonsense')],
  ])('is not one %s, which stays an alert', async (_what, alert) => {
    const { device, id } = await accepted(UPDATE);
    await tell(device, alert);
    expect((await operator.task(id)).results[0]).not.toHaveProperty('alert');
    expect(await alertsOf(device)).toMatchObject([{ answers: null }]);
  });

  it('is not one of an EXEC that was answered with its final status', async () => {
    const device = await newDevice();
    const id = await operator.queue(device.devId, [{ commands: [['EXEC', UPDATE]] }]);
    await device.open();
    await device.answer(200);
    await tell(device, report(UPDATE));
    expect((await operator.task(id)).results[0]).not.toHaveProperty('alert');
  });

  it('changes nothing when it is repeated, and a further one stays an alert', async () => {
    const { device, id } = await accepted(UPDATE);
    await tell(device, report(UPDATE));
    const first = (await operator.task(id)).results;
    await tell(device, report(UPDATE, 200, { Data: { ResultCode: 200 } }));
    await tell(device, report(UPDATE, 500));
    expect((await operator.task(id)).results).toEqual(first);
    expect((await alertsOf(device)).map(({ answers }) => answers?.taskId ?? null)).toEqual([null, id, id]);
    const events = await Promise.all(
      (await operator.sessions(device.devId)).map(
        async ({ id: session }) =>
          (await operator.request('GET', `/sessions/${session}`)).body<{ events: { type: string }[] }>()
            .events,
      ),
    );
    expect(events.flat().filter(({ type }) => type === 'task.alert')).toHaveLength(1);
  });

  it('goes to the oldest of several EXECs of the node, each its own', async () => {
    const device = await newDevice();
    const ids = [];
    for (let i = 0; i < 3; i += 1) {
      ids.push(await operator.queue(device.devId, [{ commands: [['EXEC', UPDATE]] }]));
      await device.open();
      await device.answer(202);
    }
    await tell(device, report(UPDATE, 1));
    await tell(device, report(UPDATE, 2), report(UPDATE, 3));
    const codes = await Promise.all(ids.map(async (id) => (await operator.task(id)).results));
    expect(codes).toMatchObject([1, 2, 3].map((ResultCode) => [{ alert: { data: { ResultCode } } }]));
  });

  it('goes to the EXEC that names the node alike, not to one that may have meant it', async () => {
    const device = await newDevice();
    const [unsure, sure] = [
      await operator.queue(device.devId, [{ commands: [['EXEC', 'urn:x:1.0/*/Run']] }]),
      await operator.queue(device.devId, [{ commands: [['EXEC', 'urn:x:1.0/a/Run']] }]),
    ];
    await device.open();
    await device.answer(202);
    await device.answer(202);
    await tell(device, report('urn:x:1.0/a/Run'));
    expect((await operator.task(sure)).results).toMatchObject([{ alert: {} }]);
    expect((await operator.task(unsure)).results[0]).not.toHaveProperty('alert');
  });

  it('tells the outcome of an EXEC whose answer was lost, and of one that travelled with END', async () => {
    const device = await newDevice();
    const lost = await operator.queue(device.devId, [{ commands: [['EXEC', UPDATE]] }]);
    await device.open();
    await tell(device, report(UPDATE));
    expect(await operator.task(lost)).toMatchObject({
      state: 'failed',
      reason: 'outcome-unknown',
      results: [{ status: null, outcome: 'unknown', alert: { data: { ResultCode: 200 } } }],
    });
    const last = await operator.queue(device.devId, [
      { final: true, commands: [['EXEC', 'urn:x:1.0//Run']] },
    ]);
    await device.open();
    await tell(device, report('urn:x:1.0//Run', 1200));
    expect((await operator.task(last)).results).toMatchObject([
      { outcome: 'final', alert: { data: { ResultCode: 1200 } } },
    ]);
  });
});
