import type { Locator, Page } from '@playwright/test';

/** The list of UI sessions, and one of them. */
export class UiSessionsPage {
  constructor(private readonly page: Page) {}

  row(devId: string): Locator {
    return this.page.getByRole('row').filter({ hasText: devId });
  }

  async onlyIn(state: string): Promise<void> {
    await this.page.getByLabel('State').selectOption(state);
  }

  async onlyOf(devId: string): Promise<void> {
    await this.page.getByLabel('Device').fill(devId);
    await this.page.getByLabel('Device').press('Enter');
  }

  async choose(devId: string): Promise<void> {
    await this.row(devId).getByRole('link').first().click();
  }

  get events(): Locator {
    return this.page.getByRole('region', { name: 'Events' }).getByRole('listitem');
  }

  event(type: string): Locator {
    return this.events.filter({ hasText: type });
  }

  get answers(): Locator {
    return this.page.getByRole('region', { name: 'Answers so far' });
  }

  get requests(): Locator {
    return this.page.getByRole('region', { name: 'Requests for its page' }).getByRole('row');
  }

  async lookAtItsPage(): Promise<void> {
    await this.page.getByRole('link', { name: 'Look at its page' }).click();
  }
}
