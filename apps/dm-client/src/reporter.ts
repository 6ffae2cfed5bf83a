import type { ReportPass } from '@dm2/client-engine';

const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 60_000;

/**
 * Tells subscribers what has changed (TS 5.3.11), one pass at a time: changes while a pass runs, or while a package is being
 * executed, travel together with the next. A report that failed is tried again, each time later.
 */
export class Reporter {
  private pass: Promise<void> | undefined;
  private wanted = false;
  private held = 0;
  private retries = 0;
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(private readonly report: () => Promise<ReportPass>) {}

  /** Something has changed. */
  wake(): void {
    this.wanted = true;
    if (this.held > 0 || this.pass || this.closed) return;
    clearTimeout(this.timer);
    this.wanted = false;
    this.pass = this.run().finally(() => {
      this.pass = undefined;
      if (this.wanted) this.wake();
    });
  }

  /** Changes that follow belong together, until the function that is returned is called. */
  hold(): () => void {
    this.held += 1;
    let open = true;
    return () => {
      if (!open) return;
      open = false;
      this.held -= 1;
      if (this.wanted) this.wake();
    };
  }

  /** Resolves when everything that is known has been tried once. */
  async idle(): Promise<void> {
    while (this.pass) await this.pass;
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.idle();
  }

  private async run(): Promise<void> {
    const { failed } = await this.report();
    if (failed === 0 || this.closed) {
      this.retries = 0;
      return;
    }
    this.timer = setTimeout(() => this.wake(), Math.min(FIRST_RETRY_MS * 2 ** this.retries, LAST_RETRY_MS));
    this.timer.unref();
    this.retries += 1;
  }
}
