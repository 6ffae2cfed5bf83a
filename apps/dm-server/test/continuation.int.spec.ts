import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestDatabase } from '@dm2/cluster';
import type { RunningService } from '@dm2/service';
import { Maintenance } from '../src/maintenance/maintenance.js';
import { DEV_INFO, RawDevice } from './support/device.js';
import { Operator } from './support/operator.js';
import { serverDatabase, startServer } from './support/server.js';

const GET = ['GET', DEV_INFO];
const HALF_AN_HOUR = 30 * 60_000;

let database: TestDatabase;
let servers: RunningService[];
let operator: Operator;
let devices = 0;

beforeAll(async () => {
  database = await serverDatabase('dm_continuation');
  servers = [await startServer(database), await startServer(database)];
  operator = new Operator(servers[0]?.url ?? '');
});

afterAll(async () => {
  for (const server of servers ?? []) await server.close();
  await database?.drop();
});

async function newDevice(): Promise<RawDevice> {
  const devId = `urn:test:continuation:${(devices += 1)}`;
  await operator.register(devId);
  return new RawDevice(servers[0]?.url ?? '', devId);
}

/** The device at the ServerURI of a CONT: what it does from the package on that answers it. */
function at(device: RawDevice, serverUri: string | undefined, cookie?: string): RawDevice {
  const there = new RawDevice(new URL(serverUri ?? '').origin, device.devId);
  there.cookie = cookie;
  return there;
}

describe('CONT to another instance of the server (TS 5.3.8)', () => {
  it.each(['with', 'without'])('goes on with the same session there, %s its cookie', async (how) => {
    const device = await newDevice();
    const id = await operator.queue(device.devId, [
      { commands: [GET, ['CONT', `${servers[1]?.url ?? ''}/dm`]] },
      { commands: [GET] },
      { commands: [GET, ['CONT', `${servers[0]?.url ?? ''}/dm`]] },
      { commands: [GET] },
    ]);
    const opened = await device.open();
    const [cookie = ''] = opened.headers.get('set-cookie')?.split(';', 1) ?? [];
    const there = at(device, opened.commands[1]?.[1], how === 'with' ? cookie : undefined);
    expect(there.server).not.toBe(device.server);

    expect((await there.answer(200, 200)).commands).toEqual([GET]);
    const back = await there.answer(204);
    expect(back.commands.map(([name]) => name)).toEqual(['GET', 'CONT']);
    expect(back.headers.get('set-cookie')).toContain(cookie);
    expect((await at(device, back.commands[1]?.[1]).answer(204, 200)).commands).toEqual([GET]);
    expect((await device.answer(204)).commands).toEqual([['END']]);

    expect((await operator.task(id)).state).toBe('succeeded');
    const sessions = await operator.sessions(device.devId);
    expect(sessions).toMatchObject([{ state: 'ended', exchanges: 5, commands: { ok: 6, failed: 0 } }]);
    expect(cookie).toBe(`dm-session=${sessions[0]?.id ?? ''}`);
  });

  it('holds the client to its session there too: the cookie of an older one is 409', async () => {
    const device = await newDevice();
    const cont = ['CONT', `${servers[1]?.url ?? ''}/dm`];
    await operator.queue(device.devId, [{ commands: [cont] }]);
    const first = await device.open();
    const [stale = ''] = first.headers.get('set-cookie')?.split(';', 1) ?? [];
    await operator.queue(device.devId, [{ commands: [cont] }]);
    await device.open();
    const late = await at(device, cont[1], stale).answer(200);
    expect(late.status).toBe(409);
    expect(late.json).toMatchObject({ code: 'stale-session' });
    expect((await at(device, cont[1]).answer(200)).commands).toEqual([['END']]);
  });

  it('that the device refuses leaves the session where it was', async () => {
    const device = await newDevice();
    const id = await operator.queue(device.devId, [
      { commands: [['CONT', `${servers[1]?.url ?? ''}/dm`]] },
      { commands: [GET] },
    ]);
    await device.open();
    expect((await device.answer(501)).commands).toEqual([GET]);
    await device.answer(204);
    expect(await operator.task(id)).toMatchObject({ state: 'failed', reason: 'status' });
  });
});

describe('CONT to a server that is none of ours: the device leaves the session', () => {
  const elsewhere = ['CONT', 'https://dms.elsewhere.example/dm'];
  const steps = [{ commands: [GET, elsewhere] }, { commands: [GET] }];

  it('which expires, and the outcome of what was sent with it is unknown (decision 3)', async () => {
    const device = await newDevice();
    const id = await operator.queue(device.devId, steps);
    const waiting = await operator.queue(device.devId, [{ commands: [GET] }]);
    expect((await device.open()).commands).toEqual([GET, elsewhere]);
    await servers[1]?.app.get(Maintenance).expireSessions(new Date(Date.now() + HALF_AN_HOUR + 60_000));
    expect(await operator.session(device.devId)).toMatchObject({ state: 'expired', exchanges: 1 });
    const task = await operator.task(id);
    expect(task).toMatchObject({ state: 'failed', reason: 'outcome-unknown' });
    expect(task.results).toMatchObject([
      { command: GET, status: null, outcome: 'unknown', reason: 'continued-elsewhere' },
      { command: elsewhere, status: null, outcome: 'unknown', reason: 'continued-elsewhere' },
    ]);
    // Other tasks of the device are not harmed.
    expect((await device.open()).commands).toEqual([GET]);
    await device.answer(204);
    expect((await operator.task(waiting)).state).toBe('succeeded');
  });

  it('which is aborted when the device comes back before that, and a Package#3 that comes late is not taken', async () => {
    const device = await newDevice();
    const id = await operator.queue(device.devId, steps);
    const opened = await device.open();
    const [cookie] = opened.headers.get('set-cookie')?.split(';', 1) ?? [];
    expect((await device.open()).commands).toEqual([['END']]);
    device.cookie = cookie;
    expect((await device.answer(200, 200)).status).toBe(409);
    expect((await operator.sessions(device.devId)).map(({ state }) => state)).toEqual(['ended', 'aborted']);
    expect(await operator.task(id)).toMatchObject({ state: 'failed', reason: 'outcome-unknown' });
  });
});
