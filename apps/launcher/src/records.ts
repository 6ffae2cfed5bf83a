import { z } from 'zod';

const timed = { id: z.coerce.string(), at: z.string() };

/** A line of the device's log. */
export const deviceRecord = z.object({ ...timed, type: z.string(), data: z.record(z.string(), z.unknown()) });
export type DeviceRecord = z.infer<typeof deviceRecord>;

/** A package in the DM Server's log. */
export const packageRecord = z.object({
  ...timed,
  number: z.number(),
  direction: z.enum(['in', 'out']),
  contentType: z.string().nullish(),
  body: z.string().nullish(),
  encoding: z.enum(['utf8', 'base64']).nullish(),
});
export type PackageRecord = z.infer<typeof packageRecord>;

/** An event that the DM Server stored, its own or one that was fed back to it. */
export const serverEvent = z.object({
  ...timed,
  type: z.string(),
  source: z.string(),
  data: z.record(z.string(), z.unknown()),
});
export type ServerEvent = z.infer<typeof serverEvent>;

/** A DM session with its packages and events. */
export const sessionRecord = z.object({
  id: z.string(),
  devId: z.string(),
  state: z.string(),
  openedAt: z.string(),
  packages: z.array(packageRecord),
  events: z.array(serverEvent),
});
export type SessionRecord = z.infer<typeof sessionRecord>;

/** A request that the Web Server Component answered. */
export const pageAccess = z.object({
  ...timed,
  method: z.string(),
  path: z.string(),
  status: z.number(),
  uiSessionId: z.string().nullish(),
});
export type PageAccess = z.infer<typeof pageAccess>;

/** A request that the Data Repository answered. */
export const objectAccess = z.object({
  ...timed,
  devId: z.string().nullish(),
  method: z.string(),
  object: z.string(),
  status: z.number(),
  bytes: z.coerce.number(),
  complete: z.boolean(),
});
export type ObjectAccess = z.infer<typeof objectAccess>;

/** Everything the components recorded since the flow began. A component that is not there recorded nothing. */
export interface Records {
  device: readonly DeviceRecord[];
  /** Oldest first. */
  sessions: readonly SessionRecord[];
  pages: readonly PageAccess[];
  objects: readonly ObjectAccess[];
}
