import process from 'node:process';
import { pino, type Logger } from 'pino';

const ignore = (): void => undefined;

/**
 * The log of a service: JSON lines on standard output. A reader that is gone ends nothing: the service stops by itself, or is stopped.
 * Not pino's own destination, which writes a last line again and again, for ever, when the reader is gone as the process exits.
 */
export function createLog(service: string, level: string): Logger {
  const { stdout } = process;
  if (!stdout.listeners('error').includes(ignore)) stdout.on('error', ignore);
  return pino({ level, base: { service } }, stdout);
}
