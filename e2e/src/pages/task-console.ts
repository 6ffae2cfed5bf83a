import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';
import { sharedStack } from '../stack.js';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** The console, for somebody who has the token. */
export class TaskConsole {
  constructor(readonly page: Page) {}

  async signIn(): Promise<void> {
    const { urls, token } = sharedStack();
    await this.page.goto(urls.console);
    await this.page.getByLabel('API token').fill(token);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
    await expect(this.page.getByRole('heading', { name: 'Devices' })).toBeVisible();
  }

  /** Breaches of WCAG 2.2 AA that a machine can find. */
  async breaches(): Promise<string[]> {
    await this.page.addScriptTag({ path: axe });
    return this.page.evaluate(async () => {
      const { axe: engine } = window as unknown as {
        axe: {
          run: (options: object) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
        };
      };
      const { violations } = await engine.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] });
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
    });
  }

  /** Whether something would have to be scrolled sideways. */
  async isCutOff(): Promise<boolean> {
    return this.page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  }
}
