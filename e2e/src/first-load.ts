import type { CDPSession, Page } from '@playwright/test';

/** Everything that Chromium transfers for a page, as its own network stack counts it. */
export class FirstLoad {
  private readonly transferred = new Map<string, number>();
  private readonly urls = new Map<string, string>();

  private constructor(private readonly session: CDPSession) {}

  /** Begins to count, with nothing in the cache. */
  static async of(page: Page): Promise<FirstLoad> {
    const session = await page.context().newCDPSession(page);
    const load = new FirstLoad(session);
    session.on('Network.requestWillBeSent', ({ requestId, request }) =>
      load.urls.set(requestId, request.url),
    );
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
      load.transferred.set(requestId, encodedDataLength),
    );
    await session.send('Network.enable');
    await session.send('Network.clearBrowserCache');
    return load;
  }

  get requests(): readonly string[] {
    return [...this.urls.values()].filter((url) => url.startsWith('http'));
  }

  get bytes(): number {
    return [...this.transferred.values()].reduce((sum, bytes) => sum + bytes, 0);
  }

  async stop(): Promise<void> {
    await this.session.detach();
  }
}
