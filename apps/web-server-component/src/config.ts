import { baseConfig, databaseConfig, retentionDays, webhookSecret } from '@dm2/service';
import { z } from 'zod';

/** The configuration of the Web Server Component. */
export const configSchema = baseConfig.extend(databaseConfig.shape).extend({
  PORT: baseConfig.shape.PORT.default(8082),
  DATABASE_SCHEMA: z
    .string()
    .regex(/^[a-z_][a-z0-9_]*$/, 'must be a lower-case name')
    .default('web_server_component')
    .describe('schema of this service; `<schema>_jobs` holds its queues'),
  WSC_API_TOKEN: z.string().min(16).describe('bearer token of the API, 16 characters at least'),
  EVENTS_URL: z
    .url({ protocol: /^https?$/ })
    .describe('where events are reported: `/internal/events` of the DM Server'),
  INTERNAL_EVENTS_SECRET: webhookSecret().describe('signs these events (`whsec_…`)'),
  FRAME_ANCESTORS: z
    .string()
    .regex(/^[^;,\r\n]+$/, 'must be sources of a Content-Security-Policy, parted by spaces')
    .optional()
    .describe(
      'who may show the pages in a frame (`frame-ancestors`); by default pages of the same host, such as a simulated screen',
    ),
  ACCESS_RETENTION_DAYS: retentionDays('access records and delivered events'),
});

export type Config = z.infer<typeof configSchema>;
