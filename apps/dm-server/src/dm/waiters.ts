/** Why a sleep is over. `unsure`: news may have been missed, so it is looked for again. */
export type WaitOutcome = 'news' | 'time' | 'gone' | 'stopping' | 'unsure';

/** One answer that is held back, asleep until something it waits for may have changed. */
export class Waiter {
  private settle: ((outcome: WaitOutcome) => void) | undefined;
  private outcome: WaitOutcome | undefined;

  constructor(
    /** Ids of UI sessions, and the key of the device. */
    readonly topics: readonly string[],
    private readonly leave: () => void,
  ) {}

  wake(outcome: WaitOutcome): void {
    this.outcome ??= outcome;
    this.settle?.(this.outcome);
  }

  /** Until it is woken, the time has come, or the client has gone. News that came since registration counts. */
  async sleep(until: number, gone: AbortSignal): Promise<WaitOutcome> {
    const time = setTimeout(() => this.wake('time'), Math.max(0, until - Date.now()));
    const left = () => this.wake('gone');
    gone.addEventListener('abort', left);
    try {
      if (gone.aborted) this.wake('gone');
      return this.outcome ?? (await new Promise<WaitOutcome>((resolve) => (this.settle = resolve)));
    } finally {
      clearTimeout(time);
      gone.removeEventListener('abort', left);
      this.leave();
    }
  }
}

/** The answers this instance holds back. They hold neither a transaction nor a connection to the database. */
export class Waiters {
  private readonly waiting = new Set<Waiter>();
  private stopping = false;

  /** To be called before the last look at the database, so that nothing is missed between look and sleep. */
  register(topics: readonly string[]): Waiter {
    const waiter: Waiter = new Waiter(topics, () => this.waiting.delete(waiter));
    this.waiting.add(waiter);
    if (this.stopping) waiter.wake('stopping');
    return waiter;
  }

  /** There is feedback of a UI session, or work for a device. */
  wake(topic: string): void {
    for (const waiter of this.waiting) if (waiter.topics.includes(topic)) waiter.wake('news');
  }

  /** News may have been missed: everybody looks again. */
  wakeAll(): void {
    for (const waiter of this.waiting) waiter.wake('unsure');
  }

  /** Lets all go at once, now and from now on. */
  stop(): void {
    this.stopping = true;
    for (const waiter of this.waiting) waiter.wake('stopping');
  }

  get size(): number {
    return this.waiting.size;
  }

  /** How many wait for news of a UI session, or for work for a device. */
  waitingFor(topic: string): number {
    return [...this.waiting].filter(({ topics }) => topics.includes(topic)).length;
  }
}
