import { expect, type Locator, type Page } from '@playwright/test';
import type { StackFacts } from '../stack.js';

/** The list of devices, and how one finds and registers them. */
export class DevicesPage {
  constructor(
    private readonly page: Page,
    private readonly stack: StackFacts,
  ) {}

  async signIn(): Promise<void> {
    await this.page.goto(this.stack.urls.console);
    await this.page.getByLabel('API token').fill(this.stack.token);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
    await this.isThere();
  }

  async isThere(): Promise<void> {
    await expect(this.page.getByRole('heading', { name: 'Devices' })).toBeVisible();
  }

  async search(text: string): Promise<void> {
    await this.page.getByRole('searchbox', { name: 'Search by DevID' }).fill(text);
  }

  async choose(filter: string, choice: string): Promise<void> {
    await this.page.getByLabel(filter, { exact: true }).selectOption({ label: choice });
  }

  device(devId: string): Locator {
    return this.page.getByRole('link', { name: devId, exact: true });
  }

  rows(): Locator {
    return this.page.locator('tbody tr');
  }

  async nextPage(): Promise<void> {
    await this.page.getByRole('button', { name: 'Next page' }).click();
  }

  async firstPage(): Promise<void> {
    await this.page.getByRole('button', { name: 'First page' }).click();
  }

  async beginRegistration(): Promise<void> {
    await this.page.getByRole('link', { name: 'Register a device' }).click();
    await expect(this.page.getByRole('heading', { name: 'Register a device' })).toBeVisible();
  }

  /** Fills in what is given of the form of a device. */
  async fillIn(device: { devId?: string; host?: string; port?: number }): Promise<void> {
    if (device.devId !== undefined) await this.page.getByLabel('DevID').fill(device.devId);
    if (device.host === undefined) return;
    await this.page.getByLabel('the device listens for Package#0 over UDP').check();
    await this.page.getByLabel('Host').fill(device.host);
    if (device.port !== undefined) await this.page.getByLabel('Port').fill(String(device.port));
  }

  async register(): Promise<void> {
    await this.page.getByRole('button', { name: 'Register', exact: true }).click();
  }

  /** A value of the DM Account that is to be put into the device. */
  async accountValue(place: string): Promise<string> {
    const account = this.page.getByRole('region', { name: 'DM Account' });
    return (await account.locator('dt', { hasText: place }).locator('+ dd > .mono').textContent()) ?? '';
  }

  commandLine(): Locator {
    return this.page.getByRole('region', { name: 'Our simulator as this device' }).locator('pre');
  }

  async toTheDevice(): Promise<void> {
    await this.page.getByRole('link', { name: 'To the device' }).click();
  }
}
