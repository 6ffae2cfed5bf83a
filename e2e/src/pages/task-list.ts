import { expect, type Locator, type Page } from '@playwright/test';

/** The tasks of all devices, or of a batch. */
export class TaskList {
  constructor(private readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Tasks' }).click();
    await expect(this.page.getByRole('heading', { name: 'Tasks', exact: true })).toBeVisible();
  }

  row(text: string): Locator {
    return this.page.getByRole('row').filter({ hasText: text });
  }

  async onlyState(state: string): Promise<void> {
    await this.page.getByRole('combobox', { name: 'State' }).selectOption(state);
    await expect(this.page).toHaveURL(new RegExp(`state=${state}`));
  }

  async onlyNamed(name: string): Promise<void> {
    await this.page.getByRole('searchbox', { name: 'Name' }).fill(name);
    await expect(this.page).toHaveURL(/name=/);
  }

  /** What is said of the batch that is shown. */
  get batch(): Locator {
    return this.page.getByRole('region', { name: 'The batch' });
  }
}
