import type { RawClient } from './peers/raw-client.js';

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

/** What a DM Client did when it was started once. */
export interface ClientRun {
  /** Its process has ended, and so has everything it was going to send. */
  readonly exitCode: number;
}

/** A DM Client under test. */
export interface ClientSubject {
  /** The value of its `DevInfo/DevID`. */
  readonly devId: string;
  /** Runs one client-initiated session with a DM Server and waits until the client is finished. */
  session(endpoint: string, options?: { readonly browser?: boolean }): Promise<ClientRun>;
}
