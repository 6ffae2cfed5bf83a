import { expect, test } from '@playwright/test';
import { breachesOf } from './accessibility.js';
import { FirstLoad } from './first-load.js';
import { ManyDevices } from './many-devices.js';
import { DevicePage } from './pages/device-page.js';
import { DevicesPage } from './pages/devices-page.js';
import { sharedStack } from './stack.js';

test.use({ bypassCSP: true });

const DEV_INFO = 'urn:oma:mo:oma-dm-devinfo:1.2';

test.describe('among 100,000 devices', () => {
  let many: ManyDevices;
  test.beforeAll(async () => {
    many = new ManyDevices(sharedStack(), 100_000);
    await many.insert();
  });
  test.afterAll(() => many.remove());

  test('the first load of the list is small, and so is the page', async ({ page }) => {
    const load = await FirstLoad.of(page);
    await new DevicesPage(page, sharedStack()).signIn();
    await expect(page.locator('tbody tr')).toHaveCount(50);
    await page.evaluate(() => document.fonts.ready);
    const nodes = await page.evaluate(() => document.querySelectorAll('*').length);
    const figures = { bytes: load.bytes, requests: load.requests.length, nodes };
    test.info().annotations.push({ type: 'first load', description: JSON.stringify(figures) });
    await load.stop();
    expect(figures.bytes).toBeGreaterThan(50_000);
    expect(figures.bytes, `transferred for ${load.requests.join(' ')}`).toBeLessThanOrEqual(250_000);
    expect(figures.requests).toBeLessThanOrEqual(16);
    expect(figures.nodes).toBeLessThanOrEqual(1200);
    expect(load.requests.filter((url) => !url.startsWith(sharedStack().urls.console))).toEqual([]);
  });

  test('one finds the device one looks for, and the address leads there again', async ({ page }) => {
    const devices = new DevicesPage(page, sharedStack());
    await devices.signIn();
    const wanted = many.devId(73_519);
    await devices.search('0073519');
    await expect(devices.rows()).toHaveCount(1);
    await expect(page).toHaveURL(/search=/);
    await page.reload();
    await expect(devices.rows()).toHaveCount(1);
    await devices.device(wanted).click();
    await new DevicePage(page, sharedStack(), wanted).isThere();
    await page.goBack();
    await devices.search('MANY:0007351');
    await expect(devices.rows()).toHaveCount(10);
    await page.getByLabel('Where in the DevID').selectOption('begins');
    await expect(page.getByText('No device has a DevID that begins with “MANY:0007351”.')).toBeVisible();
    await devices.search('urn:many:0007351');
    await expect(devices.rows()).toHaveCount(10);
    expect(await breachesOf(page)).toEqual([]);
  });

  test('one filters and turns pages, and no more than a page is there', async ({ page }) => {
    const devices = new DevicesPage(page, sharedStack());
    await devices.signIn();
    await devices.search('urn:many:');
    await expect(devices.rows().first()).toContainText(many.devId(99_999));
    await devices.nextPage();
    await expect(devices.rows().first()).toContainText(many.devId(99_949));
    await expect(devices.rows()).toHaveCount(50);
    await devices.firstPage();
    await expect(devices.rows().first()).toContainText(many.devId(99_999));
    await devices.choose('Seen', 'at least once');
    await expect(page.getByText(/No device has in its DevID “urn:many:” and is like the rest/)).toBeVisible();
    await page.getByRole('link', { name: 'Show all devices' }).click();
    await devices.choose('Seen', 'at least once');
    await devices.choose('Last notification', 'answered');
    await expect(devices.device(sharedStack().device.devId)).toBeVisible();
    await devices.choose('Sorted by', 'last seen');
    await expect(devices.device(sharedStack().device.devId)).toBeVisible();
  });
});

test('a vendor registers a device, puts the account into it, and it is let in', async ({ page }) => {
  const devices = new DevicesPage(page, sharedStack());
  const devId = 'urn:e2e:vendor:1';
  await devices.signIn();
  await devices.beginRegistration();
  await devices.fillIn({ devId: 'not visible', host: '127.0.0.1', port: 70000 });
  await devices.register();
  await expect(page.getByLabel('DevID')).toHaveAccessibleDescription(/visible characters/);
  await devices.fillIn({ devId });
  await devices.register();
  await expect(page.getByLabel('Port')).toHaveAccessibleDescription(/65535/);
  expect(await breachesOf(page)).toEqual([]);
  await devices.fillIn({ host: '127.0.0.1', port: 29480 });
  await devices.register();

  await expect(page.getByRole('heading', { name: 'Put this into your device' })).toBeVisible();
  await expect(devices.commandLine()).toContainText(`--dev-id ${devId}`);
  await expect(devices.commandLine()).toContainText('--notify udp://127.0.0.1:29480');
  expect(await breachesOf(page)).toEqual([]);
  const user = await devices.accountValue('Auth/Trsp/Data');
  const password = await devices.accountValue('Auth/Trsp/Secret');
  const answer = await fetch(await devices.accountValue('SrvURI'), {
    method: 'POST',
    headers: {
      'content-type': 'application/vnd.oma.dm.initiation+json',
      accept: 'application/vnd.oma.dm.request+json',
      'omadm-devid': devId,
      authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
    },
    body: '{"Alert":[{"AlertType":"urn:oma:at:dm:2.0:ClientInitiatedMgmt"}]}',
  });
  expect(answer.status).toBe(200);

  await devices.toTheDevice();
  const device = new DevicePage(page, sharedStack(), devId);
  await expect(device.section('Sessions').getByText('ended')).toBeVisible();
  await device.edit();
  await page.getByLabel('Profile').selectOption('ts');
  await device.save();
  await expect(page.getByText('technical specification', { exact: true })).toBeVisible();
  await device.edit();
  expect(await breachesOf(page)).toEqual([]);
  await device.remove();
  await devices.isThere();
  await expect(devices.device(devId)).toHaveCount(0);
});

test('a notification that goes nowhere says why it has not arrived, and what to check', async ({ page }) => {
  const devices = new DevicesPage(page, sharedStack());
  const devId = `urn:e2e:nowhere:${test.info().repeatEachIndex}`;
  const device = new DevicePage(page, sharedStack(), devId);
  await devices.signIn();
  await devices.beginRegistration();
  await devices.fillIn({ devId: device.devId, host: 'device.invalid' });
  await devices.register();
  await devices.toTheDevice();
  await device.sendNotification();
  const notifications = device.section('Notifications');
  await expect(
    notifications.getByText(/name of its address (is not known|could not be looked up)/),
  ).toBeVisible();
  await expect(notifications.getByText('queued', { exact: true })).toBeVisible();
  await expect(notifications.getByRole('list', { name: 'What to check' })).toContainText('device.invalid');
  expect(await breachesOf(page)).toEqual([]);

  await device.edit();
  await devices.fillIn({ host: '127.0.0.1', port: 9 });
  await device.save();
  await device.sendNotification();
  await expect(
    notifications.getByText(/It left for 127\.0\.0\.1:9 .*no session came yet/).first(),
  ).toBeVisible();
});

test('one aims at the tree as one types, and sends commands where it hits', async ({ page }) => {
  const { devId } = sharedStack().device;
  const device = new DevicePage(page, sharedStack(), devId);
  await new DevicesPage(page, sharedStack()).signIn();
  await device.open();
  await device.aimAt(`${DEV_INFO}/(x)/Lang`);
  await expect(page.getByText('the x-name (x) has no nv field (TS 6.1)')).toBeVisible();
  await device.aimAt(`${DEV_INFO}/*/Fw`);
  await expect(device.aim()).toHaveText(/nothing that is known: there is no node "Fw"/);
  await device.aimAt(`${DEV_INFO}/*/*`);
  await expect(device.hits()).toHaveCount(10);
  await device.node('FwV').click();
  await expect(device.hits()).toHaveCount(1);
  await expect(page).toHaveURL(/uri=/);

  await device.command('GET');
  const got = device.queued('GET urn:oma:mo:oma-dm-devinfo:1.2/devinfo/FwV');
  await expect(got.getByText('succeeded')).toBeVisible();
  await expect(got.getByText(/^(200 OK|304 Not Modified)/)).toBeVisible();

  await device.command('DELETE');
  await device.answer('No');
  await expect(page.getByText('Delete this on the device?')).toBeHidden();
  await expect(page.getByRole('link', { name: 'Use in a task' })).toHaveAttribute(
    'href',
    /^\/tasks\/new\?.*FwV/,
  );

  await device.command('Subscribe');
  await device.answer('Subscribe to it');
  await expect(
    device.queued('SUB urn:oma:mo:oma-dm-devinfo:1.2/devinfo/FwV').getByText('succeeded'),
  ).toBeVisible();
  const watched = device
    .section('Subscriptions')
    .getByRole('link', { name: `${DEV_INFO}/devinfo/FwV`, exact: true });
  await expect(watched).toBeVisible();
  await page.getByRole('button', { name: `Unsubscribe from ${DEV_INFO}/devinfo/FwV` }).click();
  await expect(watched).toHaveCount(0);

  await device.aimAt('urn:oma:mo:oma-dm-dacmo:1.0//');
  await device.command('GET');
  await expect(
    device
      .section('Access rights')
      .getByRole('row', { name: /DM Server dm2\.example read, write/ })
      .first(),
  ).toBeVisible();
  expect(await breachesOf(page)).toEqual([]);
});

test('on a phone of 320 px nothing scrolls sideways', async ({ page }) => {
  const { devId } = sharedStack().device;
  await page.setViewportSize({ width: 320, height: 640 });
  const devices = new DevicesPage(page, sharedStack());
  await devices.signIn();
  for (const path of [
    '/',
    '/register',
    `/devices/${encodeURIComponent(devId)}`,
    `/devices/${encodeURIComponent(devId)}/edit`,
  ]) {
    await page.goto(`${sharedStack().urls.console}${path}`);
    await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible();
    await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), path).toBe(
      true,
    );
  }
});
