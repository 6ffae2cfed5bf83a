import { expect, test } from '@playwright/test';
import { Console } from './pages/console.js';
import { PreviewPage } from './pages/preview.page.js';
import { UiSessionsPage } from './pages/ui-sessions.page.js';
import { RawDevice } from './raw-device.js';
import { sharedStack } from './stack.js';

test.use({ bypassCSP: true, viewport: { width: 1280, height: 800 } });

test('one sees a UI session come, each answer as it is given, and the page that was shown', async ({
  page,
  context,
}) => {
  const stack = sharedStack();
  const devId = 'urn:e2e:ui-sessions';
  const console = new Console(page);
  const uiSessions = new UiSessionsPage(page);
  await console.open('/ui-sessions');
  await expect(page.getByRole('heading', { name: 'UI sessions' })).toBeVisible();

  const device = await RawDevice.register(stack, devId);
  await device.queue([
    {
      show: {
        page: 'form',
        data: {
          sender: 'Example Telecom',
          pages: [
            { title: 'Who are you?', fields: [{ type: 'text', name: 'who', label: 'Name' }] },
            { title: 'Which colour?', fields: [{ type: 'text', name: 'colour', label: 'Colour' }] },
          ],
        },
        as: 'survey',
      },
    },
    { await: 'survey', upTo: '60s', otherwise: 'callback' },
  ]);
  const [show] = await device.open();
  // It comes without a reload.
  await expect(uiSessions.row(devId)).toContainText('form as survey');
  await expect(uiSessions.row(devId)).toContainText('created');
  await uiSessions.onlyIn('open');
  await expect(uiSessions.row(devId)).toBeVisible();
  await expect(page).toHaveURL(/state=open/);
  await console.isForEverybody();

  await uiSessions.choose(devId);
  await expect(page.getByText('up to 60s, then ends the session and calls the device back')).toBeVisible();
  await expect(page.getByText('The device has not opened the page.')).toBeVisible();
  const held = device.answer([200]);

  const user = await context.newPage();
  await user.goto(show?.[1] ?? '');
  await expect(uiSessions.event('ui-session.opened')).toBeVisible();
  await user.getByLabel('Name').fill('Ada');
  await user.getByRole('button').click();
  await expect(uiSessions.event('ui-session.answered')).toBeVisible();
  await expect(uiSessions.answers).toContainText('Ada');
  await user.getByLabel('Colour').fill('blue');
  await user.getByRole('button').click();
  await expect(uiSessions.event('ui-session.finished')).toBeVisible();
  await expect(uiSessions.answers).toContainText('blue');
  await expect(uiSessions.requests.filter({ hasText: 'POST' })).toHaveCount(2);
  await held;
  await console.isForEverybody();

  await uiSessions.lookAtItsPage();
  const preview = new PreviewPage(page);
  await expect(preview.phone.getByRole('heading', { name: 'Who are you?' })).toBeVisible();
  expect(JSON.parse(await preview.data())).toMatchObject({ sender: 'Example Telecom' });
});

test('every page is looked at in a phone, each of its screens, and nobody answers it', async ({ page }) => {
  const console = new Console(page);
  const preview = new PreviewPage(page);
  await console.open('/preview');
  expect(await preview.pages()).toEqual(['consent', 'choice', 'form', 'message']);
  for (const name of await preview.pages()) {
    await preview.choosePage(name);
    await expect(preview.phone.getByText('Example Mobile')).toBeVisible();
    expect(
      await preview.frame.evaluate(({ clientWidth, clientHeight }) => [clientWidth, clientHeight]),
    ).toEqual([390, 844]);
  }
  await preview.choosePage('form');
  await preview.chooseLanguage('Deutsch');
  await expect(preview.phone.getByRole('heading', { name: 'Ihre Sprache' })).toBeVisible();
  await preview.next();
  await expect(preview.phone.getByRole('heading', { name: 'Wie erreichen wir Sie?' })).toBeVisible();
  await preview.asSentEmpty();
  await expect(preview.phone.getByRole('alert')).toBeVisible();
  // Its form leads nowhere.
  const sent: string[] = [];
  page.on('request', (request) => sent.push(request.url()));
  await preview.phone.getByRole('button', { name: 'Weiter' }).click();
  await expect(preview.phone.getByRole('heading', { name: 'Wie erreichen wir Sie?' })).toBeVisible();
  expect(sent.filter((url) => !url.includes('/api/v1/events'))).toEqual([]);
  await preview.next();
  await preview.next();
  await expect(preview.phone.getByRole('heading', { name: 'Vielen Dank' })).toBeVisible();
  await console.isForEverybody();
});

test('data that a page can’t show are told by field, and what was shown stays', async ({ page }) => {
  const console = new Console(page);
  const preview = new PreviewPage(page);
  await console.open('/preview?page=choice');
  await expect(preview.phone.getByRole('heading', { name: 'When may we update?' })).toBeVisible();
  await preview.write('{"title": "Which?", "options": [{"value": "a", "label": ""}]}');
  await expect(preview.problems).toContainText('data/options/0/label');
  await expect(preview.phone.getByRole('heading', { name: 'When may we update?' })).toBeVisible();
  await preview.write('{\n  "title": ?\n}');
  await expect(preview.problems).toContainText('line 2, column 12');
  await preview.write(
    '{"title": "Tea?", "options": [{"value": "a", "label": "Yes"}, {"value": "b", "label": "No"}]}',
  );
  await expect(preview.phone.getByRole('heading', { name: 'Tea?' })).toBeVisible();
});

test('the preview’s document is one that can do nothing', async ({ browser }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const console = new Console(page);
  const answer = page.waitForResponse((response) => response.url().endsWith('/preview/html'));
  await console.open('/preview?page=message');
  const headers = (await answer).headers();
  expect(headers['content-security-policy']).toMatch(/^sandbox; default-src 'none'; .*form-action 'none'/);
  const preview = new PreviewPage(page);
  await expect(preview.phone.getByRole('heading', { name: 'Your phone is up to date' })).toBeVisible();
  await expect(preview.frame).toHaveAttribute('sandbox', '');
  await context.close();
});
