import { existsSync } from 'node:fs';
import { BrowserError, type DeviceLog } from '@dm2/client-engine';
import type { Browser, Page } from 'playwright-core';
import { SessionProgress } from '../session-progress.js';
import { fillForm, valuesByName } from '../user/fill-form.js';
import { readPage, type Control, type HtmlForm } from '../user/html-form.js';
import type { DeviceBrowser, UserOptions } from './browser.js';
import { MAX_PAGES } from './scripted-user.js';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const PAGE_MS = 20_000;

/** A real headless Chromium, in which a scripted user fills and clicks, or nobody (`play: false`). */
export class ChromiumBrowser implements DeviceBrowser {
  readonly adapter = 'chromium';
  private browser: Promise<Browser> | undefined;
  private readonly running = new Set<Promise<void>>();
  private progress = new SessionProgress();

  constructor(
    private readonly log: DeviceLog,
    private readonly options: UserOptions & { readonly play: boolean },
  ) {}

  sessionBegins(progress: SessionProgress): void {
    this.progress = progress;
  }

  /** Resolves when Chromium runs; the page loads beside the session. */
  async open(url: string): Promise<void> {
    const { acceptLanguage } = this.options;
    let page: Page;
    try {
      const browser = await (this.browser ??= launch());
      page = await browser.newPage({
        viewport: { width: 390, height: 844 },
        ...(acceptLanguage === undefined ? {} : { locale: acceptLanguage }),
      });
    } catch (cause) {
      this.browser = undefined;
      if (cause instanceof BrowserError) throw cause;
      throw new BrowserError('failed', 'Chromium did not start', { cause });
    }
    const visit = this.visit(page, url, this.progress).catch((error: unknown) => {
      const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
      const data = { url, adapter: this.adapter, reason: reason ?? '' };
      this.log.record({ type: 'browser.failed', data });
    });
    this.running.add(visit);
    void visit.finally(() => this.running.delete(visit));
  }

  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  async close(): Promise<void> {
    await (await this.browser?.catch(() => undefined))?.close();
    await this.idle();
  }

  private async visit(page: Page, start: string, progress: SessionProgress): Promise<void> {
    const { answers, answerAfter, thinkMs, play } = this.options;
    page.setDefaultTimeout(PAGE_MS);
    const thinking = answerAfter > 0 ? progress.after(answerAfter, thinkMs) : undefined;
    let status = (await page.goto(start))?.status() ?? 0;
    for (let pages = 1; pages <= MAX_PAGES; pages += 1) {
      const { title, form } = readPage(await page.content(), page.url());
      this.log.record({ type: 'browser.page', data: { url: page.url(), title, status } });
      if (!play) return;
      if (status >= 400) throw new Error(`the page "${title}" came with status ${status}`);
      if (!form) {
        await page.close();
        this.log.record({ type: 'browser.closed', data: { url: start, pages } });
        return;
      }
      if (pages === 1) await thinking;
      const filled = fillForm(form, answers);
      const values = valuesByName(filled.entries);
      this.log.record({ type: 'browser.answered', data: { url: page.url(), values } });
      await enter(page, form, values);
      const [response] = await Promise.all([
        page.waitForResponse(
          (answer) => answer.request().isNavigationRequest() && !isRedirect(answer.status()),
        ),
        page
          .locator('form')
          .first()
          .locator(SUBMIT)
          .nth(filled.button?.index ?? 0)
          .click(),
      ]);
      await page.waitForLoadState('load');
      status = response.status();
    }
    throw new Error(`there was no end after ${MAX_PAGES} pages`);
  }
}

const SUBMIT =
  'button:not([type]):enabled, button[type=submit]:enabled, input[type=submit]:enabled, input[type=image]:enabled';

/** Enters what the user chose, with the keyboard and the mouse. */
async function enter(
  page: Page,
  form: HtmlForm,
  values: Readonly<Record<string, string | readonly string[]>>,
): Promise<void> {
  const inForm = page.locator('form').first();
  for (const control of form.controls) {
    const wanted = [values[control.name] ?? []].flat();
    const place = inForm.locator(`[name="${quoted(control.name)}"]`);
    if (control.kind === 'radio' || control.kind === 'checkbox') {
      const box = place.and(page.locator(`[value="${quoted(control.value)}"]`));
      await (isTicked(control, wanted)
        ? box.check()
        : control.kind === 'checkbox'
          ? box.uncheck()
          : undefined);
    } else if (control.kind === 'select') await place.selectOption([...wanted]);
    else if (control.kind !== 'hidden') await place.fill(wanted[0] ?? '');
  }
}

function isTicked(control: Control, wanted: readonly string[]): boolean {
  return wanted.includes(control.value);
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400;
}

function quoted(text: string): string {
  return text.replace(/["\\]/g, '\\$&');
}

async function launch(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] || PLACES.find((place) => existsSync(place));
  if (!executablePath || !existsSync(executablePath))
    throw new BrowserError('none', 'there is no Chromium; set CHROMIUM_PATH');
  const { chromium } = await import('playwright-core');
  const port = process.env['CHROMIUM_DEBUGGING_PORT'];
  return chromium.launch({
    executablePath,
    args: [
      ...FLAGS,
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...(port ? [`--remote-debugging-port=${port}`] : []),
    ],
  });
}
