import type { Alert } from '@dm2/protocol';
import type { StoredDevice, StoredNode, StoredTree } from './stored-device.js';

/** One HTTP exchange with a DM Server. */
export interface DmRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Header names are in lower case. */
export interface DmResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly setCookies: readonly string[];
  readonly body: Uint8Array;
}

/** Carries packages; follows no redirect. Rejects if no answer came: the session is then aborted (TS 5.6). */
export interface DmTransport {
  post(request: DmRequest): Promise<DmResponse>;
}

/** Whoever does not read `body` to its end must return its iterator, so that the connection is given up. */
export interface RepositoryResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: AsyncIterable<Uint8Array>;
}

/** Exchanges with a Data Repository (TS 5.3.1 to 5.3.3). Rejects if the exchange failed or fell silent. */
export interface RepositoryTransport {
  get(url: string, headers: Readonly<Record<string, string>>): Promise<RepositoryResponse>;
  send(
    method: 'PUT' | 'POST',
    url: string,
    headers: Readonly<Record<string, string>>,
    body: { readonly length: number; readonly chunks: AsyncIterable<Uint8Array> },
  ): Promise<RepositoryResponse>;
}

/** Why a UI session could not be initiated. */
export type BrowserFailure = 'none' | 'failed' | 'forbidden';

export class BrowserError extends Error {
  override readonly name = 'BrowserError';

  constructor(
    /** `none`: there is no browser (501); `failed`: it did not start (500); `forbidden`: the user's settings (507). */
    readonly failure: BrowserFailure,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The Web Browser Component (step 4.1). `open` resolves when the browser has started, never when the user is done. */
export interface BrowserPort {
  readonly adapter: string;
  open(url: string): Promise<void>;
}

/** Durable state of the device. `commit` is atomic: after a crash there is the state before or after, never between. */
export interface DeviceStore {
  load(): Promise<StoredDevice | undefined>;
  commit(state: StoredDevice): Promise<void>;
}

/** A large value, stored by its content. */
export interface Blob {
  readonly sha256: string;
  readonly size: number;
}

/** Content-addressed store of large leaves. A blob is durable when `write` resolves. */
export interface BlobStore {
  /** @throws DeviceFullError */
  write(chunks: AsyncIterable<Uint8Array>): Promise<Blob>;
  read(sha256: string): AsyncIterable<Uint8Array>;
  /** Removes every blob but these. */
  keepOnly(sha256: ReadonlySet<string>): Promise<void>;
}

/** Thrown by a store that has no room: status 506. */
export class DeviceFullError extends Error {
  override readonly name = 'DeviceFullError';
}

export interface Clock {
  now(): Date;
}

/** A node that is executed. */
export interface ExecutionTarget {
  readonly moid: string;
  readonly miid: string;
  readonly path: readonly string[];
}

/** What an executable may use: the tree as it is, and the way to a repository. */
export interface ExecutionContext {
  readonly tree: StoredDevice;
  readonly target: ExecutionTarget;
  /** Fetches bytes as an HGET would, as a leaf of format `bin`; rejects if that fails. */
  readonly fetch: (serverUri: string) => Promise<StoredNode>;
}

/** What came of it; a failure may change the tree too. */
export interface Execution {
  readonly status: number;
  readonly tree?: StoredTree;
}

/** What an executable node does (TS 5.3.5). */
export interface Executable {
  /** Takes so long that it is reported asynchronously even if the server did not ask for it (TS 5.4.1). */
  readonly slow?: boolean;
  run(context: ExecutionContext): Promise<Execution> | Execution;
  /** The alert of asynchronous reporting; its form belongs to the object's own specification. */
  alert(target: ExecutionTarget, status: number): Omit<Alert, 'SourceURI'>;
}

/** What the objects of a device do by themselves. */
export interface Behaviour {
  /** What an `Exec` node does; `path` without the instance. */
  find(moid: string, path: readonly string[]): Executable | undefined;
  /** What follows from data that was stored at a node, such as another state. */
  stored?(tree: StoredTree, target: ExecutionTarget): StoredTree;
}
