/** There is no connection, or the one there was is gone. */
export class OfflineError extends Error {
  override readonly name = 'OfflineError';
}

/** The device's way to the outside. Whoever uses it takes `signal` when he begins, and is cut off when that aborts. */
export class Network {
  private controller = new AbortController();
  private up = true;

  get connected(): boolean {
    return this.up;
  }

  /** Aborted with an `OfflineError` when the connection that is there now goes. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** There is a connection, or none any more. */
  connect(up: boolean): void {
    if (up === this.up) return;
    this.up = up;
    if (up) this.controller = new AbortController();
    else this.controller.abort(new OfflineError('the device is offline'));
  }

  /** What runs loses its connection; what begins afterwards has another. */
  cut(reason: string): void {
    if (!this.up) return;
    this.controller.abort(new OfflineError(reason));
    this.controller = new AbortController();
  }
}
