import { baseConfig, databaseConfig, key32, retentionDays, webhookSecret } from '@dm2/service';
import { z } from 'zod';
import { mediaRange } from './media-range.js';

/** The configuration of the Data Repository. */
export const configSchema = baseConfig.extend(databaseConfig.shape).extend({
  PORT: baseConfig.shape.PORT.default(8083),
  DATABASE_SCHEMA: z
    .string()
    .regex(/^[a-z_][a-z0-9_]*$/)
    .default('data_repository')
    .describe('the schema of this service'),
  REPOSITORY_API_TOKEN: z.string().min(16).describe('token of the management API'),
  REPOSITORY_URL_KEY: key32().describe('checks the URLs that devices were given'),
  EVENTS_URL: z.url().describe('where events are reported: /internal/events of the DM Server'),
  INTERNAL_EVENTS_SECRET: webhookSecret().describe('signs these events'),
  OBJECT_DIR: z.string().min(1).describe('folder of the objects'),
  MAX_OBJECT_BYTES: z.coerce
    .number()
    .int()
    .min(1)
    .default(2 * 1024 ** 3)
    .describe('bytes of an object at most'),
  TRANSFER_IDLE_MS: z.coerce
    .number()
    .int()
    .min(1000)
    .default(60_000)
    .describe('after which a transfer that stands still is cut'),
  ACCEPTED_TYPES: z
    .string()
    .refine((text) => text.split(',').every((part) => mediaRange.safeParse(part).success), {
      error: 'must be media types, such as "text/plain" or "text/*", parted by commas',
    })
    .default('application/dmmo+json, application/octet-stream, application/json, text/plain')
    .describe('media types that devices may send, where an object has no policy of its own'),
  ACCESS_RETENTION_DAYS: retentionDays('access records and delivered events'),
});

export type Config = z.infer<typeof configSchema>;
