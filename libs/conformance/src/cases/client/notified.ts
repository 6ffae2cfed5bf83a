import type { ClientPackage } from '../../peers/client-package.js';
import { bootstrap } from './objects.js';
import { now, package0, type Package0 } from './package0.js';
import type { Stage, StartedClient } from './played.js';

/** What the account of these cases has in `Auth/Noti`. */
export const AUTH = { secret: Buffer.from('secret of the account'), authData: Buffer.from('auth data') };
export const SERVER_ID = 'dms1.example';

/** A notification that every client must follow. */
export function good(
  notificationId: number,
  { untimed = false, ...more }: Package0 & { readonly untimed?: boolean } = {},
): Buffer {
  return package0({
    serverId: SERVER_ID,
    notificationId,
    auth: AUTH,
    ...(untimed ? {} : { timestamp: now() }),
    reqMos: true,
    ...more,
  });
}

/** A client that listens; its first session, after the bootstrap, is over. */
export async function listening(
  { start, server }: Stage,
  setup: { readonly bearers?: readonly ('cellular' | 'wlan' | 'wireline')[]; readonly maxAge?: number } = {},
): Promise<Listening> {
  const client = await start({
    ...setup,
    bootstrap: bootstrap({ srvId: SERVER_ID, srvUri: server.endpoint, moids: ['*'], ...AUTH }),
  });
  await client.package();
  client.command(['END']);
  return new Listening(client);
}

/** Sends notifications, and tells by the sessions that follow which of them were taken. */
export class Listening {
  constructor(readonly client: StartedClient) {}

  /** A notification that is to be taken. Gives the Package#1 of its session, which still waits for its answer. */
  async taken(bytes: Buffer): Promise<ClientPackage> {
    await this.client.notify(bytes);
    return this.client.package();
  }

  /**
   * Whether a notification is dropped: one that is sent behind it is taken, and its session is the next. Its
   * NOTIFICATION-ID is `after`.
   */
  async dropped(bytes: Buffer, after: number): Promise<boolean> {
    await this.client.notify(bytes);
    const opened = await this.taken(good(after));
    this.client.command(['END']);
    return idOf(opened) === after;
  }

  /** Switches the client off. Gives the number of packages that nobody had asked for. */
  async stop(): Promise<number> {
    return (await this.client.stop()).length;
  }
}

/** The NOTIFICATION-ID that a Package#1 names. */
export function idOf({ alerts }: ClientPackage): unknown {
  return alerts.find(({ AlertType }) => AlertType.endsWith(':ServerInitiatedMgmt'))?.Data?.[
    'NOTIFICATION-ID'
  ];
}
