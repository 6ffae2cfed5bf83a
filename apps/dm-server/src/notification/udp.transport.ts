import { createSocket, type Socket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import type { NotificationAddress, NotificationTransport } from './transport.js';

/** Package#0 as the whole payload of one UDP datagram (TS App. E.3). */
export class UdpTransport implements NotificationTransport {
  readonly name = 'udp';
  private readonly sockets = new Map<4 | 6, Socket>();

  async send({ host, port }: NotificationAddress, bytes: Uint8Array): Promise<void> {
    const { address, family } = await lookup(host);
    const socket = this.socket(family === 6 ? 6 : 4);
    await new Promise<void>((resolve, reject) => {
      socket.send(bytes, port, address, (error) => (error ? reject(error) : resolve()));
    });
  }

  async close(): Promise<void> {
    for (const socket of this.sockets.values()) socket.close();
    this.sockets.clear();
  }

  private socket(family: 4 | 6): Socket {
    const there = this.sockets.get(family);
    if (there) return there;
    const socket = createSocket(family === 6 ? 'udp6' : 'udp4');
    // An unreachable port comes back as an ICMP error of an earlier datagram: the notification is tried again anyway.
    socket.on('error', () => undefined);
    socket.unref();
    this.sockets.set(family, socket);
    return socket;
  }
}
