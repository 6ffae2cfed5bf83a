import { readFileSync } from 'node:fs';
import { z } from 'zod';

const key = z
  .base64()
  .transform((text) => Buffer.from(text, 'base64'))
  .refine((bytes) => bytes.length === 32, 'must be 32 bytes in base64');

/** The configuration of the console. */
export const configSchema = z.object({
  HOST: z.string().min(1).default('127.0.0.1').describe('address to listen on'),
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65535)
    .default(8080)
    .describe('port to listen on; 0 for any free one'),
  LISTEN_FD: z.coerce
    .number()
    .int()
    .min(3)
    .optional()
    .describe('inherited descriptor of a socket that listens already'),
  PUBLIC_URL: z.url().optional().describe('how others reach the console'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('least level that is logged'),
  DM_SERVER_URL: z.url().describe('the DM Server, for the console'),
  CONSOLE_SESSION_KEY: key.describe('encrypts the cookie of a signed-in browser'),
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
  for (const name of Object.keys(configSchema.shape)) {
    const file = env[`${name}_FILE`];
    try {
      const value = env[name] || (file ? readFileSync(file, 'utf8').trim() : '');
      if (value) given[name] = value;
    } catch {
      problems.push(`${name}_FILE: ${file ?? ''} can't be read`);
    }
  }
  const parsed = configSchema.safeParse(given);
  if (parsed.success && problems.length === 0) return parsed.data;
  for (const issue of parsed.error?.issues ?? []) {
    const name = String(issue.path[0] ?? '');
    problems.push(`${name}: ${name in given ? issue.message : 'is not set'}`);
  }
  throw new ConfigError(problems.join('\n'));
}
