import { expect, type Download, type Locator, type Page } from '@playwright/test';

/** The objects of the repository, and one of them. */
export class RepositoryPage {
  constructor(private readonly page: Page) {}

  object(name: string): Locator {
    return this.page.getByRole('region', { name: 'Objects' }).getByRole('row').filter({ hasText: name });
  }

  get access(): Locator {
    return this.page.getByRole('region', { name: 'Reads and writes' }).getByRole('row');
  }

  get versions(): Locator {
    return this.page.getByRole('region', { name: 'Versions' }).getByRole('row');
  }

  async chooseFile(name: string, mimeType: string, buffer: Buffer): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    await this.page.getByRole('button', { name: 'Choose a file' }).click();
    await (await chooser).setFiles({ name, mimeType, buffer });
  }

  /** Drops a file on the form, as from a folder. */
  async drop(name: string, text: string): Promise<void> {
    const data = await this.page.evaluateHandle(
      ([file, content]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([content ?? ''], file ?? '', { type: 'text/plain' }));
        return transfer;
      },
      [name, text],
    );
    await this.form.dispatchEvent('drop', { dataTransfer: data });
  }

  get form(): Locator {
    return this.page.getByRole('form', { name: 'Upload' });
  }

  async upload(): Promise<void> {
    await this.form.getByRole('button', { name: 'Upload' }).click();
  }

  async nameIt(name: string): Promise<void> {
    await this.page.getByLabel('Name of the object').fill(name);
  }

  async choose(name: string): Promise<void> {
    await this.object(name).getByRole('link', { name, exact: true }).click();
    await expect(this.page.getByRole('heading', { name, level: 1 })).toBeVisible();
  }

  async download(): Promise<Download> {
    const coming = this.page.waitForEvent('download');
    await this.page.getByRole('link', { name: 'Download' }).click();
    return coming;
  }

  async copy(command: string): Promise<string> {
    await this.page.getByRole('button', { name: `Copy the ${command} line` }).click();
    await expect(this.page.getByText('Copied')).toBeVisible();
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  async take(types: string): Promise<void> {
    await this.page.getByLabel('Media types, parted by commas').fill(types);
    await this.page.getByRole('button', { name: 'Save' }).click();
  }

  async remove(name: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Delete…' }).click();
    await this.page.getByRole('button', { name: `Delete ${name}` }).click();
  }
}
