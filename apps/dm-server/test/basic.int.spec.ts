import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestDatabase } from '@dm2/cluster';
import type { RunningService } from '@dm2/service';
import { serverDatabase, SETTINGS, startServer } from './support/server.js';

let database: TestDatabase;
let server: RunningService;
beforeAll(async () => {
  database = await serverDatabase('dm_basic');
  server = await startServer(database);
});
afterAll(async () => {
  await server?.close();
  await database?.drop();
});

const api = async (method: string, path: string, body?: unknown) => {
  const response = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${SETTINGS.DM_API_TOKEN}`,
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
};
const dm = async (type: string, body: unknown) => {
  const response = await fetch(`${server.url}/dm`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from('u:p').toString('base64')}`,
      'omadm-devid': 'IMEI:490154203237518',
      'content-type': type,
      accept: 'application/vnd.oma.dm.request+json',
    },
    body: JSON.stringify(body),
  });
  return {
    status: response.status,
    json: (await response.json()) as Record<string, unknown>,
    headers: response.headers,
  };
};

describe('the thin line', () => {
  it('runs', async () => {
    const registered = await api('POST', '/devices', {
      devId: 'IMEI:490154203237518',
      auth: { scheme: 'basic', username: 'u', password: 'p' },
    });
    console.log(registered);
    const task = await api('POST', '/devices/IMEI:490154203237518/tasks', {
      name: 'x',
      steps: [{ commands: [['GET', 'urn:oma:mo:oma-dm-devinfo:1.2//']] }],
    });
    console.log(task);
    const p2 = await dm('application/vnd.oma.dm.initiation+json', {
      MOS: [{ DDF: 'http://x/y', MOID: 'urn:oma:mo:oma-dm-devinfo:1.2', MIID: ['a'] }],
      Alert: [{ AlertType: 'urn:oma:at:dm:2.0:ClientInitiatedMgmt' }],
    });
    console.log(p2);
    const end = await dm('application/vnd.oma.dm.response+json', { Status: [{ sc: 404 }] });
    console.log(end);
    console.log(JSON.stringify((await api('GET', `/tasks/${task.json['id']}`)).json));
    const sessions = await api('GET', '/sessions?devId=IMEI:490154203237518');
    console.log(JSON.stringify(sessions.json));
    console.log(
      JSON.stringify(
        (await api('GET', `/sessions/${(sessions.json['items'] as { id: string }[])[0]?.id}`)).json,
        null,
        1,
      ),
    );
    console.log(JSON.stringify((await api('GET', '/devices/IMEI:490154203237518/mos')).json));
    expect(end.json).toEqual({ CMD: [['END']], Status: [{ sc: 200 }] });
  });
});
