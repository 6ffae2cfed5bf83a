import { NotificationSocket } from '../../../peers/notification-socket.js';
import type { RawAnswer } from '../../../peers/raw-client.js';
import type { NotificationWish, RequestedNotification } from '../../../subjects.js';
import type { Able } from '../server-case.js';
import { option, OPTION, readNotification, type RawNotification } from './notification.js';

/** The secret of the cases: bytes that are no text, so that nothing passes that treats them as text. */
export const SECRET = Uint8Array.from([0, 1, 2, 0xc3, 0x28, 0xff]);
/** The same for auth-data. */
export const AUTH_DATA = Uint8Array.from([0xff, 0, 0x80, 7]);

export interface Signing {
  readonly secret?: Uint8Array;
  readonly authData?: Uint8Array;
}

/** A device that listens: asks the server for notifications, takes them, and opens the sessions that they ask for. */
export class NotifiedDevice {
  private constructor(
    private readonly subject: Able<'notify'>,
    private readonly socket: NotificationSocket,
    private readonly signing: Signing,
  ) {}

  static async listen(subject: Able<'notify'>, signing: Signing = {}): Promise<NotifiedDevice> {
    return new NotifiedDevice(subject, await NotificationSocket.open(), signing);
  }

  /** Asks for one and takes what comes. */
  async next(
    wish: NotificationWish = {},
  ): Promise<{ readonly received: RawNotification; readonly requested: RequestedNotification }> {
    const { host, port } = this.socket;
    const requested = await this.subject.notify({ host, port, ...this.signing }, wish);
    return { received: readNotification(await this.socket.next()), requested };
  }

  /** The session that a notification asked for, with its NOTIFICATION-ID as the alert's data. */
  async session(received: RawNotification): Promise<RawAnswer[]> {
    const client = this.subject.client();
    const id = option(received, OPTION.notificationId);
    return client.toEnd(
      await client.open([initiatedBy({ 'NOTIFICATION-ID': id?.readUIntBE(0, id.length) })]),
    );
  }

  close(): void {
    this.socket.close();
  }
}

/** The alert of a session that a notification asked for (TS 5.2.2). */
export function initiatedBy(Data: unknown): object {
  return {
    AlertType: 'urn:oma:at:dm:2.0:ServerInitiatedMgmt',
    DataType: 'application/json',
    Data,
  };
}

/** Takes one notification, opens its session, and closes the socket again. */
export async function oneNotification(
  subject: Able<'notify'>,
  { signing = {}, wish = {} }: { readonly signing?: Signing; readonly wish?: NotificationWish } = {},
): Promise<RawNotification> {
  const device = await NotifiedDevice.listen(subject, signing);
  try {
    const { received } = await device.next(wish);
    await device.session(received);
    return received;
  } finally {
    device.close();
  }
}
