/** How far a Package#0 has come. */
export type NotificationState = 'queued' | 'sent' | 'answered' | 'expired' | 'failed';

/** Where Package#0 reaches a device. */
export interface NotificationAddress {
  readonly transport: 'udp';
  readonly host: string;
  readonly port: number;
  /** Auth/Noti/Data of the DM Account, base64: the auth-data that the digest ends with (TS 5.2.1.2). */
  readonly data?: string;
}

/** One way to carry Package#0 (TS App. E). None of them tells whether it arrived: only the session that follows does. */
export interface NotificationTransport {
  readonly name: NotificationAddress['transport'];
  /** Hands the bytes over. Rejects if that was not possible, such as an address that can't be resolved. */
  send(address: NotificationAddress, bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
}
