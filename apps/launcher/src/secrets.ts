import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { serviceNames } from '@dm2/cluster';
import { z } from 'zod';
import { LauncherError } from './launcher-error.js';

const base64 = z.string().min(1);

const secretsSchema = z.object({
  /** Bearer token of the management API and the console. */
  apiToken: z.string().min(1),
  /** Encrypts the devices' secrets in the database; a lost one makes them unreadable. */
  secretKey: base64,
  /** Signs internal events (Standard Webhooks). */
  eventsSecret: z.string().startsWith('whsec_'),
  wscToken: z.string().min(1),
  repositoryToken: z.string().min(1),
  repositoryUrlKey: base64,
  consoleKey: base64,
  device: z.object({ user: z.string(), password: z.string(), notifySecret: base64 }),
  database: z.record(z.string(), z.string()),
});

/** Everything secret that the parts share. */
export type Secrets = z.infer<typeof secretsSchema>;

/** Makes all of them at random, or takes those the environment gives. */
export function makeSecrets(env: NodeJS.ProcessEnv = process.env): Secrets {
  const key = () => randomBytes(32).toString('base64');
  const token = () => randomBytes(24).toString('base64url');
  return {
    apiToken: env['DM_API_TOKEN'] ?? token(),
    secretKey: key(),
    eventsSecret: `whsec_${key()}`,
    wscToken: token(),
    repositoryToken: token(),
    repositoryUrlKey: key(),
    consoleKey: key(),
    device: { user: 'device-1', password: token(), notifySecret: key() },
    database: Object.fromEntries(serviceNames.map((name) => [name, token()])),
  };
}

/**
 * Reads the secrets of an earlier start, or makes and keeps them (mode 0600). `DM_API_TOKEN` in the environment wins and is kept.
 */
export function loadSecrets(folder: string, env: NodeJS.ProcessEnv = process.env): Secrets {
  const file = path.join(folder, 'secrets.json');
  const found = readSecrets(file);
  const secrets = found ?? makeSecrets(env);
  const token = env['DM_API_TOKEN'] ?? secrets.apiToken;
  if (found && token === found.apiToken) return found;
  const current = { ...secrets, apiToken: token };
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(current, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return current;
}

function readSecrets(file: string): Secrets | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new LauncherError(`${file} can't be read (${(error as Error).message}); make it readable.`, {
      cause: error,
    });
  }
  try {
    return secretsSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new LauncherError(
      `${file} is damaged; restore it, or remove the folder ${path.dirname(file)} to start anew.`,
      { cause },
    );
  }
}
