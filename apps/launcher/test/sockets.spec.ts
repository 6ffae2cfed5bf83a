import { createSocket } from 'node:dgram';
import { once, type EventEmitter } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { LauncherError } from '../src/launcher-error.js';
import { bindFor, checkDevicePorts } from '../src/sockets.js';
import { components, notificationPort } from '../src/components.js';

/** Taken by us, or by a program of this machine: both will do. */
async function takenNow(other: EventEmitter): Promise<void> {
  await Promise.race([once(other, 'listening'), new Promise((resolve) => other.once('error', resolve))]);
}

function close(other: { close(): unknown }): void {
  try {
    other.close();
  } catch {
    // it was not open: the port belongs to another program
  }
}

describe('a port of the table that is taken', () => {
  it('is named with its service and what to do', async () => {
    const other = createServer().listen(components['data-repository'].port, '127.0.0.1');
    await takenNow(other);
    try {
      const refused = bindFor('data-repository', '127.0.0.1', 'table');
      await expect(refused).rejects.toThrow(LauncherError);
      await expect(refused).rejects.toThrow(
        /^Port 8083, wanted for Data Repository, is taken; stop .* "npm start -- --ports auto"\.$/,
      );
    } finally {
      close(other);
    }
  });

  it('is named for UDP too', async () => {
    const other = createSocket('udp4');
    other.bind(notificationPort, '127.0.0.1');
    await takenNow(other);
    try {
      await expect(checkDevicePorts('127.0.0.1', 'table')).rejects.toThrow(/^UDP port 2948, wanted for/);
    } finally {
      close(other);
    }
  });

  it('does not matter with automatic ports', async () => {
    const socket = await bindFor('console', '127.0.0.1', 'auto');
    expect(socket.port).toBeGreaterThan(0);
    socket.release();
    expect(await checkDevicePorts('127.0.0.1', 'auto')).toEqual({ screen: 0, udp: 0 });
  });

  it('names an address that this machine does not have', async () => {
    await expect(bindFor('console', '203.0.113.1', 'auto')).rejects.toThrow(/choose another --host/);
  });
});
