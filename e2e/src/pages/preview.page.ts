import type { FrameLocator, Locator, Page } from '@playwright/test';

/** Every page that a SHOW can open, in a phone. */
export class PreviewPage {
  constructor(private readonly page: Page) {}

  /** What the person would see. */
  get phone(): FrameLocator {
    return this.page.frameLocator('iframe');
  }

  get frame(): Locator {
    return this.page.locator('iframe');
  }

  get problems(): Locator {
    return this.page.locator('#preview-problems');
  }

  async choosePage(name: string): Promise<void> {
    await this.page.getByLabel('Page', { exact: true }).selectOption(name);
  }

  /** The pages there are. */
  pages(): Promise<string[]> {
    return this.page.getByLabel('Page', { exact: true }).getByRole('option').allTextContents();
  }

  async chooseLanguage(name: string): Promise<void> {
    await this.page.getByLabel('Language').selectOption(name);
  }

  async next(): Promise<void> {
    await this.page.getByRole('button', { name: 'Next screen' }).click();
  }

  async asSentEmpty(): Promise<void> {
    await this.page.getByLabel('as it is when sent empty').check();
  }

  async write(data: string): Promise<void> {
    await this.page.getByLabel('Data, as a task gives it').fill(data);
  }

  data(): Promise<string> {
    return this.page.getByLabel('Data, as a task gives it').inputValue();
  }
}
