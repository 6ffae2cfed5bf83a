import { createRequire } from 'node:module';
import { expect, test, type Page } from '@playwright/test';
import { ScreenPage } from './pages/screen-page.js';
import { sharedStack } from './stack.js';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const LANG = 'urn:oma:mo:oma-dm-devinfo:1.2//Lang';
const FIRMWARE = 'urn:oma:mo:oma-dm-devinfo:1.2//FwV';
const CONSENT = { show: { page: 'consent', data: { title: 'Update tonight?' }, as: 'consent' } };

let screen: ScreenPage;

/** The management API of the DM Server. */
async function manage<T>(path: string, body?: object): Promise<T> {
  const { urls, token } = sharedStack();
  const response = await fetch(`${urls.dmServer}/api/v1/${path}`, {
    ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
    headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
  });
  if (!response.ok) throw new Error(`${path} was answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

/** Queues a task for the simulated device. Gives its id. */
async function queue(steps: readonly object[], notify = false): Promise<string> {
  const devId = encodeURIComponent(sharedStack().device.devId);
  const { id } = await manage<{ id: string }>(`devices/${devId}/tasks`, { name: 'screen', notify, steps });
  return id;
}

interface Task {
  readonly state: string;
  readonly results: readonly { readonly command: readonly string[]; readonly status: number | null }[];
}

/** The statuses of a task's commands, when it is in that state; 304 is the 200 of a GET of what the server knows already (TS 11). */
async function statusesOf(task: string, state: 'succeeded' | 'failed'): Promise<(number | null)[]> {
  await expect.poll(async () => (await manage<Task>(`tasks/${task}`)).state, { timeout: 30_000 }).toBe(state);
  return (await manage<Task>(`tasks/${task}`)).results.map(({ status }) => (status === 304 ? 200 : status));
}

/** Breaches of WCAG 2.2 AA that a machine can find, but for the framed page, which is another's. */
async function breaches(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axe });
  return page.evaluate(async () => {
    const { axe: engine } = window as unknown as {
      axe: {
        run: (
          context: object,
          options: object,
        ) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
      };
    };
    const rules = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'], iframes: false };
    const { violations } = await engine.run({ include: [['body']] }, rules);
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
  });
}

const fits = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

test.use({ bypassCSP: true, viewport: { width: 1280, height: 900 } });

test.beforeEach(async ({ page }) => {
  screen = new ScreenPage(page);
  await screen.open(sharedStack().urls.device);
});
// The device is the same for all scenarios: each leaves it as it was started.
test.afterEach(async () => {
  await screen.allAsStarted();
  if (await screen.browser.isVisible()) await screen.closePage();
});

test('a person answers in the phone while the session goes on, and sees it in the console', async ({
  context,
}) => {
  const { urls, token } = sharedStack();
  await screen.chooseBrowser('This screen');
  const task = await queue(
    [
      { ...CONSENT, commands: [['GET', LANG]] },
      { commands: [['GET', FIRMWARE]] },
      { await: 'consent', upTo: '60s', otherwise: 'fail' },
      { when: { 'consent.choice': 'accept' }, commands: [['GET', 'urn:oma:mo:oma-fumo:1.0//State']] },
    ],
    true,
  );
  await expect(screen.shownPage.getByRole('heading', { name: 'Update tonight?' })).toBeVisible();
  await expect(screen.browser).toContainText(new URL(urls.webServerComponent).host);
  // Nobody has answered, and the next package has been executed.
  await expect(screen.line('FwV')).toContainText(/(200|304) ·/);

  const console = await context.newPage();
  await console.goto(urls.console);
  await console.getByLabel('API token').fill(token);
  await console.getByRole('button', { name: 'Sign in' }).click();
  await expect(console.getByRole('heading', { name: 'Devices' })).toBeVisible();
  const devId = encodeURIComponent(sharedStack().device.devId);
  const { items } = await manage<{ items: { id: string }[] }>(`sessions?devId=${devId}`);
  await console.goto(new URL(`/sessions/${items[0]?.id}`, urls.console).href);
  const diagram = console.getByRole('listbox', { name: 'Sequence diagram of the session' });
  await expect(diagram.locator('[data-step="4.1"]').first()).toBeAttached();

  await screen.page.bringToFront();
  await screen.shownPage.getByRole('button', { name: 'Accept' }).click();
  await expect(diagram.locator('[data-step="4.3"]').first()).toBeAttached();
  expect(await statusesOf(task, 'succeeded')).toEqual([200, 200, 200, 200]);
  await expect(diagram.locator('[data-step="8"]').first()).toBeAttached();
});

test('a page that was closed is opened again, and takes the answer', async () => {
  await screen.chooseBrowser('This screen');
  const task = await queue([CONSENT, { await: 'consent', upTo: '60s', otherwise: 'fail' }], true);
  await expect(screen.shownPage.getByRole('button', { name: 'Accept' })).toBeVisible();
  await screen.closePage();
  await expect(screen.phone.getByText('DevID')).toBeVisible();
  await screen.openLatestPageAgain();
  await screen.shownPage.getByRole('button', { name: 'Accept' }).click();
  expect(await statusesOf(task, 'succeeded')).toEqual([200]);
});

for (const [browser, status] of [
  ['None', 501],
  ['Does not start', 500],
  ['Forbidden', 507],
] as const)
  test(`browser ${browser}: SHOW fails with ${status}, and the session goes on and says so`, async () => {
    await screen.chooseBrowser(browser);
    const task = await queue([{ ...CONSENT, commands: [['GET', LANG]] }], true);
    expect(await statusesOf(task, 'failed')).toEqual([status, 200]);
    await expect(screen.line(/SHOW/)).toContainText(String(status));
  });

test('the user refuses commands once and for all, or when asked', async () => {
  await screen.decide('EXEC', 'refuse');
  await screen.decide('GET', 'ask');
  const reset = ['EXEC', 'urn:dm2:mo:demo:1.0//Actions/Reset'];
  const task = await queue([{ commands: [reset, ['GET', LANG], ['GET', FIRMWARE]] }]);
  await screen.chooseBrowser('This screen');
  await screen.openSession();
  await expect(screen.question).toContainText(LANG);
  await screen.page.keyboard.press('Enter'); // the focus is on Refuse
  await expect(screen.question).toContainText(FIRMWARE);
  await screen.question.getByRole('button', { name: 'Allow' }).click();
  expect(await statusesOf(task, 'failed')).toEqual([507, 507, 200]);
  await expect(screen.question).toBeHidden();
});

test('storage full: HGET is answered 506', async () => {
  await screen.turn('Full', true);
  await expect(screen.statusBar).toContainText('Storage full');
  const hget = ['HGET', '{repository}/objects/firmware-2.1', 'urn:oma:mo:oma-fumo:1.0//Update/PkgData'];
  expect(await statusesOf(await queue([{ commands: [hget] }], true), 'failed')).toEqual([506]);
  await expect(screen.line(/HGET/)).toContainText('506');
});

test('offline and back: no session can be opened, what is shown is kept, and then it goes on', async () => {
  await screen.chooseBrowser('This screen');
  const task = await queue([CONSENT, { await: 'consent', upTo: '60s', otherwise: 'callback' }], true);
  await expect(screen.shownPage.getByRole('button', { name: 'Accept' })).toBeVisible();
  await screen.turn('Offline', true);
  await expect(screen.statusBar).toContainText('Offline');
  await expect(screen.phone.getByText('No connection')).toBeVisible();
  await screen.closePage();
  await screen.openSession();
  await expect(screen.line(/aborted/)).toContainText('the device is offline');
  await screen.turn('Offline', false);
  await expect(screen.statusBar).toContainText('WLAN');
  await screen.openLatestPageAgain();
  await screen.shownPage.getByRole('button', { name: 'Accept' }).click();
  await screen.closePage();
  await screen.openSession();
  expect((await statusesOf(task, 'succeeded'))[0]).toBe(200);
});

test('Session Information follows bearer and roaming, and the tree shows it as it changes', async () => {
  await screen.showTree();
  await expect(screen.tree).toContainText('CBT = 2');
  await screen.use('Mobile');
  await screen.turn('Roaming', true);
  await expect(screen.statusBar).toContainText('Roaming');
  await expect(screen.tree).toContainText('CBT = 1');
  await expect(screen.tree).toContainText('ROAMING = 1');
});

test('the log is filtered by kind and text, and opened by keyboard', async () => {
  await screen.showOnly('Sessions');
  await expect(screen.line('DM session ended')).toBeVisible();
  await expect(screen.log.getByRole('option').filter({ hasText: 'Package#1' })).toHaveCount(0);
  await screen.log.focus();
  await screen.page.keyboard.press('End');
  const record = screen.page.getByRole('complementary', { name: 'Record' });
  await expect(record).toContainText('session.');
  await screen.page.keyboard.press('Escape');
  await expect(record).toBeHidden();
  await screen.page.getByRole('searchbox', { name: 'Search the log' }).fill('there is nothing like this');
  await expect(screen.page.getByText('Nothing of this kind.')).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [1280, 390, 320])
    test(`${colorScheme}, ${width} px: nothing is cut off, and a machine finds nothing inaccessible`, async ({
      page,
    }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 844 });
      expect(await fits(page)).toBe(true);
      expect(await breaches(page)).toEqual([]);
      await screen.showTree();
      await expect(screen.tree).toContainText('DevInfo');
      expect(await fits(page)).toBe(true);
      expect(await breaches(page)).toEqual([]);
    });
