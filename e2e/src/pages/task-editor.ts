import { expect, type Locator, type Page } from '@playwright/test';
import { sharedStack } from '../stack.js';

/** Where a task is written. */
export class TaskEditor {
  readonly json: Locator;
  readonly findings: Locator;
  private readonly queueButton: Locator;

  constructor(private readonly page: Page) {
    this.json = page.getByRole('textbox', { name: 'The task as JSON' });
    this.findings = page.locator('#task-findings');
    this.queueButton = page.getByRole('button', { name: /^Queue/ });
  }

  /** Opens it from the list of tasks. */
  async open(): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Tasks' }).click();
    await this.page.getByRole('link', { name: 'New task' }).click();
    await expect(this.page.getByRole('heading', { name: 'New task' })).toBeVisible();
  }

  /** Opens it by a link, as other pages lead to it. */
  async openAt(search: Record<string, string>): Promise<void> {
    await this.page.goto(`${sharedStack().urls.console}/tasks/new?${new URLSearchParams(search).toString()}`);
    await expect(this.page.getByRole('heading', { name: 'New task' })).toBeVisible();
  }

  async beginWith(template: string): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Templates' })
      .getByRole('link', { name: template })
      .click();
    await expect(this.page.getByRole('link', { name: template })).toHaveAttribute('aria-current', 'page');
  }

  /** Types a part of the DevID and takes it from what is found. */
  async chooseDevice(devId: string): Promise<void> {
    await this.page.getByRole('combobox', { name: 'Devices' }).fill(devId.slice(0, -1));
    await this.page.getByRole('option', { name: devId }).click();
    await this.isFor(devId);
  }

  async isFor(devId: string): Promise<void> {
    await expect(this.page.getByRole('list', { name: 'Chosen devices' })).toContainText(devId);
  }

  step(number: number): Locator {
    return this.page.getByRole('region', { name: `Step ${number}`, exact: true });
  }

  /** A field of the one command, by the name that the specification gives its parameter. */
  field(parameter: string): Locator {
    return this.step(1).getByRole('combobox', { name: parameter, exact: true });
  }

  async chooseCommand(name: string): Promise<void> {
    await this.step(1).getByRole('combobox', { name: 'Step 1 command 1: command' }).selectOption(name);
  }

  suggestion(text: string): Locator {
    return this.page.getByRole('option', { name: text });
  }

  /** Writes the task as JSON. */
  async write(task: object): Promise<void> {
    await this.json.fill(JSON.stringify(task, null, 2));
  }

  async canQueue(): Promise<boolean> {
    return this.queueButton.isEnabled();
  }

  async queue(): Promise<void> {
    await this.queueButton.click();
  }
}
