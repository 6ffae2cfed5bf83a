import type { SessionProgress } from '../session-progress.js';
import type { BrowserName, DeviceBrowser } from './browser.js';

/** A browser that can be exchanged for another between two pages; those that were used before finish what they began. */
export class SwitchedBrowser implements DeviceBrowser {
  private readonly made = new Map<BrowserName, DeviceBrowser>();
  private progress: SessionProgress | undefined;

  constructor(
    private readonly chosen: () => BrowserName,
    private readonly make: (name: BrowserName) => DeviceBrowser,
  ) {}

  get adapter(): string {
    return this.current.adapter;
  }

  async open(url: string): Promise<void> {
    return this.current.open(url);
  }

  sessionBegins(progress: SessionProgress): void {
    this.progress = progress;
    for (const browser of this.made.values()) browser.sessionBegins?.(progress);
  }

  async idle(): Promise<void> {
    await Promise.all([...this.made.values()].map(async (browser) => browser.idle?.()));
  }

  async close(): Promise<void> {
    await Promise.all([...this.made.values()].map(async (browser) => browser.close?.()));
  }

  private get current(): DeviceBrowser {
    const name = this.chosen();
    const known = this.made.get(name);
    if (known) return known;
    const browser = this.make(name);
    if (this.progress) browser.sessionBegins?.(this.progress);
    this.made.set(name, browser);
    return browser;
  }
}
