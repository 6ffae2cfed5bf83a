/** Lets one at a time read and change the tree: who computes a change from what he has read must not lose another's. */
export class Turns {
  private last: Promise<void> = Promise.resolve();

  /** Resolves when it is one's turn, with what ends it. */
  async enter(): Promise<() => void> {
    const before = this.last;
    let leave: () => void = () => undefined;
    this.last = new Promise((resolve) => (leave = resolve));
    await before;
    return leave;
  }

  async take<T>(run: () => Promise<T>): Promise<T> {
    const leave = await this.enter();
    try {
      return await run();
    } finally {
      leave();
    }
  }
}
