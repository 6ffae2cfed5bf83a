/** Tells those who follow events in this process that some have just been committed, so that they need not wait. */
export class News {
  private readonly listeners = new Set<() => void>();

  publish(): void {
    for (const listener of this.listeners) listener();
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
