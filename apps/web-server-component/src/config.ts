import { baseConfig, databaseConfig, webhookSecret } from '@dm2/service';
import { z } from 'zod';

/** The configuration of the Web Server Component. */
export const configSchema = baseConfig.extend(databaseConfig.shape).extend({
  PORT: baseConfig.shape.PORT.default(8082),
  DATABASE_SCHEMA: z
    .string()
    .regex(/^[a-z_][a-z0-9_]*$/)
    .default('web_server_component')
    .describe('the schema of this service'),
  WSC_API_TOKEN: z.string().min(16).describe('token of the API with which UI sessions are made'),
  EVENTS_URL: z.url().describe('where feedback goes: /internal/events of the DM Server'),
  INTERNAL_EVENTS_SECRET: webhookSecret().describe('signs the feedback'),
});

export type Config = z.infer<typeof configSchema>;
