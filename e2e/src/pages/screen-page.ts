import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test';

/** The simulator's own page: a phone, and beside it switches, log and tree. */
export class ScreenPage {
  readonly phone: Locator;
  readonly log: Locator;
  readonly tree: Locator;

  constructor(readonly page: Page) {
    this.phone = page.getByRole('region', { name: 'Screen of the device' });
    this.log = page.getByRole('listbox', { name: 'Log of the device' });
    this.tree = page.getByRole('tabpanel', { name: 'DM tree' });
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await expect(this.statusBar).toContainText(/WLAN|Mobile|Wireline|Offline/);
  }

  get statusBar(): Locator {
    return this.phone.getByRole('group', { name: 'Status bar' });
  }

  /** The page of the DM Server in the phone's browser. */
  get shownPage(): FrameLocator {
    return this.phone.frameLocator('iframe');
  }

  get browser(): Locator {
    return this.phone.getByRole('group', { name: 'Browser' });
  }

  /** What the device asks its user. */
  get question(): Locator {
    return this.phone.getByRole('alertdialog');
  }

  async openSession(): Promise<void> {
    await this.phone.getByRole('button', { name: 'Open a DM session' }).click();
  }

  async closePage(): Promise<void> {
    await this.browser.getByRole('button', { name: 'Close' }).click();
  }

  async openLatestPageAgain(): Promise<void> {
    await this.phone
      .getByRole('button', { name: /^Open the page of/ })
      .first()
      .click();
  }

  async chooseBrowser(name: 'This screen' | 'None' | 'Does not start' | 'Forbidden'): Promise<void> {
    await this.page.getByRole('radio', { name: new RegExp(`^${name}`) }).check();
  }

  /** A switch is on when the device says so. */
  async turn(name: 'Offline' | 'Full' | 'Roaming', on: boolean): Promise<void> {
    const toggle = this.page.getByRole('switch', { name: new RegExp(`^${name}`) });
    const answered = this.page.waitForResponse((response) => response.url().endsWith('/device/switches'));
    await toggle.setChecked(on);
    expect((await answered).status()).toBe(200);
    await expect(toggle).toBeChecked({ checked: on });
  }

  async use(bearer: 'WLAN' | 'Mobile' | 'Wireline'): Promise<void> {
    await this.page.getByLabel('uses').selectOption(bearer);
    await expect(this.statusBar).toContainText(bearer);
  }

  /** What the user says to commands of that name. */
  async decide(command: string, what: 'allow' | 'ask' | 'refuse'): Promise<void> {
    const answered = this.page.waitForResponse((response) => response.url().endsWith('/device/switches'));
    await this.page.getByLabel(command, { exact: true }).selectOption(what);
    expect((await answered).status()).toBe(200);
  }

  async allAsStarted(): Promise<void> {
    const answered = this.page.waitForResponse((response) => response.url().endsWith('/device/switches'));
    await this.page.getByRole('button', { name: 'All as started' }).click();
    expect((await answered).status()).toBe(200);
  }

  async showTree(): Promise<void> {
    await this.page.getByRole('tab', { name: 'DM tree' }).click();
  }

  async showOnly(kind: string): Promise<void> {
    for (const box of await this.page.getByRole('group', { name: 'Kinds' }).getByRole('checkbox').all())
      await box.uncheck();
    await this.page.getByRole('checkbox', { name: kind, exact: true }).check();
  }

  /** The latest line of the log that says something. */
  line(text: string | RegExp): Locator {
    return this.log.getByRole('option').filter({ hasText: text }).last();
  }
}
