import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

/** Takes what arrives by UDP, as a device that listens for Package#0 does. */
export class NotificationSocket {
  private readonly waiting: Buffer[] = [];
  private wake: (() => void) | undefined;

  private constructor(
    private readonly socket: Socket,
    readonly port: number,
  ) {
    socket.on('message', (bytes) => {
      this.waiting.push(bytes);
      this.wake?.();
    });
  }

  readonly host = '127.0.0.1';

  static async open(): Promise<NotificationSocket> {
    const socket = createSocket('udp4').bind(0, '127.0.0.1');
    await once(socket, 'listening');
    return new NotificationSocket(socket, socket.address().port);
  }

  /** The next datagram that has not been taken yet. Rejects if none comes in time. */
  async next(withinMs = 10_000): Promise<Buffer> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no Package#0 came within ${withinMs} ms`)), withinMs);
    });
    try {
      for (;;) {
        const bytes = this.waiting.shift();
        if (bytes) return bytes;
        const arrived = new Promise<void>((resolve) => {
          this.wake = resolve;
        });
        await Promise.race([arrived, late]);
      }
    } finally {
      clearTimeout(timer);
      this.wake = undefined;
    }
  }

  close(): void {
    this.socket.close();
  }
}
