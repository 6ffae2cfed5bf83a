import { readFileSync } from 'node:fs';
import process from 'node:process';
import { z } from 'zod';
import { Api } from './api.js';
import type { Registration } from './basic-flow.js';
import { LauncherError } from './launcher-error.js';
import type { Endpoints } from './stack.js';

const names = [
  'DM_SERVER_URL',
  'WSC_URL',
  'REPOSITORY_URL',
  'DEVICE_URL',
  'DM_API_TOKEN',
  'WSC_API_TOKEN',
  'REPOSITORY_API_TOKEN',
  'DM_CLIENT_USER',
  'DM_CLIENT_PASSWORD',
  'DM_CLIENT_NOTIFY_SECRET',
  'NOTIFY_HOST',
  'NOTIFY_PORT',
] as const;
type Name = (typeof names)[number];

/** Where services run that somebody else has started, and what the device is to be registered with. Each variable may be given as `NAME_FILE`. */
export async function givenEndpoints(
  env: NodeJS.ProcessEnv = process.env,
): Promise<{ endpoints: Endpoints; registration: Registration }> {
  const value = readAll(env);
  const endpoints: Endpoints = {
    dmServer: value.DM_SERVER_URL,
    webServerComponent: value.WSC_URL,
    dataRepository: value.REPOSITORY_URL,
    device: value.DEVICE_URL,
    apiToken: value.DM_API_TOKEN,
    wscToken: value.WSC_API_TOKEN,
    repositoryToken: value.REPOSITORY_API_TOKEN,
  };
  const { devId } = await new Api('DM Client', endpoints.device).get(
    '/api/v1/device',
    z.object({ devId: z.string() }),
  );
  return {
    endpoints,
    registration: {
      devId,
      user: value.DM_CLIENT_USER,
      password: value.DM_CLIENT_PASSWORD,
      notifySecret: value.DM_CLIENT_NOTIFY_SECRET,
      notify: { host: value.NOTIFY_HOST, port: Number(value.NOTIFY_PORT) },
    },
  };
}

function readAll(env: NodeJS.ProcessEnv): Record<Name, string> {
  const entries = names.map((name) => [name, givenValue(name, env)] as const);
  const missing = entries.filter(([, value]) => value === undefined).map(([name]) => name);
  if (missing.length > 0) throw new LauncherError(`Set ${missing.join(', ')} (or each as NAME_FILE).`);
  return Object.fromEntries(entries) as Record<Name, string>;
}

/** A variable of the environment, or what is in the file that `NAME_FILE` names. */
export function givenValue(name: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const file = env[`${name}_FILE`];
  if (!file) return env[name];
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new LauncherError(`${name}_FILE can't be read: ${file}`, { cause });
  }
}
