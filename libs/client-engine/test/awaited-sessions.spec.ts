import { encodeNotification } from '@dm2/protocol';
import { describe, expect, it } from 'vitest';
import { takeAwaited, takeNotification, type Bearer, type NotificationVerdict } from '../src/index.js';
import { TestDevice } from './support/device.js';

const wanting = (notificationId: number, ...preferredConTypes: (Bearer | 'any')[]): Uint8Array =>
  encodeNotification({ serverId: 'dms1', notificationId, preferredConTypes, reqMos: false });

async function notify(
  device: TestDevice,
  bytes: Uint8Array,
  bearers: readonly Bearer[],
): Promise<NotificationVerdict> {
  return takeNotification(device.state, bytes, { now: new Date(0), bearers });
}

describe('PREFERRED-CON-TYPE where none of the connections is there (TS 5.2.1.2)', () => {
  it('makes the session wait until one of them is, also over a restart', async () => {
    const device = await TestDevice.create();
    expect(await notify(device, wanting(7, 'cellular', 'wireline'), ['wlan'])).toMatchObject({
      kind: 'wait',
      bearers: ['cellular', 'wireline'],
    });
    expect(await takeAwaited(device.state, ['wlan'])).toEqual([]);
    await device.restart();
    expect(await takeAwaited(device.state, ['wireline', 'wlan'])).toMatchObject([
      { srvId: 'dms1', notificationId: 7, bearer: 'wireline' },
    ]);
    expect(await takeAwaited(device.state, ['wireline', 'wlan', 'cellular'])).toEqual([]);
  });

  it('is no reason to wait if any connection will do', async () => {
    const device = await TestDevice.create();
    expect(await notify(device, wanting(7, 'cellular', 'any'), ['wlan'])).toMatchObject({
      kind: 'take',
      bearer: undefined,
    });
    expect(device.state.current.awaitedSessions).toEqual([]);
  });

  it('a notification that waits is known: the same again is a duplicate', async () => {
    const device = await TestDevice.create();
    await notify(device, wanting(7, 'cellular'), []);
    expect(await notify(device, wanting(7, 'cellular'), ['cellular'])).toMatchObject({
      kind: 'drop',
      reason: 'a duplicate of NOTIFICATION-ID 7',
    });
  });
});
