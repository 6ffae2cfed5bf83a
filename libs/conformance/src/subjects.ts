import type { RawClient } from './peers/raw-client.js';

export * from './client-subject.js';

/** A DM Server under test, and how it is told what to send. */
export interface ServerSubject {
  /** A device that it knows, as a client that has not spoken yet. No case leaves a session of it open for the next. */
  client(): RawClient;
  /** The same, with credentials that are wrong or missing. */
  clientWith(
    credentials: { readonly user: string; readonly password: string } | undefined,
    devId?: string,
  ): RawClient;
  /** Queues commands for the device: one package each; those of `final` travel with END. */
  queue(
    packages: readonly (readonly (readonly string[])[])[],
    final?: readonly (readonly string[])[],
  ): Promise<void>;
  /** Bytes of a package at most. */
  readonly bodyLimit: number;
}
