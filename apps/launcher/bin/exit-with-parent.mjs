// Preloaded into each program that the launcher starts. File descriptor 4 is a pipe from the launcher that carries nothing: it
// closes when the launcher is gone, also after kill -9, and then this program stops as if it had been asked to.
import { fstatSync } from 'node:fs';
import { Socket } from 'node:net';

const fd = 4;
const graceMs = 4000;

function isOpen() {
  try {
    return fstatSync(fd).isFIFO() || fstatSync(fd).isSocket();
  } catch {
    return false;
  }
}

if (isOpen()) {
  const pipe = new Socket({ fd, readable: true, writable: false });
  pipe.on('error', () => undefined);
  pipe.on('close', () => {
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), graceMs).unref();
    process.kill(process.pid, 'SIGTERM');
  });
  pipe.resume();
  pipe.unref();
}
