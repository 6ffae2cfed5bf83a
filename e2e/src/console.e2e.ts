import { expect, test, type Page } from '@playwright/test';
import { breachesOf } from './accessibility.js';
import { RawDevice } from './raw-device.js';
import { sharedStack } from './stack.js';

async function signIn(page: Page): Promise<void> {
  const { urls, token } = sharedStack();
  await page.goto(urls.console);
  await page.getByLabel('API token').fill(token);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Devices' })).toBeVisible();
}

test.use({ bypassCSP: true });

test('somebody without the token is told so', async ({ page }) => {
  await page.goto(sharedStack().urls.console);
  await page.getByLabel('API token').fill('not-the-token');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('this is not the token of the management API')).toBeVisible();
});

test('one finds the device, its session, and each step of the basic flow in it', async ({ page }) => {
  await signIn(page);
  await page.getByRole('link', { name: sharedStack().device.devId }).click();
  await page
    .getByRole('region', { name: 'Sessions' })
    .or(page.locator('section').first())
    .getByRole('link')
    .first()
    .click();
  const diagram = page.getByRole('listbox', { name: 'Sequence diagram of the session' });
  for (const step of ['0', '1', '2', '3', '4', '4.1', '4.2', '4.3', '5', '6', '6.1', '7', '8']) {
    await expect(diagram.locator(`[data-step="${step}"]`).first()).toBeAttached();
  }
  await diagram.locator('[data-step="4"]').click();
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await expect(inspector.getByText('SHOW', { exact: true })).toBeVisible();
  await expect(inspector.getByText('TS 5.3.7')).toBeVisible();
  await page.keyboard.press('j');
  await expect(inspector.getByRole('heading', { name: /^Step 4\.1/ })).toBeVisible();
  // The device does not wait for its user: what comes next is its Package#3, or the page that is opened meanwhile.
  await page.keyboard.press('j');
  await expect(
    inspector.getByRole('heading', { name: /^Step (5: Package#3|4\.2: UI session)/ }),
  ).toBeVisible();
  await diagram.locator('[data-step="5"]').click();
  await expect(inspector.getByRole('heading', { name: /^Step 5: Package#3/ })).toBeVisible();
  expect(await breachesOf(page)).toEqual([]);
});

test('a session is drawn while it happens, and the user answers while it goes on', async ({
  page,
  context,
}) => {
  const stack = sharedStack();
  const device = await RawDevice.register(stack, 'urn:e2e:live');
  await device.queue([
    { commands: [['GET', 'urn:oma:mo:oma-dm-devinfo:1.2//Lang']] },
    { show: { page: 'consent', data: { title: 'Update now?', sender: 'Example Telecom' }, as: 'consent' } },
    { await: 'consent', upTo: '60s' },
    { when: { 'consent.choice': 'accept' }, commands: [['GET', 'urn:oma:mo:oma-dm-devinfo:1.2//FwV']] },
  ]);
  expect(await device.open()).toEqual([['GET', 'urn:oma:mo:oma-dm-devinfo:1.2//Lang']]);

  await signIn(page);
  await page.getByRole('row', { name: 'urn:e2e:live' }).getByRole('link', { name: 'open now' }).click();
  const diagram = page.getByRole('listbox', { name: 'Sequence diagram of the session' });
  await expect(diagram.locator('[data-step="2"]')).toBeAttached();

  const [show] = await device.answerWithText('de-DE');
  const url = show?.[1] ?? '';
  expect(show?.[0]).toBe('SHOW');
  await expect(diagram.locator('[data-step="4"]')).toBeAttached();
  const held = device.answer([200]);

  const user = await context.newPage();
  await user.setViewportSize({ width: 390, height: 844 });
  await user.goto(url);
  await expect(user.locator('html')).toHaveAttribute('lang', /^de/);
  await expect(user.getByRole('heading', { name: 'Update now?' })).toBeVisible();
  await expect(user.getByText('Example Telecom')).toBeVisible();
  expect(await breachesOf(user)).toEqual([]);
  await user.getByRole('button').first().click();
  await expect(user.locator('form')).toHaveCount(0);

  expect(await held).toEqual([['GET', 'urn:oma:mo:oma-dm-devinfo:1.2//FwV']]);
  await expect(diagram.locator('[data-step="4.3"]').first()).toBeAttached();
  expect(await device.answer([404])).toEqual([['END']]);
  await expect(diagram.locator('[data-step="8"]')).toBeAttached();
  await expect(page.getByText('ended', { exact: true })).toBeVisible();
});

test('on a phone nothing is cut off', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await page.getByRole('link', { name: sharedStack().device.devId }).click();
  await expect(page.getByRole('heading', { name: 'Management objects' })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
});

test("the device's screen shows its log", async ({ page }) => {
  await page.goto(sharedStack().urls.device);
  await expect(page.getByText(sharedStack().device.devId)).toBeVisible();
  await expect(page.getByText(/session ended/i).first()).toBeVisible();
});
