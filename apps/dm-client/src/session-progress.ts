/** How far a DM session is, for whoever acts beside it. */
export class SessionProgress {
  private exchanges = 0;
  private over = false;
  private readonly waiting = new Set<() => void>();

  exchangeDone(): void {
    this.exchanges += 1;
    this.wake();
  }

  ended(): void {
    this.over = true;
    this.wake();
  }

  /** Resolves when so many further exchanges are done, the session is over, or the time is up. */
  async after(further: number, atMostMs: number): Promise<void> {
    const until = this.exchanges + further;
    const reached = () => this.over || this.exchanges >= until;
    if (reached()) return;
    await new Promise<void>((resolve) => {
      const check = () => {
        if (reached()) done();
      };
      const done = () => {
        clearTimeout(timer);
        this.waiting.delete(check);
        resolve();
      };
      const timer = setTimeout(done, atMostMs);
      this.waiting.add(check);
    });
  }

  private wake(): void {
    for (const check of [...this.waiting]) check();
  }
}
