import { expect, type Locator, type Page } from '@playwright/test';
import { sharedStack } from '../stack.js';

/** A task that was queued. */
export class TaskPage {
  readonly state: Locator;

  constructor(private readonly page: Page) {
    this.state = page.getByRole('definition').getByRole('status');
  }

  async isOpen(name: string): Promise<void> {
    await expect(this.page).toHaveURL(/\/tasks\/[0-9a-z]+\.t/);
    await expect(this.page.getByRole('heading', { name, level: 1 })).toBeVisible();
  }

  async open(id: string): Promise<void> {
    await this.page.goto(`${sharedStack().urls.console}/tasks/${id}`);
  }

  /** The task comes to that state while one looks on. */
  async comesTo(state: string, timeout = 30_000): Promise<void> {
    await expect(this.state).toHaveText(state, { timeout });
  }

  step(number: number): Locator {
    return this.page.getByRole('listitem', { name: `Step ${number}`, exact: true });
  }

  reason(words: RegExp): Locator {
    return this.page.getByRole('definition').getByText(words);
  }

  async cancel(): Promise<void> {
    await this.page.getByRole('button', { name: 'Cancel' }).click();
  }

  async retry(): Promise<void> {
    await this.page.getByRole('button', { name: 'Retry' }).click();
  }
}
