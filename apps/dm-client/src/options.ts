import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BROWSERS, type BrowserName } from './adapters/browsers.js';

/** A wrong option, in one sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Options of `run` and `session`, as commander reads them. */
export interface RawOptions {
  readonly server?: string;
  readonly devId?: string;
  readonly user?: string;
  readonly password?: string;
  readonly passwordFile?: string;
  readonly serverId?: string;
  readonly bootstrap?: string;
  readonly notify?: string;
  readonly notifySecret?: string;
  readonly notifySecretFile?: string;
  readonly screen?: string;
  readonly browser: string;
  readonly answers?: string;
  readonly answerAfter: string;
  readonly think: string;
  readonly lang: string;
  readonly state?: string;
  readonly timeout: string;
  readonly repositoryTimeout: string;
  readonly json?: boolean;
}

export function browserName(text: string): BrowserName {
  const name = BROWSERS.find((known) => known === text);
  if (!name) throw new UsageError(`--browser is one of ${BROWSERS.join(', ')}, not ${text}`);
  return name;
}

export function wholeNumber(option: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`${option} is a whole number, not ${text}`);
  return Number(text);
}

/** The whole DM endpoint, used as it is. */
export function endpoint(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (!/^https?:\/\//.test(text) || !URL.canParse(text))
    throw new UsageError(
      `--server is the URL of a DM endpoint, such as http://127.0.0.1:8081/dm, not ${text}`,
    );
  return text;
}

/** A secret given as it is or by the file that holds it. */
export function secretOf(
  option: string,
  value: string | undefined,
  file: string | undefined,
): string | undefined {
  if (value !== undefined && value !== '') return value;
  if (file === undefined || file === '') return undefined;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new UsageError(`${option}: ${file} can't be read`);
  }
}

export function base64(option: string, text: string | undefined): Uint8Array | undefined {
  if (text === undefined) return undefined;
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) throw new UsageError(`${option} is base64`);
  return Buffer.from(text, 'base64');
}

/** Answers of the scripted user: JSON, or a file of it. */
export function answersOf(text: string | undefined): Record<string, string> {
  if (text === undefined) return { choice: 'accept' };
  let json: unknown;
  try {
    json = JSON.parse(text.trim().startsWith('{') ? text : readFileSync(text, 'utf8'));
  } catch {
    throw new UsageError(`--answers is a JSON object or a file of one`);
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new UsageError('--answers is a JSON object');
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, String(value)]));
}

/** The state folder; without one, a folder that is removed at the end. */
export function stateDirectory(given: string | undefined): { directory: string; remove: () => void } {
  if (given !== undefined) return { directory: given, remove: () => undefined };
  const directory = mkdtempSync(join(tmpdir(), 'dm-client-'));
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}

export function hostAndPort(option: string, text: string): { host: string; port: number } {
  const match = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text);
  const port = Number(match?.[3]);
  if (!match || port > 65535) throw new UsageError(`${option} is HOST:PORT, not ${text}`);
  return { host: match[1] ?? match[2] ?? '', port };
}
