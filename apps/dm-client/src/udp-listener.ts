import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { Device } from './device.js';

/** Listens for Package#0 over UDP (TS App. E.3). */
export async function listenForNotifications(
  address: string,
  device: Device,
  onError: (error: unknown) => void,
): Promise<{ url: string; close(): void }> {
  const { protocol, hostname, port } = new URL(address);
  if (protocol !== 'udp:') throw new Error(`--notify is udp://HOST:PORT, not ${address}`);
  const host = hostname.replace(/^\[|\]$/g, '');
  const socket: Socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  socket.on('message', (bytes, from) => {
    device.notify(bytes, `${from.address}:${from.port}`).catch(onError);
  });
  socket.bind({ address: host, port: Number(port || 2948), exclusive: true });
  await once(socket, 'listening');
  return { url: `udp://${hostname}:${socket.address().port}`, close: () => socket.close() };
}
