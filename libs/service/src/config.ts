import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Members every service has. */
export const baseConfig = z.object({
  HOST: z.string().min(1).default('127.0.0.1').describe('address to listen on'),
  PORT: z.coerce.number().int().min(0).max(65535).describe('port to listen on; 0 for any free one'),
  LISTEN_FD: z.coerce
    .number()
    .int()
    .min(3)
    .optional()
    .describe('inherited descriptor of a socket that listens already; goes before HOST and PORT'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional()
    .describe('how others reach this service; its own address by default'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('least level that is logged'),
});

/** Members of a service with a database. */
export const databaseConfig = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).describe('PostgreSQL, as the role of this service'),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(10).describe('connections at most'),
});

/** A key of 32 bytes in base64. */
export const key32 = () =>
  z
    .base64()
    .transform((text) => Buffer.from(text, 'base64'))
    .refine((key) => key.length === 32, 'must be 32 bytes in base64');

/** A secret of Standard Webhooks. */
export const webhookSecret = () =>
  z.string().regex(/^whsec_[A-Za-z0-9+/=]{24,}$/, 'must be "whsec_" and at least 24 bytes in base64');

/** How long something is kept. */
export const retentionDays = (what: string) =>
  z.coerce.number().int().min(0).default(30).describe(`days that ${what} are kept; 0 keeps them for ever`);

export type BaseConfig = z.infer<typeof baseConfig>;
export type DatabaseConfig = z.infer<typeof databaseConfig>;

/** Everything that is wrong with a configuration, one line each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads a service's configuration from the environment, once, at start. `NAME_FILE` names a file that holds the value of
 * `NAME`; an empty value is none.
 *
 * @throws ConfigError that lists all problems at once.
 */
export function loadConfig<S extends z.ZodObject>(
  schema: S,
  env: NodeJS.ProcessEnv = process.env,
): z.infer<S> {
  const given: Record<string, string> = {};
  const problems: string[] = [];
  for (const name of Object.keys(schema.shape)) {
    const value = env[name];
    const file = env[`${name}_FILE`];
    if (value) given[name] = value;
    else if (file) {
      try {
        given[name] = readFileSync(file, 'utf8').trim();
      } catch (error) {
        problems.push(
          `${name}_FILE: ${file} can't be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`,
        );
      }
    }
  }
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const name = String(issue.path[0] ?? '');
      if (problems.some((problem) => problem.startsWith(`${name}_FILE:`))) continue;
      const description = descriptionOf(schema.shape[name] as z.ZodType | undefined);
      problems.push(
        `${name}: ${name in given ? issue.message : 'is not set'}${description ? ` (${description})` : ''}`,
      );
    }
  }
  if (problems.length > 0 || !parsed.success) throw new ConfigError(problems.join('\n'));
  return parsed.data;
}

/** The configuration as a table in Markdown. */
export function describeConfig(schema: z.ZodObject): string {
  const rows = Object.entries(schema.shape).map(([name, member]) => {
    const type = member as z.ZodType;
    const absent = type.safeParse(undefined);
    const fallback = absent.success
      ? absent.data === undefined
        ? ''
        : `\`${textOf(absent.data)}\``
      : '(required)';
    return `| \`${name}\` | ${fallback} | ${descriptionOf(type) ?? ''} |`;
  });
  return ['| Variable | Default | What it is |', '|---|---|---|', ...rows].join('\n');
}

/** A default put on later hides what it is put on. */
function descriptionOf(type: z.ZodType | undefined): string | undefined {
  if (type?.description !== undefined) return type.description;
  return type instanceof z.ZodDefault ? descriptionOf(type.unwrap() as z.ZodType) : undefined;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
