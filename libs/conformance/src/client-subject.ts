/** A device event, as a generic alert (TS 5.4). */
export interface DeviceEventAlert {
  readonly AlertType: string;
  readonly SourceURI?: string;
  readonly TargetURI?: string;
  readonly Mark?: string;
  readonly DataType?: string;
  readonly Data?: object;
}

/** A mobile network. */
export interface Network {
  readonly mcc: string;
  readonly mnc: string;
}

/** A bearer, by its word; on the wire 1, 2 and 3 of PREFERRED-CON-TYPE and of `CBT`. */
export type BearerWord = 'cellular' | 'wlan' | 'wireline';

/**
 * What a device is like for one case. Each member but `device` is only used by cases that need the member of {@link ClientSubject}
 * with the same name. Without `device` each session is one of a device as it left its factory.
 */
export interface ClientSetup {
  /** Sessions with the same name are of one device, which keeps its state between them. */
  readonly device?: string;
  /** It has a browser, whose user answers forms with these values by field name. Without it the device has no browser. */
  readonly browser?: Readonly<Record<string, string>>;
  /** Device descriptions (DDF, XML) of objects that it knows besides its own. */
  readonly descriptions?: readonly string[];
  /** Home and current network and service provider; without them the device is not associated with a mobile network. */
  readonly networks?: { readonly home?: Network; readonly current?: Network; readonly provider?: string };
  /** DM Accounts and other objects (`application/dmmo+json`) it is bootstrapped with, instead of the endpoint that is given. */
  readonly bootstrap?: string;
  /** Bytes that all values may have together. */
  readonly storage?: number;
  /** DM commands that its user rejects. */
  readonly refuse?: readonly string[];
  /** Something that has happened on the device before the session. */
  readonly event?: DeviceEventAlert;
  /** User and password of `Auth/Trsp`. */
  readonly credentials?: { readonly user: string; readonly password: string };
  /** What the device can be connected over, the preferred first. */
  readonly bearers?: readonly BearerWord[];
  /** Seconds after which a notification is too old for it. */
  readonly maxAge?: number;
}

/** What a DM Client did when it was started once. */
export interface ClientRun {
  /** 0 if the DM Server ended the session with END; anything else if it was aborted. */
  readonly exitCode: number;
}

/** A DM Client that stays up. */
export interface RunningClient {
  /** Hands it a Package#0, over whatever transport it has. In order; no answer is waited for. */
  notify(package0: Uint8Array): Promise<void>;
  /** Switches it off, when what it has begun is done. Called again, it only waits. */
  stop(): Promise<void>;
}

/**
 * A DM Client under test. What is optional here not every device can do: a case that needs a member says so, and is skipped for a
 * subject without it.
 */
export interface ClientSubject {
  /** The value of its `DevInfo/DevID`. */
  readonly devId: string;
  /**
   * Runs one client-initiated session with a DM Server and waits until the client is finished: with the session, and with what
   * follows from it (results of executions, reports of subscriptions).
   */
  session(endpoint: string, setup?: ClientSetup): Promise<ClientRun>;
  /** Starts a client that stays up and takes notifications. Its accounts are those of `setup.bootstrap`. */
  start?(setup: ClientSetup): Promise<RunningClient>;
  /** A local application asks for a management object (TS 5.3.10); tells whether it got one. */
  request?(moid: string, setup: ClientSetup): Promise<boolean>;
  /** A node of the device's own that can be executed, by the ClientURI that the client gives it: without x-names. */
  readonly executable?: { readonly clientUri: string };
  /** It keeps its state: `setup.device` is followed. */
  readonly device?: true;
  readonly browser?: true;
  /** An object can be described to it, by a file or at its factory. */
  readonly descriptions?: true;
  readonly networks?: true;
  readonly bootstrap?: true;
  readonly storage?: true;
  readonly refuse?: true;
  readonly event?: true;
  readonly credentials?: true;
  readonly bearers?: true;
  readonly maxAge?: true;
}
