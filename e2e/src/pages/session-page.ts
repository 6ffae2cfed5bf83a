import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import { breachesOf } from '../accessibility.js';
import { sharedStack } from '../stack.js';

/** The page of one session, as somebody uses it who wants to understand what happened. */
export class SessionPage {
  readonly diagram: Locator;
  readonly inspector: Locator;
  readonly filter: Locator;

  private constructor(readonly page: Page) {
    this.diagram = page.getByRole('listbox', { name: 'Sequence diagram of the session' });
    this.inspector = page.getByRole('complementary', { name: 'Inspector' });
    this.filter = page.getByRole('searchbox', { name: 'Filter by command, status or text' });
  }

  static async signIn(page: Page): Promise<SessionPage> {
    const { urls, token } = sharedStack();
    await page.goto(urls.console);
    await page.getByLabel('API token').fill(token);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('heading', { name: 'Devices' })).toBeVisible();
    return new SessionPage(page);
  }

  async open(sessionId: string, search = ''): Promise<void> {
    await this.page.goto(`${sharedStack().urls.console}/sessions/${sessionId}${search}`);
    await expect(this.diagram).toBeVisible();
  }

  /** Arrows of a step of Figure 3 that are drawn. */
  step(step: string): Locator {
    return this.diagram.locator(`[data-step="${step}"]`);
  }

  /** An arrow by what it says. */
  arrow(says: RegExp): Locator {
    return this.diagram.getByRole('option', { name: says });
  }

  /** Waits until it has happened and is drawn. */
  async sees(...steps: string[]): Promise<void> {
    for (const step of steps) await expect(this.step(step).first()).toBeAttached();
  }

  async says(text: string | RegExp): Promise<void> {
    await expect(this.diagram.getByText(text).first()).toBeAttached();
  }

  async choose(arrow: Locator): Promise<void> {
    await arrow.first().click();
  }

  async look(tab: string | RegExp): Promise<void> {
    await this.inspector.getByRole('tab', { name: tab }).click();
  }

  command(name: RegExp): Locator {
    return this.inspector.getByRole('group', { name });
  }

  async title(): Promise<string> {
    return this.inspector.getByRole('heading', { level: 2 }).innerText();
  }

  async chosen(): Promise<string | null> {
    return this.diagram.locator('[aria-selected="true"]').getAttribute('aria-label');
  }

  /** Steps that are lit up as cause and effect of what is pointed at; the others are faded. */
  async litUp(): Promise<(string | null)[]> {
    return this.diagram
      .getByRole('option')
      .evaluateAll((arrows) =>
        arrows
          .filter((arrow) => arrow.getAttribute('data-standing') !== 'faded')
          .map((arrow) => arrow.getAttribute('data-step')),
      );
  }

  async state(state: string): Promise<void> {
    await expect(this.page.locator('.strip').getByText(state, { exact: true })).toBeVisible();
  }

  /** What lies on the clipboard after a button was pressed. */
  async copied(button: string): Promise<string> {
    await this.page.evaluate(() => navigator.clipboard.writeText(''));
    await this.page.getByRole('button', { name: button }).click();
    const read = () => this.page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(read).not.toBe('');
    return read();
  }

  async downloaded(link: string): Promise<{ name: string; text: string }> {
    const coming = this.page.waitForEvent('download');
    await this.page.getByRole('link', { name: link }).click();
    const download = await coming;
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
  }

  /** Elements of the diagram, whatever the length of the session. */
  async drawn(): Promise<number> {
    return this.diagram.evaluate((diagram) => diagram.querySelectorAll('*').length);
  }

  async isCutOff(): Promise<boolean> {
    return this.page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  }

  breaches(): Promise<string[]> {
    return breachesOf(this.page);
  }
}
