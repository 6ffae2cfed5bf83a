import type { StoredDevice } from './stored-device.js';

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

/** Carries packages. Rejects if no answer came: the session is then aborted (TS 5.6). */
export interface DmTransport {
  post(request: DmRequest): Promise<DmResponse>;
}

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
  write(chunks: AsyncIterable<Uint8Array>): Promise<Blob>;
  read(sha256: string): AsyncIterable<Uint8Array>;
  /** Removes every blob but these. */
  keepOnly(sha256: ReadonlySet<string>): Promise<void>;
}

/** Thrown by a `BlobStore` that has no room: status 506. */
export class DeviceFullError extends Error {
  override readonly name = 'DeviceFullError';
}

export interface Clock {
  now(): Date;
}

/** What the device's log records; each record gets an id of its own. */
export type DeviceEvent =
  | { readonly type: 'device.ready'; readonly data: Readonly<Record<string, unknown>> }
  | {
      readonly type: 'notification.received';
      readonly data: {
        readonly serverId: string;
        readonly notificationId?: number;
        readonly bytes: number;
        readonly from: string;
      };
    }
  | {
      readonly type: 'notification.dropped';
      readonly data: { readonly reason: string; readonly from: string; readonly bytes: number };
    }
  | {
      readonly type: 'session.started';
      readonly data: { readonly session: string; readonly trigger: string; readonly notificationId?: number };
    }
  | {
      readonly type: 'package.sent';
      readonly data: {
        readonly session: string;
        readonly number: 1 | 3;
        readonly contentType: string;
        readonly bytes: number;
        readonly url: string;
      };
    }
  | {
      readonly type: 'package.received';
      readonly data: {
        readonly session: string;
        readonly number: 2;
        readonly status: number;
        readonly commands: readonly (readonly string[])[];
      };
    }
  | {
      readonly type: 'command.executed';
      readonly data: {
        readonly session: string;
        readonly index: number;
        readonly command: readonly string[];
        readonly status: number;
        readonly uris?: readonly string[];
        readonly reason?: string;
      };
    }
  | { readonly type: 'browser.started'; readonly data: { readonly url: string; readonly adapter: string } }
  | {
      readonly type: 'browser.failed';
      readonly data: { readonly url: string; readonly adapter: string; readonly reason: string };
    }
  | {
      readonly type: 'browser.page';
      readonly data: { readonly url: string; readonly title: string; readonly status: number };
    }
  | {
      readonly type: 'browser.answered';
      readonly data: { readonly url: string; readonly values: Readonly<Record<string, string>> };
    }
  | {
      readonly type: 'repository.request';
      readonly data: {
        readonly method: 'GET' | 'PUT' | 'POST';
        readonly url: string;
        readonly status: number | null;
        readonly bytes: number;
        readonly ms: number;
        readonly reason?: string;
      };
    }
  | {
      readonly type: 'session.ended';
      readonly data: {
        readonly session: string;
        readonly outcome: 'end' | 'aborted';
        readonly reason?: string;
        readonly exchanges: number;
      };
    };

export interface DeviceLog {
  record(event: DeviceEvent): void;
}

/** What an executable node does (TS 5.3.5). It gets the state and returns the new one, or a failure status. */
export interface Execution {
  readonly status: number;
  readonly state?: StoredDevice;
}

export type Executable = (
  state: StoredDevice,
  target: { readonly moid: string; readonly miid: string; readonly path: readonly string[] },
) => Execution;

/** Finds what an `Exec` node of an object does; `path` without the instance. */
export interface Executables {
  find(moid: string, path: readonly string[]): Executable | undefined;
}
