import { BrowserError } from '@dm2/client-engine';
import type { DeviceBrowser } from '../adapters/browser.js';

/** A page of a SHOW. */
export interface Shown {
  /** Each SHOW is another one, also of the same page. */
  readonly id: number;
  readonly url: string;
  readonly at: string;
}

/** Pages that can be opened again. */
const KEPT = 20;

/** The browser on the device's own screen, in which a person is the user. A page that was closed can be opened again. */
export class ScreenBrowser implements DeviceBrowser {
  readonly adapter = 'screen';
  private count = 0;
  private kept: Shown[] = [];
  private current: Shown | undefined;
  private readonly listeners = new Set<(shown: Shown | undefined) => void>();
  private watchers = 0;

  get shown(): Shown | undefined {
    return this.current;
  }

  /** The pages of the latest SHOWs, newest first. */
  get pages(): readonly Shown[] {
    return this.kept;
  }

  async open(url: string): Promise<void> {
    if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
      throw new BrowserError('failed', 'a browser opens http and https only');
    const shown = { id: ++this.count, url, at: new Date().toISOString() };
    this.kept = [shown, ...this.kept].slice(0, KEPT);
    this.show(shown);
  }

  /** The person closes the page. */
  dismiss(id: number): void {
    if (this.current?.id === id) this.show(undefined);
  }

  /** The person looks at a page again; `false` if it is not known any more. */
  reopen(id: number): boolean {
    const page = this.kept.find((known) => known.id === id);
    if (page) this.show(page);
    return page !== undefined;
  }

  /** Somebody looks at the screen, or no longer does. */
  watched(by: 1 | -1): void {
    this.watchers += by;
    if (this.watchers === 0) this.show(this.current);
  }

  onShown(listener: (shown: Shown | undefined) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Resolves when the person has closed the page, at once if nobody looks at it. */
  async idle(): Promise<void> {
    while (this.current && this.watchers > 0) {
      await new Promise<void>((resolve) => {
        const stop = this.onShown(() => {
          stop();
          resolve();
        });
      });
    }
  }

  async close(): Promise<void> {
    this.show(undefined);
  }

  private show(shown: Shown | undefined): void {
    this.current = shown;
    for (const listener of [...this.listeners]) listener(shown);
  }
}
