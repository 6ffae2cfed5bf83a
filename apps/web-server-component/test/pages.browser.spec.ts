import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityProblems, openTab, startBrowser } from './browser.js';
import { startTestService, type TestService } from './service.js';

let wsc: TestService;
let browser: Browser;

const consent = {
  title: { en: 'Update your phone to version 2.1?', de: 'Ihr Telefon auf Version 2.1 aktualisieren?' },
  message: { en: 'It takes ten minutes.\n\nYour data stay.', de: 'Es dauert zehn Minuten.' },
  sender: 'Example Mobile',
};
const choice = {
  title: 'When should we update?',
  options: [
    { value: 'now', label: 'Now', hint: 'About ten minutes' },
    { value: 'night', label: 'Tonight' },
  ],
};
const many = {
  title: 'Which country?',
  options: Array.from({ length: 12 }, (_, i) => ({ value: `c${i}`, label: `Country ${i}` })),
};
const form = {
  pages: [
    {
      key: 'you',
      title: 'How can we reach you?',
      fields: [
        { type: 'text', name: 'name', label: 'Name', autocomplete: 'name' },
        { type: 'email', name: 'email', label: 'Email address', hint: 'Only about this update' },
        { type: 'tel', name: 'tel', label: 'Phone', required: false },
      ],
    },
    {
      key: 'use',
      title: 'How do you use it?',
      fields: [
        { type: 'number', name: 'years', label: 'Years', min: 0, max: 20, integer: true },
        { type: 'date', name: 'since', label: 'Since', required: false },
        {
          type: 'choices',
          name: 'for',
          label: 'What for',
          options: [
            { value: 'work', label: 'Work' },
            { value: 'home', label: 'At home' },
          ],
        },
        { type: 'longtext', name: 'more', label: 'Anything else', required: false },
        { type: 'checkbox', name: 'store', label: 'You may store this' },
      ],
    },
  ],
};

beforeAll(async () => {
  [wsc, browser] = await Promise.all([startTestService('wsc_pages'), startBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await wsc.stop();
});

async function inTab(
  work: (page: Page, tab: Awaited<ReturnType<typeof openTab>>) => Promise<void>,
  options: BrowserContextOptions = {},
) {
  const tab = await openTab(browser, options);
  try {
    await work(tab.page, tab);
    expect(tab.complaints.filter((text) => !text.includes('422'))).toEqual([]);
  } finally {
    await tab.close();
  }
}
const text = (page: Page) => page.locator('main').innerText();
const resultOf = async (id: string) => {
  await wsc.receiver.until(() => wsc.receiver.of(id).some(({ type }) => type === 'ui-session.finished'));
  return wsc.receiver.of(id).at(-1)?.data;
};

test('consent is accepted without JavaScript, with one request a page and nothing from elsewhere', async () => {
  const { id, url } = await wsc.show('consent', consent);
  await inTab(
    async (page, { requests }) => {
      await page.goto(url);
      expect(await page.locator('header').innerText()).toContain('Example Mobile');
      expect(await page.locator('.message p').count()).toBe(2);
      await page.getByRole('button', { name: 'Accept' }).click();
      expect(await text(page)).toContain('Thank you');
      expect(await text(page)).toContain('Accept');
      const path = new URL(url).pathname;
      expect(requests).toEqual([`GET ${path}`, `POST ${path}/consent`, `GET ${path}`]);
      await page.reload();
      expect(await text(page)).toContain('Thank you');
      await page.goBack();
    },
    { javaScriptEnabled: false },
  );
  expect(await resultOf(id)).toMatchObject({ result: { choice: 'accept' }, outcome: 'completed' });
});

test('both answers to a question of consent look alike', async () => {
  const { url } = await wsc.show('consent', consent);
  await inTab(async (page) => {
    await page.goto(url);
    const looks = await page.getByRole('button').evaluateAll((buttons) =>
      buttons.map((button) => {
        const { width, height } = button.getBoundingClientRect();
        const { backgroundColor, color } = getComputedStyle(button);
        return [width, height, backgroundColor, color].join();
      }),
    );
    expect(new Set(looks).size).toBe(1);
  });
});

test('a German device gets German, its date too', async () => {
  const { url } = await wsc.show('consent', consent, { lang: 'de-AT' });
  await inTab(
    async (page) => {
      await page.goto(url);
      expect(await page.locator('html').getAttribute('lang')).toBe('de');
      expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(consent.title.de);
      expect(await page.locator('footer').innerText()).toMatch(
        /Bitte antworten Sie bis \d+\. \p{L}+ \d{4} um \d\d:\d\d UTC/u,
      );
      await page.getByRole('button', { name: 'Ablehnen' }).click();
      expect(await text(page)).toContain('Vielen Dank');
    },
    { javaScriptEnabled: false, locale: 'en-US' },
  );
});

test('without a language of the device the browser decides', async () => {
  const { url } = await wsc.show('message', { title: 'Bonjour' });
  await inTab(
    async (page) => {
      await page.goto(url);
      expect(await page.locator('html').getAttribute('lang')).toBe('fr');
      expect(await page.locator('header').innerText()).toContain('La gestion de votre appareil');
    },
    { locale: 'fr-CH' },
  );
});

test('a choice is made with the keyboard alone', async () => {
  const { id, url } = await wsc.show('choice', choice);
  await inTab(async (page) => {
    await page.goto(url);
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await text(page)).toContain('Tonight');
  });
  expect(await resultOf(id)).toMatchObject({ result: { choice: 'night' } });
});

test('what is wrong in a form is summed up, leads to its field, and keeps what was typed', async () => {
  const { id, url } = await wsc.show('form', form);
  await inTab(async (page) => {
    await page.goto(url);
    expect(await page.title()).toBe('How can we reach you? – Question 1 of 2 – Your device management');
    await page.getByLabel('Email address').fill('nobody');
    await page.getByRole('button', { name: 'Continue' }).click();
    expect(await page.title()).toMatch(/^Error: /);
    const summary = page.getByRole('alert');
    expect(await summary.getByRole('link').allInnerTexts()).toEqual([
      '“Name” is missing',
      '“Email address” must be an email address, such as name@example.com',
    ]);
    await summary.getByRole('link').nth(1).click();
    const email = page.getByLabel('Email address');
    expect(await email.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await email.inputValue()).toBe('nobody');
    expect(await email.getAttribute('aria-invalid')).toBe('true');
    const describing = await email.getAttribute('aria-describedby');
    expect(describing).toBe('field-email-hint field-email-error');
    await email.fill('ada@example.com');
    await page.getByLabel('Name', { exact: true }).fill('Ada');
    await page.getByRole('button', { name: 'Continue' }).click();
    expect(await text(page)).toContain('Question 2 of 2');
    await page.getByRole('link', { name: 'Back' }).click();
    expect(await page.getByLabel('Email address').inputValue()).toBe('ada@example.com');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByLabel('Years').fill('2');
    await page.getByLabel('Since').fill('2024-05-17');
    await page.getByLabel('Work').check();
    await page.getByLabel('You may store this').check();
    await page.getByRole('button', { name: 'Send answers' }).click();
    expect(await text(page)).toContain('Thank you');
  });
  expect(await resultOf(id)).toMatchObject({
    result: {
      name: 'Ada',
      email: 'ada@example.com',
      years: 2,
      since: '2024-05-17',
      for: ['work'],
      store: true,
    },
  });
});

test('a finished page answered again from an old tab says thank you again', async () => {
  const { id, url } = await wsc.show('consent', consent);
  await inTab(async (page) => {
    await page.goto(url);
    const { status } = await fetch(url, { method: 'POST', body: new URLSearchParams({ choice: 'decline' }) });
    expect(status).toBe(200);
    await page.getByRole('button', { name: 'Accept' }).click();
    expect(await text(page)).toContain('Decline');
  });
  expect(await resultOf(id)).toMatchObject({ result: { choice: 'decline' } });
});

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  test.each([
    ['consent', consent],
    ['choice', choice],
    ['choice', many],
    ['form', form],
    ['form', { pages: [form.pages[1]] }],
    ['message', { title: 'Your phone was updated', message: 'It has version 2.1.' }],
  ])('the page %s is accessible, wrong and done as well (%#)', async (name, data) => {
    const { url } = await wsc.show(name, data);
    await inTab(
      async (page) => {
        await page.goto(url);
        expect(await accessibilityProblems(page)).toEqual([]);
        const answered = await page.context().request.post(`${url}`, { form: {}, maxRedirects: 0 });
        if (answered.status() === 422) {
          await page
            .getByRole('button')
            .first()
            .evaluate((button) => button.removeAttribute('name'));
          await page.getByRole('button').first().click();
          expect(await page.getByRole('alert').count()).toBe(1);
          expect(await accessibilityProblems(page)).toEqual([]);
        }
        await wsc.query('UPDATE web_server_component.ui_session SET state = $2 WHERE token = $1', [
          url.split('/').at(-1),
          'finished',
        ]);
        await page.goto(url);
        expect(await accessibilityProblems(page)).toEqual([]);
      },
      { colorScheme, bypassCSP: true },
    );
  });
});

test('an expired page and one that is not there are accessible', async () => {
  const { id, url } = await wsc.show('consent', consent);
  await wsc.query(
    "UPDATE web_server_component.ui_session SET expires_at = now() - interval '1 second' WHERE id = $1",
    [id],
  );
  for (const address of [url, `${wsc.service.url}/ui/none`]) {
    const tab = await openTab(browser, { bypassCSP: true });
    await tab.page.goto(address);
    expect(await accessibilityProblems(tab.page)).toEqual([]);
    await tab.close();
  }
});

test.each([
  ['320 px', 320, '100%'],
  ['390 px with text of 200 %', 390, '200%'],
  ['320 px with text of 200 %', 320, '200%'],
])('at %s nothing is cut off and targets are large', async (_what, width, fontSize) => {
  for (const [name, data] of [
    ['consent', consent],
    ['choice', choice],
    ['form', form],
  ] as const) {
    const { url } = await wsc.show(name, data, { lang: 'de' });
    await inTab(
      async (page) => {
        await page.goto(url);
        await page.evaluate(
          (size) => document.documentElement.style.setProperty('font-size', size),
          fontSize,
        );
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        const heights = await page
          .locator('button, label.card, input:not([type=radio]):not([type=checkbox]), a.back')
          .evaluateAll((targets) => targets.map((target) => target.getBoundingClientRect().height));
        expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
      },
      { viewport: { width, height: 640 } },
    );
  }
});
