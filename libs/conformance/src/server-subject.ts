import type { RawClient } from './peers/raw-client.js';

/** User name and password of HTTP Basic. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** What whoever queued a command is told of it. */
export interface CommandReport {
  /** The command as it was queued. */
  readonly command: readonly string[];
  /** Its status; `null` while there is none, and for commands that travel with END. */
  readonly status: number | null;
  /** `URI` of its status: where an HGET without ClientURI put its data (TS 5.3.1). */
  readonly uris?: readonly string[];
  /** Data of a GET: what `application/dmmo+json` held, as JSON; a string if the value of a leaf came bare (TS App. F). */
  readonly data?: unknown;
  /** Alerts that the server takes for the result of this EXEC (TS 5.4.1), if it tells that. */
  readonly alerts?: readonly AlertReport[];
}

/** A Generic Alert as the server shows it, member by member (TS 5.4). */
export interface AlertReport {
  readonly AlertType: string;
  readonly SourceURI?: string;
  readonly TargetURI?: string;
  readonly Mark?: string;
  readonly DataType?: string;
  readonly Data?: unknown;
}

/** Where Package#0 goes, and what signs it. The case listens there. */
export interface NotificationAddress {
  readonly host: string;
  /** UDP; the datagram is Package#0 and nothing around it. */
  readonly port: number;
  /** `Auth/Noti/Secret` and `Auth/Noti/Data` of the device's DM Account (TS 12.2). Without a secret there is no digest. */
  readonly secret?: Uint8Array;
  readonly authData?: Uint8Array;
}

/** What the operator wants of one Package#0. */
export interface NotificationWish {
  readonly reqMos?: boolean;
  /** Values of PREFERRED-CON-TYPE in order (TS 5.2.1.2): 0 any, 1 cellular, 2 WLAN, 3 wireline. */
  readonly preferredConTypes?: readonly number[];
}

/** A notification that was asked for. */
export interface RequestedNotification {
  /** Whether the server knows that the session it asked for was opened. */
  answered(): Promise<boolean>;
}

/** How a server understands a device description (TS 6.4). */
export interface DescribedTree {
  readonly verDTD: string;
  readonly man?: string;
  readonly mod?: string;
  readonly nodes: readonly DescribedNode[];
}

export interface DescribedNode {
  /** Missing for an un-named node. */
  readonly name?: string;
  readonly path?: string;
  /** `node`, `chr`, `int`, …: the names of the elements. */
  readonly format: string;
  /** `Get`, `Replace`, …: the names of the elements. */
  readonly accessTypes: readonly string[];
  /** `One`, `ZeroOrOne`, …; `n` with `ZeroOrN` and `OneOrN`. */
  readonly occurrence: { readonly kind: string; readonly n?: number };
  readonly scope: string;
  /** `DefaultValue`, or `Value` if there is none. */
  readonly defaultValue?: string;
  readonly title?: string;
  readonly description?: string;
  /** On a root: the MOID. */
  readonly ddfName?: string;
  readonly mime: readonly string[];
  readonly caseSensitive: boolean;
  readonly nodes: readonly DescribedNode[];
}

/**
 * A DM Server under test, and how it is told what to send. It stands for one device that the server knows; each case gets a
 * device of its own, that has never spoken. The members without `?` are all that most cases need. Those with `?` are capabilities:
 * a case says which it `needs`.
 */
export interface ServerSubject {
  /** The value of the device's `DevInfo/DevID`. */
  readonly devId: string;
  /** What the device authenticates with (TS 9.2.1). */
  readonly credentials: Credentials;
  /** Bytes of a package at most; 1.6 MB of data must fit. */
  readonly bodyLimit: number;

  /** The device, as a client that keeps no cookie yet. */
  client(): RawClient;
  /** A client with other credentials, or none, and perhaps another DevID. */
  clientWith(credentials: Credentials | undefined, devId?: string): RawClient;
  /** Another device of the same server. */
  another(): Promise<ServerSubject>;

  /** Queues commands for the device: one package each; those of `final` travel with END. */
  queue(
    packages: readonly (readonly (readonly string[])[])[],
    final?: readonly (readonly string[])[],
  ): Promise<void>;
  /** What the server tells of every command queued so far, in the order in which they were queued. */
  reports(): Promise<readonly CommandReport[]>;
  /** What it tells of the last `queue` as a whole; `pending` while a command of it waits for its status. */
  outcome(): Promise<'pending' | 'succeeded' | 'failed'>;
  /** The Generic Alerts of the device that it shows, oldest first. Those of types that it does not recognize may be missing. */
  alerts(): Promise<readonly AlertReport[]>;

  /** An AlertType that the server recognizes, with any JSON object as data: it ignores others in silence (TS 5.4). */
  readonly alertType?: string;

  /** Where else packages of the same session are taken, for CONT: another ServerURI, better still another machine (TS 5.3.8). */
  readonly elsewhere?: string;
  /** `SrvID` of the DM Account that the devices have (TS 12.2). */
  readonly serverId?: string;
  /** Registers the address and sends Package#0 there. Rejects if the server refuses such a notification. */
  notify?(address: NotificationAddress, wish?: NotificationWish): Promise<RequestedNotification>;
  /** Tells the server to keep to the technical specification where the change request to section 6.2 goes beyond it. */
  strict?(): Promise<void>;
  /**
   * Gives the server a device description, in the place of one with the same MOID, and asks how it understands it; `undefined` if it is
   * refused. The DDFName of each root is a MOID.
   */
  describe?(xml: string): Promise<DescribedTree | undefined>;
  /** Media types besides `application/dmmo+json` that data of HPUT and HPOST may have (TS 5.5); none by default. */
  readonly dataFormats?: readonly string[];
  /** Media types besides the mandated ones that packages may have (TS 7.2.2); none by default. */
  readonly packageFormats?: readonly string[];
}

/** What of a subject a case may need. */
export type ServerCapability = 'alertType' | 'elsewhere' | 'serverId' | 'notify' | 'strict' | 'describe';
