import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';
import { sharedStack } from '../stack.js';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** The console in a browser, as every page of it is. */
export class Console {
  constructor(readonly page: Page) {}

  /** Signs in where a link has led. */
  async open(path: string): Promise<void> {
    const { urls, token } = sharedStack();
    await this.page.goto(urls.console + path);
    await this.page.getByLabel('API token').fill(token);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
    await expect(this.page.getByRole('navigation', { name: 'Main' })).toBeVisible();
  }

  /** Chooses a page of the console. */
  async goTo(name: string): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name, exact: true })
      .click();
    await expect(this.page.getByRole('heading', { name, level: 1 })).toBeVisible();
  }

  /** Breaches of WCAG 2.2 AA that a machine can find. The page needs `bypassCSP`. */
  async breaches(): Promise<string[]> {
    await this.page.addScriptTag({ path: axe });
    return this.page.evaluate(async () => {
      const { axe: engine } = window as unknown as {
        axe: {
          run: (
            where: object,
            options: object,
          ) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
        };
      };
      // What a frame shows is another's page, with tests of its own.
      const { violations } = await engine.run(
        { exclude: ['iframe'] },
        { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'], iframes: false },
      );
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
    });
  }

  /** Uses the other colours. */
  async switchColours(): Promise<void> {
    await this.page.getByRole('button', { name: /^Use the .* colours$/ }).click();
  }

  /** Whether the whole page is as wide as the window, or narrower. */
  fits(): Promise<boolean> {
    return this.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
  }

  /** Asserts that the page has no breaches in either colours, and fits phones. */
  async isForEverybody(): Promise<void> {
    expect(await this.breaches()).toEqual([]);
    await this.switchColours();
    expect(await this.breaches()).toEqual([]);
    await this.switchColours();
    for (const width of [390, 320]) {
      await this.page.setViewportSize({ width, height: 844 });
      expect([width, await this.fits()]).toEqual([width, true]);
    }
    expect(await this.breaches()).toEqual([]);
    await this.page.setViewportSize({ width: 1280, height: 800 });
  }
}
