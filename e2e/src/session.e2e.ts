import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { expect, test, type BrowserContext } from '@playwright/test';
import { SessionPage } from './pages/session-page.js';
import { RawDevice } from './raw-device.js';
import { sharedStack } from './stack.js';

const LANG = 'urn:oma:mo:oma-dm-devinfo:1.2//Lang';
const FWV = 'urn:oma:mo:oma-dm-devinfo:1.2//FwV';
const CONSENT = { page: 'consent', data: { title: 'Update now?', sender: 'Example Telecom' }, as: 'consent' };
/** Elements that may be drawn at 1280 × 800, however long the session is. */
const MOST_DRAWN = 700;

test.use({
  bypassCSP: true,
  viewport: { width: 1280, height: 800 },
  permissions: ['clipboard-read', 'clipboard-write'],
});

let devices = 0;
const newDevice = (more: object = {}) =>
  RawDevice.register(sharedStack(), `urn:e2e:session:${process.pid}:${(devices += 1)}`, more);

/** The user opens the page that SHOW has brought to the device, and says yes. */
async function accept(context: BrowserContext, url: string): Promise<void> {
  const user = await context.newPage();
  await user.goto(url);
  await user.getByRole('button').first().click();
  await expect(user.locator('form')).toHaveCount(0);
  await user.close();
}

test('the basic flow is seen live from start to END, without reload', async ({ page, context }) => {
  const device = await newDevice();
  await device.queue([
    { commands: [['GET', LANG]] },
    { show: CONSENT, commands: [['GET', FWV]] },
    { await: 'consent', upTo: '60s' },
    {
      when: { 'consent.choice': 'accept' },
      commands: [['HGET', '{repository}/objects/firmware-2.1', 'urn:oma:mo:oma-fumo:1.0//Update/PkgData']],
    },
  ]);
  await device.open();
  const session = await SessionPage.signIn(page);
  await session.open(await device.sessionId());
  await session.sees('1', '2');
  await session.says('open: it is the device’s turn');
  let loads = 0;
  page.on('framenavigated', (frame) => (loads += frame === page.mainFrame() ? 1 : 0));

  const [show] = await device.answerWithText('de-DE');
  expect(show?.[0]).toBe('SHOW');
  await session.sees('3', '4');
  const held = device.answer([200, 404]);
  await session.sees('5', '4.1');
  await session.says(/^waits for consent, 60 s at most/);
  await accept(context, show?.[1] ?? '');
  await session.sees('4.2', '4.3');

  const [hget] = await held;
  expect(hget?.[0]).toBe('HGET');
  await session.sees('6');
  const downloaded = await fetch(hget?.[1] ?? '');
  expect((await downloaded.arrayBuffer()).byteLength).toBeGreaterThan(0);
  await session.sees('6.1');
  expect(await device.answer([200])).toEqual([['END']]);
  await session.sees('7', '8');
  await session.state('ended');
  expect(loads).toBe(0);

  await session.choose(session.step('6'));
  await expect(session.command(/^HGET/)).toContainText('TS 5.3.1');
  await expect(session.command(/^HGET/)).toContainText('✓ 200 OK');
  await session
    .command(/^HGET/)
    .getByRole('button', { name: /firmware-2\.1/ })
    .click();
  expect(await session.title()).toContain('Step 6.1');
  expect(await session.breaches()).toEqual([]);
});

test('pointing at a command lights up what it caused, and fades the rest', async ({ page, context }) => {
  const device = await newDevice();
  await device.queue([
    { show: CONSENT, commands: [['GET', LANG]] },
    { await: 'consent', upTo: '60s' },
  ]);
  const [show] = await device.open();
  const held = device.answer([200, 404]);
  await accept(context, show?.[1] ?? '');
  expect(await held).toEqual([['END']]);
  const session = await SessionPage.signIn(page);
  await session.open(await device.sessionId());
  await session.choose(session.step('4'));
  await session.command(/^SHOW/).hover();
  expect(await session.litUp()).toEqual(['4', '4.1', '5', '4.2', '4.3', '4.2', '4.3', '4.3']);
  await session.command(/^GET/).hover();
  expect(await session.litUp()).toEqual(['4', '5']);
});

test('a SHOW that fails is seen to have failed, and no browser to have started', async ({ page }) => {
  const device = await newDevice();
  await device.queue([{ show: CONSENT }, { await: 'consent', upTo: '20s', otherwise: 'fail' }]);
  const session = await SessionPage.signIn(page);
  await device.open();
  await session.open(await device.sessionId());
  await session.sees('4');
  expect(await device.answer([501])).toEqual([['END']]);
  await session.sees('5', '8');
  await session.says('a task failed: its page could not be shown');
  await expect(session.step('4.1')).toHaveCount(0);
  await session.choose(session.step('5'));
  await expect(session.command(/^SHOW/)).toContainText('✕ 501 Not Implemented');
  await expect(session.command(/^SHOW/)).toContainText('the device does not support the command');
  expect(await session.chosen()).toContain('failed');
  expect(await session.breaches()).toEqual([]);
});

test('a wait for the user that runs out is told, and the session goes on', async ({ page }) => {
  const device = await newDevice();
  await device.queue([
    { show: CONSENT },
    { await: 'consent', upTo: '1s', otherwise: 'continue' },
    { commands: [['GET', LANG]] },
  ]);
  await device.open();
  const session = await SessionPage.signIn(page);
  await session.open(await device.sessionId());
  const held = device.answer([200]);
  await session.says('waits for consent, 1 s at most');
  expect(await held).toEqual([['GET', LANG]]);
  await session.says('consent: nobody answered in time');
  expect(await device.answer([404])).toEqual([['END']]);
  await session.sees('8');
  await session.state('ended');
  expect(await session.breaches()).toEqual([]);
});

test('an answer that comes late calls the device back, and each of both sessions leads to the other', async ({
  page,
  context,
}) => {
  const udp = createSocket('udp4').bind(0, '127.0.0.1');
  await once(udp, 'listening');
  const device = await newDevice({
    notification: { transport: 'udp', host: '127.0.0.1', port: udp.address().port },
  });
  await device.queue([
    { show: CONSENT },
    { await: 'consent', upTo: '1s', otherwise: 'callback' },
    { when: { 'consent.choice': 'accept' }, commands: [['GET', LANG]] },
  ]);
  const [show] = await device.open();
  expect(await device.answer([200])).toEqual([['END']]);
  const first = await device.sessionId();
  const session = await SessionPage.signIn(page);
  await session.open(first);
  await session.says('consent: no answer yet; when it comes, Package#0 calls the device back');

  const arriving = once(udp, 'message') as Promise<[Buffer]>;
  await accept(context, show?.[1] ?? '');
  const [datagram] = await arriving;
  udp.close();
  await expect(session.arrow(/calls back · Package#0/)).toBeAttached();
  await session.choose(session.arrow(/calls back · Package#0/));
  await expect(session.inspector.getByRole('row', { name: /NOTIFICATION-ID/ }).first()).toBeVisible();
  expect(await session.breaches()).toEqual([]);

  // NOTIFICATION-ID is option 3 of Package#0: delta 2 after SERVER-ID, two bytes (TS 7.1.1).
  const serverId = datagram.readUInt16BE(2) & 0xfff;
  expect(datagram.readUInt16BE(4 + serverId)).toBe(0x2002);
  expect(await device.open(datagram.readUInt16BE(6 + serverId))).toEqual([['GET', LANG]]);
  await page.getByRole('link', { name: 'consent called the device back: the next session' }).click();
  await session.sees('0', '1', '2');
  const second = await device.sessionId();
  await expect(page).toHaveURL(new RegExp(`/sessions/${second}`));
  await page.getByRole('link', { name: 'called back by consent, shown in an earlier session' }).click();
  await expect(page).toHaveURL(new RegExp(`/sessions/${first}`));
  expect(await device.answer([404])).toEqual([['END']]);
});

test('a package that was refused is told with its clause, and the session stays as it was', async ({
  page,
}) => {
  const device = await newDevice();
  await device.queue([{ commands: [['GET', LANG]] }]);
  await device.open();
  const session = await SessionPage.signIn(page);
  await session.open(await device.sessionId());
  expect(await device.answerWrongly([200, 200, 200])).toBe(400);
  await session.choose(session.arrow(/refused 400/));
  await expect(session.inspector.getByText('TS 5.2.4')).toBeVisible();
  await expect(session.inspector.getByText(/exactly one status for each command/)).toBeVisible();
  expect(await session.copied('Copy as curl')).toContain(`'omadm-devid: ${device.devId}'`);
  expect(await session.breaches()).toEqual([]);
  expect(await device.answer([404])).toEqual([['END']]);
  await session.sees('3', '8');
});

test('data that was read before is shown with the 304 that stands for it', async ({ page }) => {
  const device = await newDevice();
  const object = 'urn:oma:mo:oma-dm-devinfo:1.2';
  await device.queue([{ commands: [['GET', `${object}//`]] }, { commands: [['GET', `${object}//`]] }]);
  await device.open();
  const [again] = await device.answerWithData({
    ClientURI: `${object}/i/`,
    CV: 'v1',
    MOData: { devinfo: { DevID: device.devId, Lang: 'fr-CA' } },
  });
  expect(again?.[1]).toContain('cv=v1');
  expect(await device.answer([304])).toEqual([['END']]);
  const session = await SessionPage.signIn(page);
  await session.open(await device.sessionId());
  await session.choose(session.arrow(/ 304$/));
  await expect(session.command(/^GET/)).toContainText('304 Not Modified');
  await expect(session.command(/^GET/)).toContainText('Read before, and still so');
  await expect(session.command(/^GET/)).toContainText('fr-CA');
});

test('an asynchronous EXEC shows the alert that reports on it', async ({ page }) => {
  const device = await newDevice();
  const update = 'urn:oma:mo:oma-fumo:1.0//Update';
  await device.queue([{ commands: [['EXEC', update]] }, { commands: [['GET', LANG]] }]);
  await device.open();
  await device.answer([202]);
  const alert = { AlertType: 'urn:oma:at:fumo:1.0:update', SourceURI: update, Mark: 'informational' };
  const more = { DataType: 'application/json', Data: { ResultCode: 200 } };
  expect(await device.answer([404], [{ ...alert, ...more }])).toEqual([['END']]);
  const session = await SessionPage.signIn(page);
  await session.open(await device.sessionId());
  await session.choose(session.arrow(/ 202$/));
  await expect(session.command(/^EXEC/)).toContainText('202 Accepted');
  await expect(session.command(/^EXEC/)).toContainText('Reported by an alert (TS 5.4.1)');
  await expect(session.command(/^EXEC/)).toContainText('ResultCode');
});

test('keys and filters find an arrow, and the address keeps what was found', async ({ page }) => {
  const device = await newDevice();
  await device.queue([
    { commands: [['GET', LANG]] },
    { commands: [['GET', FWV]] },
    { commands: [['DELETE', 'urn:x:1.0//Old']] },
  ]);
  await device.open();
  await device.answer([404]);
  await device.answerWithText('2.1');
  expect(await device.answer([405])).toEqual([['END']]);
  const session = await SessionPage.signIn(page);
  await session.open(await device.sessionId());

  await page.keyboard.press('j');
  await expect.poll(() => session.chosen()).toContain('step 1');
  await page.keyboard.press('End');
  await expect.poll(() => session.chosen()).toContain('step 8');
  await page.keyboard.press('k');
  await expect.poll(() => session.chosen()).toContain('405');
  await page.keyboard.press('Enter');
  await expect(session.inspector).toBeFocused();
  await page.keyboard.press('?');
  await expect(session.inspector.getByText('filter by command, status or text')).toBeVisible();

  await page.keyboard.press('/');
  await expect(session.filter).toBeFocused();
  await page.keyboard.type('not allowed');
  await expect(session.diagram.getByRole('option')).toHaveCount(1);
  await expect(page.getByText('1 of 8 arrows')).toBeVisible();
  await page.keyboard.press('Enter');
  await page.keyboard.press('j');
  await expect(page).toHaveURL(/q=not(\+|%20)allowed/);
  expect(await session.breaches()).toEqual([]);
  await page.reload();
  await expect(session.diagram.getByRole('option')).toHaveCount(1);
  expect(await session.chosen()).toContain('405');

  await page.keyboard.press('/');
  await page.keyboard.press('Escape');
  await expect(session.diagram.getByRole('option')).toHaveCount(8);
  await page.getByRole('button', { name: /^Packages/ }).click();
  await expect(page.getByText('No arrow has all of that in it.')).toBeVisible();
});

test('a session leaves as curl, as Mermaid and as HTTP Archive', async ({ page }) => {
  const device = await newDevice();
  await device.queue([{ commands: [['GET', LANG]] }]);
  await device.open();
  expect(await device.answerWithText('it’s')).toEqual([['END']]);
  const session = await SessionPage.signIn(page);
  const id = await device.sessionId();
  await session.open(id);
  await session.choose(session.step('3'));
  const curl = await session.copied('Copy as curl');
  expect(curl).toContain(`curl -sS -X POST '${sharedStack().urls.dmEndpoint}'`);
  expect(curl).toContain('it’s');
  expect(await session.copied('Copy as Mermaid')).toMatch(/^sequenceDiagram\n[^]*C->>S: 3: 200\n/);
  const har = await session.downloaded('Download HAR');
  expect(har.name).toBe(`session-${id}.har`);
  expect((JSON.parse(har.text) as { log: { entries: unknown[] } }).log.entries).toHaveLength(2);
});

test('on a phone what an arrow carried is a sheet that comes and goes', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const device = await newDevice();
  await device.queue([{ commands: [['GET', LANG]] }]);
  await device.open();
  await device.answerWithText('de');
  const session = await SessionPage.signIn(page);
  await session.open(await device.sessionId());
  await expect(session.inspector).toBeHidden();
  await session.choose(session.step('2'));
  await expect(session.inspector).toBeVisible();
  await expect(session.step('2').first()).toBeInViewport();
  expect(await session.isCutOff()).toBe(false);
  expect(await session.breaches()).toEqual([]);
  await session.inspector.getByRole('button', { name: 'Close' }).click();
  await expect(session.inspector).toBeHidden();
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await session.isCutOff()).toBe(false);
});

test('a session of 5,000 arrows is drawn with no more elements than a short one, and followed', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const device = await newDevice();
  const steps = Array.from({ length: 200 }, (_unused, i) => ({ commands: [['GET', `urn:x:1.0//Node${i}`]] }));
  await device.queue(steps);
  let commands = await device.open();
  let exchanges = 1;
  const playTo = async (wanted: number) => {
    for (; exchanges < wanted; exchanges += 1) {
      // The next task comes before the one before it has ended, so that the session goes on.
      if (exchanges % 200 === 190) await device.queue(steps);
      commands = await device.answer(commands.map(() => 404));
    }
  };
  await playTo(2400);
  const session = await SessionPage.signIn(page);
  await session.open(await device.sessionId());
  await expect(session.diagram.locator('[aria-posinset="4800"]')).toBeInViewport();
  await playTo(2500);
  // It was followed all the while: what came last is in sight.
  await expect(session.diagram.locator('[aria-setsize="5000"][aria-posinset="5000"]')).toBeInViewport();
  expect(await session.drawn()).toBeLessThan(MOST_DRAWN);

  await page.keyboard.press('Home');
  await expect(session.step('1')).toBeInViewport();
  expect(await session.drawn()).toBeLessThan(MOST_DRAWN);
  await session.filter.fill('node199"');
  await expect(page.getByText('12 of 5000 arrows')).toBeVisible();
});
