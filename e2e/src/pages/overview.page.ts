import type { Locator, Page } from '@playwright/test';

/** How the server is doing. */
export class OverviewPage {
  constructor(private readonly page: Page) {}

  /** The number under a name. */
  number(name: string): Locator {
    return this.page
      .locator('dl > div')
      .filter({ has: this.page.getByText(name, { exact: true }) })
      .getByRole('link');
  }

  failure(command: string, status: number): Locator {
    return this.page
      .getByRole('region', { name: /^Failed commands/ })
      .getByRole('row', { name: new RegExp(`^${command} ${status} `) });
  }

  get notifications(): Locator {
    return this.page.getByRole('region', { name: /^Notifications/ }).getByRole('row');
  }

  get chart(): Locator {
    return this.page.getByRole('img', { name: /sessions in the last hour/ });
  }

  /** The table that says the same as the chart. */
  async asTable(): Promise<Locator> {
    await this.page.getByText('As a table').click();
    return this.page.getByRole('region', { name: 'Sessions by the minute' }).getByRole('row');
  }
}
