import { readFileSync } from 'node:fs';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);
const url = z.url({ protocol: /^https?$/, error: 'must be an http or https URL' });
const token = z.string().min(1);
const key = z
  .base64('must be base64')
  .transform((text) => Buffer.from(text, 'base64'))
  .refine((bytes) => bytes.length === 32, 'must be 32 bytes in base64');

/** The configuration of the console. */
export const configSchema = z.object({
  HOST: z.string().min(1).default('127.0.0.1').describe('address to listen on'),
  PORT: port.default(8080).describe('port to listen on; 0 for any free one'),
  LISTEN_FD: z.coerce
    .number()
    .int()
    .min(3)
    .optional()
    .describe('inherited descriptor of a socket that listens already'),
  PUBLIC_URL: url.optional().describe('how browsers reach the console'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('least level that is logged'),
  DM_SERVER_URL: url.describe('the DM Server, as this server reaches it'),
  DATA_REPOSITORY_URL: url
    .optional()
    .describe('the Data Repository, as this server reaches it; for the pages of objects'),
  REPOSITORY_API_TOKEN: token.optional().describe('token of the management API of the Data Repository'),
  WEB_SERVER_COMPONENT_URL: url
    .optional()
    .describe('the Web Server Component, as this server reaches it; for the previews of pages'),
  WSC_API_TOKEN: token.optional().describe('token of the API of the Web Server Component'),
  WEB_DIR: z.string().min(1).optional().describe('folder of the web bundle; the built one if not set'),
  CONSOLE_SESSION_KEY: key.describe('32 random bytes in base64; they encrypt the cookie of who is signed in'),
});

export type Config = z.infer<typeof configSchema>;

/** Everything that is wrong with the configuration, one line each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Reads the configuration; `NAME_FILE` names a file that holds `NAME`. @throws ConfigError */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const given: Record<string, string> = {};
  const problems: string[] = [];
  const unreadable = new Set<string>();
  for (const name of Object.keys(configSchema.shape)) {
    const file = env[`${name}_FILE`];
    try {
      const value = env[name] || (file ? readFileSync(file, 'utf8').trim() : '');
      if (value) given[name] = value;
    } catch {
      unreadable.add(name);
      problems.push(`${name}_FILE: ${file ?? ''} can't be read`);
    }
  }
  const parsed = configSchema.safeParse(given);
  if (parsed.success && problems.length === 0) return parsed.data;
  for (const issue of parsed.error?.issues ?? []) {
    const name = String(issue.path[0] ?? '') as keyof Config;
    if (unreadable.has(name)) continue;
    const hint = configSchema.shape[name].description ?? '';
    problems.push(`${name} ${name in given ? `(${hint}): ${issue.message}` : `is not set: ${hint}`}`);
  }
  throw new ConfigError(problems.join('\n'));
}
