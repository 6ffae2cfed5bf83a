import { ACCESS_TYPES, CONNECTION_TYPES, FORMATS, OCCURRENCES } from '@dm2/protocol';
import { z } from 'zod';
import { AUTH_SCHEMES } from '../dm/authentication/scheme.js';

const NOTIFICATION_STATES = ['queued', 'sent', 'answered', 'expired', 'failed'] as const;

export const auth = z
  .object({
    scheme: z.enum(AUTH_SCHEMES),
    username: z
      .string()
      .min(1)
      .max(255)
      .refine((name) => !name.includes(':'), 'HTTP Basic has no colon in a user name')
      .optional(),
    password: z.string().min(1).max(1024).optional(),
  })
  .describe('basic needs username and password');

export const notification = z.object({
  transport: z.literal('udp'),
  host: z.string().min(1).max(255),
  port: z.number().int().min(1).max(65535),
  secret: z
    .base64()
    .optional()
    .describe('Auth/Noti/Secret of the DM Account, base64; without it notifications have no digest'),
  data: z
    .base64()
    .optional()
    .describe('Auth/Noti/Data of the DM Account, base64: the auth-data of the digest'),
});

export const newDevice = z.object({
  devId: z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/, 'must be 1 to 255 visible characters')
    .describe('DevInfo/DevID (TS 12.1)'),
  auth,
  notification: notification.optional(),
  profile: z
    .enum(['cr', 'ts'])
    .optional()
    .describe('ts leaves out what only the change request has: Status in Package#2'),
  holdMs: z
    .number()
    .int()
    .min(0)
    .max(60_000)
    .optional()
    .describe('how long an answer may be held back while a user is awaited'),
  cache: z
    .boolean()
    .default(true)
    .describe(
      'whether reads carry the cache validator that is known (TS 11); false for a device that misreads cv',
    ),
});

export const changedDevice = z.object({
  auth: auth.optional(),
  notification: notification.nullable().optional(),
  profile: newDevice.shape.profile.unwrap().nullable().optional(),
  holdMs: newDevice.shape.holdMs.unwrap().nullable().optional(),
  cache: newDevice.shape.cache.unwrap().optional(),
});

const rawCommand = z.array(z.string()).min(1).describe('[name, ...parameters in order] (TS 7.2.1.2)');
const step = z.strictObject({
  commands: z.array(rawCommand).max(200).optional(),
  show: z
    .strictObject({
      page: z.string().min(1).max(100),
      data: z.record(z.string(), z.unknown()).optional(),
      as: z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, 'must be a name without dots'),
    })
    .optional(),
  await: z.string().optional(),
  upTo: z.string().optional(),
  otherwise: z.enum(['continue', 'callback', 'fail']).optional(),
  when: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  final: z.boolean().optional(),
});

/** The states of a task; it has ended in the last four. */
export const TASK_STATES = [
  'queued',
  'running',
  'waiting',
  'succeeded',
  'failed',
  'cancelled',
  'expired',
] as const;

export const newTask = z.strictObject({
  name: z.string().min(1).max(200).default('task'),
  notify: z.boolean().optional(),
  expiresAt: z.iso.datetime({ offset: true }).optional(),
  onFailure: z.enum(['continue', 'stop']).optional(),
  steps: z.array(step).min(1).max(200),
});

export const newNotification = z
  .object({
    reqMos: z.boolean().default(false).describe('REQ-MOS: Package#1 lists the management objects'),
    preferredConTypes: z
      .array(z.enum(CONNECTION_TYPES))
      .max(4)
      .refine(
        (types) => !types.includes('any') || types.indexOf('any') === types.length - 1,
        '"any" may only be the last',
      )
      .optional(),
    expiresAt: z.iso.datetime({ offset: true }).optional(),
  })
  .prefault({});

export const page = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(300).optional(),
});
export const devicesPage = page.extend({ devId: z.string().max(255).optional() });
export const devicePage = page.extend({
  search: z.string().max(255).optional().describe('text in the DevID; upper and lower case are one'),
  match: z
    .enum(['contains', 'begins'])
    .default('contains')
    .describe('where in the DevID; a beginning is found by an index'),
  session: z.enum(['open', 'none']).optional(),
  scheme: z.enum(AUTH_SCHEMES).optional(),
  transport: z.enum(['udp', 'none']).optional().describe('how it is notified; none: it has no address'),
  notified: z
    .enum([...NOTIFICATION_STATES, 'never'])
    .optional()
    .describe('how far its last notification came'),
  seenAfter: z.iso.datetime({ offset: true }).optional(),
  seenBefore: z.iso.datetime({ offset: true }).optional().describe('not those that were never seen'),
  seen: z.enum(['ever', 'never']).optional(),
  sort: z.enum(['registered', 'seen']).default('registered').describe('the newest, or latest seen, first'),
});
export const uiSessionPage = page.extend({
  devId: z.string().max(255).optional(),
  state: z
    .enum(['open', 'created', 'opened', 'answered', 'finished', 'expired'])
    .optional()
    .describe('open: neither finished nor expired'),
  page: z.string().min(1).max(100).optional().describe('the kind of page'),
});
export const sessionPage = page.extend({
  devId: z.string().max(255).optional(),
  state: z.enum(['open', 'ended', 'aborted', 'expired']).optional(),
});

// Answers, for OpenAPI and whoever reads it.
const at = z.iso.datetime();
const SESSION_STATES = ['open', 'ended', 'aborted', 'expired'] as const;
const UI_SESSION_STATES = ['created', 'opened', 'answered', 'finished', 'expired'] as const;
const list = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().nullable().describe('cursor of the next page') });
const remark = z.object({ clause: z.string(), text: z.string() });
export const deviceView = z.object({
  devId: z.string(),
  auth: z.object({ scheme: z.enum(AUTH_SCHEMES), username: z.string().nullable() }),
  notification: z
    .object({
      transport: z.literal('udp'),
      host: z.string(),
      port: z.number(),
      data: z.string().optional(),
      signed: z.boolean(),
    })
    .nullable(),
  profile: z.enum(['cr', 'ts']),
  lang: z.string().nullable(),
  holdMs: z.number().nullable(),
  cache: z.boolean(),
  registeredAt: at,
  lastSeenAt: at.nullable(),
  openSessionId: z.string().nullable(),
  lastNotification: z
    .object({ id: z.string(), state: z.enum(NOTIFICATION_STATES), reason: z.string().nullable(), at })
    .nullable(),
  remarks: z.array(remark).readonly(),
});
export const taskView = z.object({
  id: z.string(),
  devId: z.string(),
  name: z.string(),
  state: z.enum(TASK_STATES),
  reason: z.string().nullable(),
  retryOf: z.string().nullable(),
  batchId: z.string().nullable().describe('what it was queued together with, for other devices'),
  step: z.number().describe('index of the step that is next; `steps` when none is left'),
  steps: z.number(),
  createdAt: at,
  endedAt: at.nullable(),
  expiresAt: at.nullable(),
});
export const queuedTask = taskView.extend({
  warnings: z
    .array(z.object({ field: z.string(), clause: z.string().optional(), detail: z.string() }))
    .describe(
      'what a device will hardly do, by the descriptions of the objects (TS 6.4); the task is queued',
    ),
});
export const taskDetail = taskView.extend({
  definition: z.unknown(),
  progress: z.object({
    resumes: z.number().describe('how often the step was sent again after a session was lost'),
    waitingSince: at.nullable().describe('when the await was reached'),
    callback: z.boolean().describe('it waits outside of a session: the feedback calls the device back'),
    shows: z.array(
      z.object({
        as: z.string(),
        step: z.number(),
        state: z.enum(['deferred', 'prepared', 'shown', 'failed']),
        uiSessionId: z.string(),
        reason: z.string().optional(),
      }),
    ),
  }),
  sessions: z
    .array(z.object({ id: z.string(), state: z.enum(SESSION_STATES), openedAt: at }))
    .describe('the sessions it ran in, oldest first'),
  uiSessions: z.array(
    z.object({ id: z.string(), as: z.string(), page: z.string(), state: z.enum(UI_SESSION_STATES) }),
  ),
  results: z.array(
    z.object({
      step: z.number(),
      index: z.number(),
      command: z.array(z.string()),
      status: z.number().nullable(),
      at,
      uris: z.array(z.string()).optional(),
      data: z
        .object({
          contentType: z.string(),
          encoding: z.enum(['mo', 'text', 'base64']),
          value: z.unknown(),
          cached: z
            .literal(true)
            .optional()
            .describe('the device answered 304: this was read before and still holds (TS 11)'),
        })
        .optional(),
      alert: z
        .object({
          id: z.string(),
          type: z.string(),
          sourceUri: z.string().nullable(),
          mark: z.string().nullable(),
          dataType: z.string().nullable(),
          data: z.record(z.string(), z.unknown()).nullable(),
          at,
        })
        .optional()
        .describe('what the device reported of an asynchronous EXEC (TS 5.4.1)'),
      outcome: z.string().optional().describe('why there is no status: final, unknown, not-sent, skipped'),
      reason: z.string().optional(),
    }),
  ),
});
export const eventView = z.object({
  id: z.string(),
  type: z.string(),
  source: z.string(),
  at,
  taskId: z.string().nullable(),
  data: z.record(z.string(), z.unknown()),
});
export const sessionView = z.object({
  id: z.string(),
  devId: z.string(),
  state: z.enum(SESSION_STATES),
  initiator: z.enum(['server', 'client']),
  notificationId: z.number().nullable(),
  openedAt: at,
  closedAt: at.nullable(),
  exchanges: z.number(),
  commands: z.object({ ok: z.number(), failed: z.number() }),
});
export const packageView = z.object({
  id: z.string(),
  number: z.number(),
  direction: z.enum(['in', 'out']),
  contentType: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
  encoding: z.enum(['utf8', 'base64']),
  bytes: z.number(),
  at,
  remarks: z.array(remark).readonly(),
});
export const uiSessionView = z.object({
  id: z.string(),
  devId: z.string(),
  sessionId: z.string(),
  taskId: z.string(),
  as: z.string(),
  page: z.string(),
  state: z.enum(UI_SESSION_STATES),
  result: z.record(z.string(), z.unknown()).nullable(),
  createdAt: at,
  changedAt: at.describe('since when it is in this state, as far as the events still tell'),
  expiresAt: at,
});
export const uiSessionDetail = uiSessionView.extend({ events: z.array(eventView) });
export const notificationView = z.object({
  id: z.string(),
  notificationId: z.number(),
  state: z.enum(NOTIFICATION_STATES),
  reason: z.string().nullable(),
  reqMos: z.boolean(),
  preferredConTypes: z.array(z.enum(CONNECTION_TYPES)).nullable(),
  attempts: z.number(),
  bytes: z.string().nullable().describe('Package#0 as it was sent last (TS 7.1.1), in hexadecimal'),
  createdAt: at,
  sentAt: at.nullable(),
  answeredAt: at.nullable(),
  expiresAt: at,
  sessionId: z.string().nullable(),
  taskId: z.string().nullable(),
});
export const subscriptionView = z.object({
  clientUri: z.string().describe('what is watched'),
  serverUri: z.string().describe('where changes are reported to, as the task says it'),
  since: at,
  status: z.number(),
  taskId: z.string(),
  step: z.number(),
  index: z.number(),
});
export const serverView = z.object({
  serverId: z.string().describe('SrvID of the DM Account (TS 12.2)'),
  dmEndpoint: z.string().describe('SrvURI of the DM Account'),
  authSchemes: z.array(z.enum(AUTH_SCHEMES)).describe('by which devices can authenticate'),
  profile: z.enum(['cr', 'ts']).describe('of a device that is registered without one'),
});

export const sessionDetail = sessionView.extend({
  packages: z.array(packageView),
  events: z.array(eventView),
  notifications: z
    .array(notificationView)
    .describe('those that led to it, and those with which its UI sessions called the device back'),
  uiSessions: z
    .array(uiSessionView)
    .describe('those shown in it, and those whose task called the device back to it'),
});
const access = z.array(z.enum(ACCESS_TYPES));
const scope = z.enum(['Permanent', 'Dynamic']);
export const ddfSummary = z.object({
  source: z.enum(['built-in', 'operator']),
  name: z.string().nullable().describe('name of the root node; null if instances name it'),
  title: z.string().nullable(),
  url: z.string().describe('the description as XML, public'),
});
export const ddfView = ddfSummary.extend({
  moid: z.string(),
  verDtd: z.string(),
  man: z.string().nullable(),
  mod: z.string().nullable(),
  nodes: z.number(),
  storedAt: at.nullable(),
});
export const ddfDetail = ddfView.extend({
  remarks: z.array(remark).readonly(),
  tree: z.array(
    z.object({
      path: z.string().describe('names below the root, `<x>` for un-named nodes; empty for the root'),
      format: z.enum(FORMATS),
      access,
      occurrence: z.object({ kind: z.enum(OCCURRENCES), n: z.number().optional() }),
      scope,
      caseSensitive: z.boolean(),
      ddfPath: z.string().optional().describe('`Path`: where in a tree of DM 1.x the node lies'),
      ddfName: z.string().optional(),
      title: z.string().optional(),
      description: z.string().optional(),
      defaultValue: z.string().optional(),
      value: z.string().optional(),
      mime: z.array(z.string()).optional(),
    }),
  ),
});
export const knownObject = z.object({
  moid: z.string(),
  ddf: z.string().nullable().describe('where the device says its description is'),
  description: ddfSummary.nullable().describe('what this server knows of such objects (TS 6.4)'),
  instances: z.array(
    z.object({
      miid: z.string(),
      name: z.string().nullable(),
      cv: z.string().nullable(),
      listedAt: at.nullable().describe('when a Package#1 listed it last'),
      at: at.nullable().describe('when something of it was read last'),
      data: z.unknown(),
      nodes: z
        .array(
          z.object({
            path: z.string(),
            format: z.enum(FORMATS),
            access: access.readonly(),
            scope,
            unnamed: z.boolean().describe('the description leaves its name to whoever makes it'),
          }),
        )
        .describe('the known nodes that are described'),
    }),
  ),
});
export const alertView = z.object({
  id: z.string(),
  devId: z.string(),
  sessionId: z.string(),
  at,
  alertType: z.string(),
  sourceUri: z.string().nullable(),
  targetUri: z.string().nullable(),
  mark: z.string().nullable(),
  dataType: z.string().nullable(),
  data: z.record(z.string(), z.unknown()).nullable(),
  answers: z
    .object({ taskId: z.string(), step: z.number(), index: z.number() })
    .nullable()
    .describe('the asynchronous EXEC that it reports on (TS 5.4.1)'),
});
export const problemView = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  code: z.string(),
  field: z.string().optional(),
  clause: z.string().optional(),
});
export const lists = {
  devices: list(deviceView),
  tasks: list(taskView),
  sessions: list(sessionView),
  alerts: list(alertView),
  uiSessions: list(uiSessionView),
  notifications: list(notificationView),
  subscriptions: list(subscriptionView),
  mos: list(knownObject),
  ddfs: list(ddfView),
};
