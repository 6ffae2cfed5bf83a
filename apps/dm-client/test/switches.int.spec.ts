import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageJson } from '@dm2/conformance';
import { MOID } from '@dm2/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ViewedInstance, ViewedNode } from '../src/tree-view.js';
import { answer, ScreenedDevice } from './support/screened-device.js';

const GET = ['GET', `${MOID.devInfo}//Man`] as const;
const demo = `${MOID.demo}/demo`;
let device: ScreenedDevice;

/** What an instance of the tree is now. */
async function instance(moid: string): Promise<ViewedInstance> {
  const found = (await device.tree()).find((candidate) => candidate.moid === moid);
  if (!found) throw new Error(`there is no ${moid}`);
  return found;
}

function valueOf({ root }: ViewedInstance, ...path: readonly string[]): ViewedNode['value'] {
  return path.reduce<ViewedNode | undefined>(
    (node, name) => node?.children?.find((child) => child.name === name),
    root,
  )?.value;
}

describe('the switches of a running device', () => {
  beforeAll(async () => {
    device = await ScreenedDevice.start('--browser', 'screen', '--bearers', 'wlan,wireline');
  });
  afterAll(async () => device.close());
  afterEach(async () => {
    const response = await fetch(`${device.url}/api/v1/device/switches`, { method: 'DELETE' });
    expect(response.status).toBe(200);
    await vi.waitFor(async () => expect((await device.state()).busy).toBe(0));
  });

  it.each([
    ['screen', 200],
    ['none', 501],
    ['broken', 500],
    ['forbidden', 507],
  ] as const)(
    'browser %s: SHOW is answered %i, and the session goes on (TS 5.3.7)',
    async (browser, status) => {
      await device.switch({ browser });
      const page = device.server.put('/ui/1');
      expect(await device.commands(['SHOW', page], GET)).toEqual([status, 200]);
      expect((await device.state()).pages[0]?.url).toBe(
        status === 200 ? page : (await device.state()).pages[0]?.url,
      );
    },
  );

  it('browser scripted: a scripted user opens the page', async () => {
    await device.switch({ browser: 'scripted' });
    const page = device.server.put('/ui/scripted', { body: '<title>Hello</title>' });
    expect(await device.commands(['SHOW', page])).toEqual([200]);
    await vi.waitFor(() => expect(device.server.at('/ui/scripted')).toHaveLength(1));
  });

  it('a page that was closed is opened again, the same one', async () => {
    const page = device.server.put('/ui/again');
    await device.commands(['SHOW', page]);
    const { shown } = await device.state();
    expect(shown?.url).toBe(page);
    await fetch(`${device.url}/api/v1/browser/${shown?.id}/dismiss`, { method: 'POST' });
    expect((await device.state()).shown).toBeNull();
    const again = await fetch(`${device.url}/api/v1/browser/${shown?.id}/reopen`, { method: 'POST' });
    expect(again.status).toBe(204);
    expect((await device.state()).shown).toEqual(shown);
    const unknown = await fetch(`${device.url}/api/v1/browser/9999/reopen`, { method: 'POST' });
    expect(unknown.status).toBe(404);
  });

  it('commands that the user refuses are answered 507 and do nothing, the others are executed (TS App. C)', async () => {
    await device.switch({ refuse: ['DELETE', 'SHOW'] });
    const page = device.server.put('/ui/refused');
    expect(await device.commands(['DELETE', `${demo}/Items/second`], ['SHOW', page], GET)).toEqual([
      507, 507, 200,
    ]);
    expect(valueOf(await instance(MOID.demo), 'Items', 'second', 'Label')).toBe('two');
    await device.switch({ refuse: [] });
    expect(await device.commands(['DELETE', `${demo}/Items/second`])).toEqual([200]);
  });

  it('a command that is to be asked about waits for the person on the screen', async () => {
    await device.switch({ ask: ['EXEC'] });
    const statuses = device.commands(['EXEC', `${demo}/Actions/Reset`]);
    const question = await vi.waitFor(async () => {
      const asked = (await device.state()).question;
      expect(asked?.command).toEqual(['EXEC', `${demo}/Actions/Reset`]);
      return asked;
    });
    await fetch(`${device.url}/api/v1/questions/${question?.id}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ allow: false }),
    });
    expect(await statuses).toEqual([507]);
  });

  it('storage full: HGET is answered 506 and changes nothing, whether the value is long, short, or MO data', async () => {
    const text = device.server.put('/text', { body: 'abcd' });
    const long = device.server.put('/long', { body: 'x'.repeat(100_000) });
    const mo = device.server.putMo('/mo', { ClientURI: `${demo}/Level`, MOData: { Level: 7 } });
    await device.switch({ storageFull: true });
    const before = await instance(MOID.demo);
    const writes = [
      ['HGET', text, `${demo}/Name`],
      ['HGET', long, `${demo}/Name`],
      ['HGET', mo],
    ];
    expect(await device.commands(...writes, GET)).toEqual([506, 506, 506, 200]);
    expect(await instance(MOID.demo)).toEqual(before);
    // What makes room is possible.
    expect(await device.commands(['DELETE', `${demo}/Items/first`])).toEqual([200]);
    await device.switch({ storageFull: false });
    expect(await device.commands(...writes)).toEqual([200, 200, 200]);
    expect(valueOf(await instance(MOID.demo), 'Level')).toBe(7);
  });

  it('offline: no session can be opened, and none is tried again (TS 5.6)', async () => {
    const before = device.server.received.length;
    const ended = (await device.log('session.ended')).length;
    await device.switch({ offline: true });
    await device.open();
    expect(await device.logged('session.ended', ended + 1)).toMatchObject({
      outcome: 'aborted',
      reason: 'the device is offline',
      exchanges: 0,
    });
    await device.switch({ offline: false });
    expect(await device.commands(GET)).toEqual([200]);
    expect(await device.log('session.ended')).toHaveLength(ended + 2);
    expect(device.server.received.slice(before).length).toBe(2);
  });

  it('offline: a session that is open is cut while it waits for its server', async () => {
    const ended = (await device.log('session.ended')).length;
    await device.open();
    await device.next();
    await device.switch({ offline: true });
    expect(await device.logged('session.ended', ended + 1)).toMatchObject({
      reason: 'the device is offline',
    });
  });

  it('offline: a transfer from a repository is cut too', async () => {
    const transfers = (await device.log('repository.request')).length;
    await device.open();
    const silent = device.server.put('/silent', { broken: 'silent' });
    answer(await device.next(), ['HGET', silent, `${demo}/Name`]);
    await vi.waitFor(() => expect(device.server.at('/silent')).toHaveLength(1));
    await device.switch({ offline: true });
    expect(await device.logged('repository.request', transfers + 1)).toMatchObject({
      status: null,
      reason: 'the device is offline',
    });
  });

  it('offline: a notification is not heard; one that comes afterwards is', async () => {
    const heard = (await device.log('notification.received')).length;
    await device.switch({ offline: true });
    await device.notify({ notificationId: 101 });
    await device.notify({ notificationId: 101 });
    await device.switch({ offline: false });
    await device.notify({ notificationId: 102 });
    answer(await device.next(), ['END']);
    expect(await device.logged('notification.received', heard + 1)).toMatchObject({ notificationId: 102 });
    expect(await device.log('notification.dropped')).toEqual([]);
  });

  it('no bearer at all is offline', async () => {
    await device.switch({ bearers: [] });
    expect(await device.state()).toMatchObject({ online: false, bearer: null });
  });

  it('Session Information follows the bearer and whether the device roams, and its cache validator changes (TS 11, 12.4)', async () => {
    const first = await instance(MOID.sessionInfo);
    expect([valueOf(first, 'CBT'), valueOf(first, 'ROAMING')]).toEqual([2, 2]);
    await device.switch({ bearers: ['cellular', 'wlan'], roaming: true });
    const second = await instance(MOID.sessionInfo);
    expect([valueOf(second, 'CBT'), valueOf(second, 'ROAMING')]).toEqual([1, 1]);
    await device.switch({ roaming: false });
    const third = await instance(MOID.sessionInfo);
    expect([valueOf(third, 'CBT'), valueOf(third, 'ROAMING')]).toEqual([1, 0]);
    expect(new Set([first.cv, second.cv, third.cv]).size).toBe(3);
    // What a server knows of it is not current any more.
    const get = (cv: string) => ['GET', `${MOID.sessionInfo}//?cv=${encodeURIComponent(cv)}`];
    expect(await device.commands(get(second.cv), get(third.cv))).toEqual([200, 304]);
  });

  it('a switch that changes the tree while a command runs waits for it, and neither is lost', async () => {
    await device.open();
    const slow = device.server.put('/slow', { broken: 'silent' });
    answer(await device.next(), ['HGET', slow, `${demo}/Name`], ['DELETE', `${demo}/Name/none`]);
    await vi.waitFor(() => expect(device.server.at('/slow')).toHaveLength(1));
    // The transfer is cut with its bearer; the command fails and the switch is done.
    await device.switch({ bearers: ['wireline'], lang: 'de' });
    const info = await instance(MOID.sessionInfo);
    expect(valueOf(info, 'CBT')).toBe(3);
    expect((await device.state()).lang).toBe('de');
    answer(await device.next(), ['END']);
  });

  it('PREFERRED-CON-TYPE: the session waits until one of its bearers is there, and runs over it (TS 5.2.1.2)', async () => {
    await device.notify({ notificationId: 201, preferredConTypes: ['cellular'] });
    expect(await device.logged('notification.waits', 1)).toMatchObject({ bearers: ['cellular'] });
    expect((await device.state()).awaitedSessions).toBe(1);
    await device.switch({ bearers: ['wlan', 'wireline', 'cellular'] });
    const package1 = await device.next();
    expect(await device.state()).toMatchObject({ bearer: 'cellular', awaitedSessions: 0 });
    expect(JSON.stringify(packageJson(package1.request).Alert)).toContain('201');
    expect(valueOf(await instance(MOID.sessionInfo), 'CBT')).toBe(1);
    answer(package1, ['END']);
  });

  it('a bearer that goes takes the session with it that runs over it', async () => {
    const ended = (await device.log('session.ended')).length;
    await device.open();
    await device.next();
    await device.switch({ bearers: ['wireline'] });
    expect(await device.logged('session.ended', ended + 1)).toMatchObject({
      reason: 'the connection over wlan is gone',
    });
    expect(await device.commands(GET)).toEqual([200]);
  });

  it('the language is DevInfo/Lang', async () => {
    await device.switch({ lang: 'pt-BR' });
    expect(valueOf(await instance(MOID.devInfo), 'Lang')).toBe('pt-BR');
  });

  it('a device event goes with the next session (TS 5.4)', async () => {
    await fetch(`${device.url}/api/v1/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ AlertType: 'urn:dm2:at:button:1.0' }),
    });
    expect((await device.state()).pendingAlerts).toBe(1);
    await device.open();
    const package1 = await device.next();
    expect(packageJson(package1.request).Alert?.map(({ AlertType }) => AlertType)).toContain(
      'urn:dm2:at:button:1.0',
    );
    answer(package1, ['END']);
    await vi.waitFor(async () => expect((await device.state()).pendingAlerts).toBe(0));
  });
});

describe('the switches of a device that starts anew', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'dm2-switches-'));
  });
  afterEach(async () => {
    await device.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are as they were left, also over a loss of power, but for what its options say differently now', async () => {
    device = await ScreenedDevice.start('--state', folder, '--browser', 'screen');
    await device.switch({
      browser: 'none',
      storageFull: true,
      refuse: ['EXEC'],
      lang: 'fr',
      bearers: ['cellular'],
    });
    await device.restart('--state', folder, '--browser', 'screen');
    expect((await device.state()).switches).toMatchObject({
      browser: 'none',
      storageFull: true,
      refuse: ['EXEC'],
      lang: 'fr',
      bearers: ['cellular'],
    });
    await device.restart('--state', folder, '--browser', 'scripted');
    expect((await device.state()).switches).toMatchObject({
      browser: 'scripted',
      storageFull: true,
      lang: 'fr',
    });
    await device.restart('--state', folder, '--browser', 'scripted', '--reset-switches');
    expect((await device.state()).switches).toMatchObject({
      storageFull: false,
      refuse: [],
      bearers: ['wlan', 'cellular', 'wireline'],
    });
  });

  it('a session that waits for a bearer waits on', async () => {
    device = await ScreenedDevice.start('--state', folder, '--bearers', 'wlan');
    await device.notify({ notificationId: 7, preferredConTypes: ['wireline'] });
    await device.logged('notification.waits', 1);
    await device.restart('--state', folder, '--bearers', 'wlan');
    await device.switch({ bearers: ['wlan', 'wireline'] });
    answer(await device.next(), ['END']);
    await device.logged('session.ended', 1);
  });
});
