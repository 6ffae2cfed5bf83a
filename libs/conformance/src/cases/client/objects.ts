/** MOIDs of the standard objects, as TS 12 gives them. */
export const DEV_INFO = 'urn:oma:mo:oma-dm-devinfo:1.2';
export const DM_ACCOUNT = 'urn:oma:mo:oma-dm-dmacc:1.2';
export const ACCESS_CONTROL = 'urn:oma:mo:oma-dm-dacmo:1.0';
export const SESSION_INFO = 'urn:oma:mo:oma-sessioninfomo:1.0';

/** Alerts of the protocol itself (TS App. D). */
export const SESSION_ALERT = {
  server: 'urn:oma:at:dm:2.0:ServerInitiatedMgmt',
  client: 'urn:oma:at:dm:2.0:ClientInitiatedMgmt',
  bootstrap: 'urn:oma:at:dm:2.0:BootstrapComplete',
} as const;

/** What goes into a DM Account (TS 12.2). */
export interface AccountText {
  readonly srvId: string;
  readonly srvUri: string;
  /** MOIDs that the server may manage. */
  readonly moids: readonly string[];
  /** `Auth/Noti`. */
  readonly secret?: Buffer;
  readonly authData?: Buffer;
  /** `Auth/Trsp`. */
  readonly user?: string;
  readonly password?: string;
}

/** A bootstrap (TS 8): DM Accounts as management data. */
export function bootstrap(...accounts: AccountText[]): string {
  return JSON.stringify(accounts.map(accountItem));
}

/** A DM Account as an item of management data. */
export function accountItem({ srvId, srvUri, moids, secret, authData, user, password }: AccountText): object {
  const base64 = (value: Buffer | string): string => Buffer.from(value).toString('base64');
  const Auth = {
    ...(secret
      ? { Noti: { Type: 0, Data: base64(authData ?? Buffer.alloc(0)), Secret: base64(secret) } }
      : {}),
    ...(user === undefined ? {} : { Trsp: { Data: base64(user), Secret: base64(password ?? '') } }),
  };
  return {
    ClientURI: `${DM_ACCOUNT}//`,
    MOData: {
      DMAcc: {
        SrvID: srvId,
        SrvURI: srvUri,
        Name: srvId,
        Perm: Object.fromEntries(moids.map((MOID, i) => [`x${i}`, { MOID }])),
        ...(Object.keys(Auth).length > 0 ? { Auth } : {}),
      },
    },
  };
}
