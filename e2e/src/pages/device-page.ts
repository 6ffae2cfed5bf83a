import { expect, type Locator, type Page } from '@playwright/test';
import type { StackFacts } from '../stack.js';

/** A device's page: its tree, what is done to it, what came of that. */
export class DevicePage {
  constructor(
    private readonly page: Page,
    private readonly stack: StackFacts,
    readonly devId: string,
  ) {}

  async open(): Promise<void> {
    await this.page.goto(`${this.stack.urls.console}/devices/${encodeURIComponent(this.devId)}`);
    await this.isThere();
  }

  async isThere(): Promise<void> {
    await expect(this.page.getByRole('heading', { name: this.devId, exact: true })).toBeVisible();
  }

  section(name: string): Locator {
    return this.page.getByRole('region', { name, exact: true });
  }

  async aimAt(clientUri: string): Promise<void> {
    await this.page.getByLabel('ClientURI').fill(clientUri);
  }

  /** What is said of the ClientURI. */
  aim(): Locator {
    return this.section('Management objects').getByRole('status');
  }

  /** The nodes that the ClientURI hits. */
  hits(): Locator {
    return this.page.getByRole('button', { pressed: true });
  }

  node(name: string): Locator {
    return this.section('Management objects').getByRole('button', { name, exact: true });
  }

  async command(name: 'GET' | 'DELETE' | 'EXEC' | 'Subscribe'): Promise<void> {
    await this.page.getByRole('group', { name: 'Commands' }).getByRole('button', { name }).click();
  }

  async answer(text: string): Promise<void> {
    await this.page.getByRole('button', { name: text, exact: true }).click();
  }

  /** A task that was queued here, as it goes on. */
  queued(command: string): Locator {
    return this.page.getByRole('article', { name: command });
  }

  async sendNotification(): Promise<void> {
    await this.page.getByRole('button', { name: 'Send notification' }).click();
  }

  async edit(): Promise<void> {
    await this.page.getByRole('link', { name: 'Edit', exact: true }).click();
    await expect(this.page.getByRole('heading', { name: `Edit ${this.devId}` })).toBeVisible();
  }

  async save(): Promise<void> {
    await this.page.getByRole('button', { name: 'Save' }).click();
  }

  async remove(): Promise<void> {
    await this.page.getByRole('button', { name: 'Remove the device' }).click();
    await this.page.getByRole('button', { name: 'Remove it for good' }).click();
  }
}
