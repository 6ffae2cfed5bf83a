import { MEDIA, parseMediaType } from '@dm2/protocol';
import { baseConfig, databaseConfig, key32, webhookSecret } from '@dm2/service';
import { z } from 'zod';

const serviceUrl = () => z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));

/** Several keys, the current one first: the others only read what was encrypted before a rotation. */
const keys32 = () =>
  z.string().transform((text, context) => {
    const keys = text.split(',').map((part) => key32().safeParse(part.trim()));
    const good = keys.flatMap((key) => (key.success ? [key.data] : []));
    if (good.length !== keys.length)
      context.addIssue('must be 32 bytes in base64; several are parted by commas, the current one first');
    return good;
  });

const flag = () => z.enum(['true', 'false']).transform((text) => text === 'true');

/** Media ranges as in `Accept` (TS 5.5); empty for nothing beyond what the specification mandates. */
const mediaRanges = () =>
  z.string().transform((text, context) => {
    const ranges = text
      .split(',')
      .map((range) => range.trim())
      .filter((range) => range !== '');
    if (ranges.some((range) => !parseMediaType(range)))
      context.addIssue('must be media types or ranges such as image/*, parted by commas');
    return ranges.every((range) => range === MEDIA.mo) ? '' : ranges.join(', ');
  });

export const serverConfig = z.object({
  ...baseConfig.shape,
  ...databaseConfig.shape,
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65535)
    .default(8081)
    .describe('port to listen on; 0 for any free one'),
  DATABASE_SCHEMA: z
    .string()
    .regex(/^[a-z_][a-z0-9_]{0,50}$/, 'must be a lower-case name')
    .default('dm_server')
    .describe('schema of this service; `<schema>_jobs` holds its queues'),
  DM_API_TOKEN: z.string().min(16).describe('bearer token of the management API, 16 characters at least'),
  DM_SECRET_KEY: keys32().describe(
    'encrypts device secrets: 32 bytes in base64; to rotate, put the new key before the old one, parted by a comma',
  ),
  DM_SERVER_ID: z
    .string()
    .min(1)
    .max(255)
    .default('dm2.example')
    .describe('SERVER-ID of notifications: `SrvID` of the DM Account of the devices'),
  INTERNAL_EVENTS_SECRET: webhookSecret().describe('signs the events of the internal interface (`whsec_…`)'),
  WSC_URL: serviceUrl().describe('base URL of the API of the Web Server Component'),
  WSC_API_TOKEN: z.string().min(16).describe('its bearer token'),
  REPOSITORY_PUBLIC_URL: serviceUrl().describe('base URL of the Data Repository as devices reach it'),
  REPOSITORY_URL_KEY: key32().describe('signs object URLs: 32 bytes in base64'),
  REPOSITORY_URL_MINUTES: z.coerce
    .number()
    .int()
    .min(1)
    .default(60)
    .describe('how long an object URL in HGET, HPUT or HPOST holds'),
  REPOSITORY_STANDING_URL_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3650)
    .default(365)
    .describe('how long one in SUB or DEFAULT holds, which a device uses as long as it keeps it'),
  REPOSITORY_ACCEPTED_TYPES: mediaRanges()
    .default('application/dmmo+json, application/octet-stream, application/json, text/plain')
    .describe(
      'what the repositories of HPUT and HPOST take, told to devices as OMADM-Accept; `application/dmmo+json` alone need not be told',
    ),
  DM_BODY_LIMIT: z.coerce
    .number()
    .int()
    .min(1024)
    .max(256 * 1024 * 1024)
    .default(8 * 1024 * 1024)
    .describe('bytes of a package at most; beyond it 413'),
  DM_HOLD_MS: z.coerce
    .number()
    .int()
    .min(0)
    .max(60_000)
    .default(8000)
    .describe(
      'how long an answer is held back while only a user is awaited, in milliseconds; a device may have its own',
    ),
  DM_PACKAGE2_STATUS: flag()
    .default(true)
    .describe(
      "whether Package#2 carries the status of the previous package; a device's `profile` goes before it",
    ),
  DM_LOG_RETENTION_DAYS: z.coerce
    .number()
    .int()
    .min(0)
    .default(30)
    .describe('days that packages and events are kept; 0 keeps them for ever'),
});

export type ServerConfig = z.infer<typeof serverConfig>;
