import { expect, test } from '@playwright/test';
import { Console } from './pages/console.js';
import { OverviewPage } from './pages/overview.page.js';
import { RawDevice } from './raw-device.js';
import { sharedStack } from './stack.js';

test.use({ bypassCSP: true, viewport: { width: 1280, height: 800 } });

test('one sees how the server is doing, and what just happened without a reload', async ({ page }) => {
  const console = new Console(page);
  const overview = new OverviewPage(page);
  await console.open('/overview');
  await expect(overview.chart).toBeVisible();
  await expect(overview.notifications.filter({ hasText: 'answered' })).toBeVisible();
  const before = Number(await overview.number('Sessions open').textContent());

  const device = await RawDevice.register(sharedStack(), 'urn:e2e:overview');
  await device.queue([
    { show: { page: 'message', data: { title: 'Hello' }, as: 'hello' } },
    { commands: [['EXEC', 'urn:oma:mo:oma-fumo:1.0//Update']] },
  ]);
  await device.open();
  await expect(overview.number('Sessions open')).toHaveText(String(before + 1));
  await expect(overview.number('UI sessions open')).not.toHaveText('0');
  await device.answer([200]);
  await device.answer([405]);
  await expect(overview.failure('EXEC', 405)).toBeVisible();
  const rows = await overview.asTable();
  await expect(rows).toHaveCount(61);
  await console.isForEverybody();

  await overview.number('UI sessions open').click();
  await expect(page).toHaveURL(/\/ui-sessions\?state=open$/);
});

test('on a phone every page of the console is reached, and where one is is in sight', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const console = new Console(page);
  await console.open('/');
  for (const name of ['Overview', 'UI sessions', 'Repository', 'Sessions', 'Devices']) {
    await console.goTo(name);
    await expect(
      page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true }),
    ).toBeInViewport({ ratio: 0.9 });
    expect(await console.fits()).toBe(true);
  }
});
