import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestDatabase } from '@dm2/cluster';
import { decodeNotification, sessionAlert, verifyDigest } from '@dm2/protocol';
import type { RunningService } from '@dm2/service';
import { RawDevice } from './support/device.js';
import { EventStream } from './support/event-stream.js';
import { Operator } from './support/operator.js';
import { serverDatabase, startServer } from './support/server.js';

const SECRET = Buffer.from([0, 1, 2, 255]);

let database: TestDatabase;
let server: RunningService;
let operator: Operator;
let devices = 0;
const sockets: Socket[] = [];

beforeAll(async () => {
  database = await serverDatabase('dm_notifications');
  server = await startServer(database);
  operator = new Operator(server.url);
});

afterAll(async () => {
  for (const socket of sockets) socket.close();
  await server?.close();
  await database?.drop();
});

/** A device and the socket on which it listens. */
async function newDevice(
  notification: Record<string, unknown> = {},
): Promise<{ device: RawDevice; udp: Socket }> {
  const devId = `urn:test:notified:${(devices += 1)}`;
  const udp = createSocket('udp4').bind(0, '127.0.0.1');
  sockets.push(udp);
  await once(udp, 'listening');
  const { port } = udp.address();
  await operator.register(devId, {
    notification: { transport: 'udp', host: '127.0.0.1', port, ...notification },
  });
  return { device: new RawDevice(server.url, devId), udp };
}

const nextDatagram = async (udp: Socket) => ((await once(udp, 'message')) as [Buffer])[0];
const standing = async (device: RawDevice) =>
  (await operator.request('GET', `/devices/${device.devId}/notifications`)).body<{
    items: Record<string, unknown>[];
  }>().items;

describe('Package#0 (TS 5.2.1)', () => {
  it('is sent on demand, signed, with SERVER-ID, NOTIFICATION-ID, TIMESTAMP and REQ-MOS', async () => {
    const { device, udp } = await newDevice({ secret: SECRET.toString('base64') });
    const arriving = nextDatagram(udp);
    const asked = await operator.request('POST', `/devices/${device.devId}/notifications`, {
      reqMos: true,
      preferredConTypes: ['wlan', 'any'],
    });
    expect(asked.status).toBe(202);
    expect(asked.body()).toMatchObject({
      id: expect.any(String) as string,
      notificationId: expect.any(Number) as number,
      state: 'queued',
    });
    const bytes = await arriving;
    expect(verifyDigest(bytes, SECRET)).toBe(true);
    expect(decodeNotification(bytes)).toMatchObject({
      serverId: 'dm2.example',
      notificationId: asked.body()['notificationId'],
      preferredConTypes: ['wlan', 'any'],
      reqMos: true,
    });
  });

  it('has no digest for a device without a secret', async () => {
    const { device, udp } = await newDevice();
    const arriving = nextDatagram(udp);
    await operator.request('POST', `/devices/${device.devId}/notifications`);
    const notification = decodeNotification(await arriving);
    expect(notification.digest).toBeUndefined();
    expect(notification.reqMos).toBe(false);
  });

  it('is sent again, the same, until the session with its NOTIFICATION-ID comes', async () => {
    const { device, udp } = await newDevice();
    const stream = await EventStream.open(server.url, { query: `?devId=${device.devId}` });
    const first = nextDatagram(udp);
    await operator.request('POST', `/devices/${device.devId}/notifications`);
    const { notificationId } = decodeNotification(await first);
    const second = decodeNotification(await nextDatagram(udp));
    expect(second.notificationId).toBe(notificationId);
    const [sent] = (await stream.until('notification.sent')).slice(-1);
    expect(sent?.data.data).toMatchObject({ notificationId, attempt: 1 });
    stream.close();
    await device.open({ Alert: [sessionAlert('server', (notificationId ?? 0) ^ 1)] });
    expect(await standing(device)).toMatchObject([{ state: 'sent' }]);
    await device.open({ Alert: [sessionAlert('server', notificationId)] });
    const session = await operator.session(device.devId);
    expect(session.events.map(({ type }) => type)).toContain('notification.answered');
    expect(await standing(device)).toMatchObject([{ state: 'answered', sessionId: session.id }]);
  });

  it('goes out with the task that asks for it', async () => {
    const { device, udp } = await newDevice();
    const arriving = nextDatagram(udp);
    const id = await operator.queue(device.devId, [{ commands: [['GET', 'urn:x:1.0//']] }], { notify: true });
    const { notificationId, reqMos } = decodeNotification(await arriving);
    expect(reqMos).toBe(true);
    const opened = await device.open({ Alert: [sessionAlert('server', notificationId)] });
    expect(opened.commands).toEqual([['GET', 'urn:x:1.0//']]);
    expect(await standing(device)).toMatchObject([{ taskId: id, state: 'answered' }]);
  });

  it('expires when no session comes', async () => {
    const { device } = await newDevice();
    const stream = await EventStream.open(server.url, { query: `?devId=${device.devId}` });
    await operator.request('POST', `/devices/${device.devId}/notifications`, {
      expiresAt: new Date(Date.now() + 300).toISOString(),
    });
    const events = await stream.until('notification.expired');
    stream.close();
    expect(events.map(({ name }) => name)).toEqual([
      'notification.queued',
      'notification.sent',
      'notification.expired',
    ]);
    expect(await standing(device)).toMatchObject([{ state: 'expired', reason: 'no-session' }]);
  });

  it('fails with the reason when it could never be sent', async () => {
    const { device } = await newDevice({ host: 'nowhere.invalid' });
    const stream = await EventStream.open(server.url, { query: `?devId=${device.devId}` });
    await operator.request('POST', `/devices/${device.devId}/notifications`, {
      expiresAt: new Date(Date.now() + 300).toISOString(),
    });
    await stream.until('notification.failed');
    stream.close();
    expect(await standing(device)).toMatchObject([
      { state: 'failed', reason: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN|not-sent)$/) as string },
    ]);
  });

  it('counts its NOTIFICATION-ID up for each device', async () => {
    const { device } = await newDevice();
    const ids: number[] = [];
    for (let i = 0; i < 3; i += 1) {
      const asked = await operator.request('POST', `/devices/${device.devId}/notifications`, {});
      ids.push(asked.body<{ notificationId: number }>().notificationId);
    }
    expect([(ids[0] ?? 0) + 1, (ids[0] ?? 0) + 2].map((id) => id % 65536)).toEqual(ids.slice(1));
  });
});
