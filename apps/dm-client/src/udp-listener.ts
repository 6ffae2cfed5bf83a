import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { complain, type Device } from './device.js';
import { UsageError } from './options.js';

/** Listens for Package#0 over UDP (TS App. E.3). @throws UsageError if it can't */
export async function listenForNotifications(
  address: string,
  device: Device,
): Promise<{ url: string; close(): void }> {
  if (!URL.canParse(address) || new URL(address).protocol !== 'udp:')
    throw new UsageError(`--notify is udp://HOST:PORT, not "${address}"`);
  const { hostname, port } = new URL(address);
  const host = hostname.replace(/^\[|\]$/g, '');
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  socket.on('message', (bytes, from) => {
    device.notify(bytes, `${from.address}:${from.port}`).catch(complain);
  });
  socket.bind({ address: host, port: Number(port === '' ? 2948 : port), exclusive: true });
  try {
    await once(socket, 'listening');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(
      code === 'EADDRINUSE'
        ? `--notify ${address} is taken; stop the program that uses it, or give another port`
        : `--notify ${address} can't be opened (${code ?? 'unknown error'})`,
    );
  }
  socket.on('error', complain);
  return { url: `udp://${hostname}:${socket.address().port}`, close: () => void socket.close() };
}
