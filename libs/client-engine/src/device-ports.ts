import type { DmCommand, ServerUriValues } from '@dm2/protocol';
import type { Descriptions } from './accounts.js';
import type { Consent } from './consent.js';
import type { DeviceLog } from './device-event.js';
import type { Behaviour, BlobStore, BrowserPort, Clock, DmTransport, RepositoryTransport } from './ports.js';

/** The outside of a device. */
export interface DevicePorts {
  readonly blobs: BlobStore;
  readonly transport: DmTransport;
  readonly repository: RepositoryTransport;
  readonly browser: BrowserPort;
  readonly behaviour: Behaviour;
  readonly clock: Clock;
  readonly log: DeviceLog;
  readonly descriptions: Descriptions;
  /** Home and current network, provider (TS 6.2). */
  readonly serverUriValues: () => ServerUriValues;
  /** What the user, or his settings, say to a server's command; without it they let everything be executed. */
  readonly consents?: (command: DmCommand, srvId: string) => Promise<Consent>;
  /** Called when a Package#2 has come; its commands are executed when this is done. */
  readonly onExchange?: () => Promise<void> | void;
  /** Called when all commands of a package are done; the session goes on when this is. */
  readonly onExecuted?: () => Promise<void> | void;
  readonly newSessionName: () => string;
}
