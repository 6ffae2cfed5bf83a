import type { IncomingMessage } from 'node:http';

/** Bytes of a refused upload that are still taken. */
const MOST = 1024 * 1024;

/**
 * Takes in what a client goes on to send after it was refused: one that reads the answer only when it has sent everything would
 * lose it, and with it `OMADM-Accept`, if the connection were closed at once. Who sends more than a little is cut off.
 */
export function takeTheRest(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return;
  let left = MOST;
  const take = (chunk: Buffer) => {
    left -= chunk.length;
    if (left >= 0) return;
    request.off('data', take);
    request.socket.destroySoon();
  };
  request.on('error', () => undefined);
  request.on('data', take);
}
