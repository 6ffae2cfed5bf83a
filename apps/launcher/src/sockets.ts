import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { components, notificationPort, type ComponentName } from './components.js';
import { LauncherError } from './launcher-error.js';

/** `table`: the ports of the documentation; `auto`: whatever is free. */
export type Ports = 'table' | 'auto';

/** A listening socket that is bound here and served by another process: its port is known before that process runs. */
export interface BoundSocket {
  port: number;
  /** File descriptor to hand over. */
  fd: number;
  /** Lets go of it here, once the other process has it. */
  release(): void;
}

/** Binds the component's port. */
export async function bindFor(name: ComponentName, host: string, ports: Ports): Promise<BoundSocket> {
  const server = await listen(name, host, ports === 'auto' ? 0 : components[name].port);
  const { fd } = (server as Server & { _handle: { fd: number } })._handle;
  return { port: (server.address() as AddressInfo).port, fd, release: () => void server.close() };
}

/** The device binds its own ports; this only tells beforehand, in one clear line, that one is taken. */
export async function checkDevicePorts(host: string, ports: Ports): Promise<{ screen: number; udp: number }> {
  if (ports === 'auto') return { screen: 0, udp: 0 };
  const server = await listen('dm-client', host, components['dm-client'].port);
  server.close();
  const udp = createSocket('udp4');
  try {
    udp.bind({ port: notificationPort, address: host, exclusive: true });
    await once(udp, 'listening');
  } catch (cause) {
    throw taken(`UDP port ${notificationPort}`, "the device's notifications", host, cause);
  } finally {
    udp.close();
  }
  return { screen: components['dm-client'].port, udp: notificationPort };
}

async function listen(name: ComponentName, host: string, port: number): Promise<Server> {
  const server = createServer();
  try {
    server.listen({ host, port, exclusive: true });
    await once(server, 'listening');
    return server;
  } catch (cause) {
    throw taken(`Port ${port}`, components[name].title, host, cause);
  }
}

function taken(port: string, wantedFor: string, host: string, cause: unknown): LauncherError {
  const code = (cause as NodeJS.ErrnoException).code;
  if (code === 'EADDRINUSE') {
    return new LauncherError(
      `${port}, wanted for ${wantedFor}, is taken; stop the program that uses it, or run "npm start -- --ports auto".`,
      { cause },
    );
  }
  return new LauncherError(
    `${port}, wanted for ${wantedFor}, can't be opened on ${host} (${code ?? String(cause)}); choose another --host, or run with "--ports auto".`,
    { cause },
  );
}
