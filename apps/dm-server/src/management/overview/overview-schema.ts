import { z } from 'zod';

const at = z.iso.datetime();
const count = z.number().int();
/** When not all of a span could be looked at. */
const whole = z
  .boolean()
  .describe('false if there was more of that time than is looked at: the newest of it counts');

/** What an operator wants to know first. */
export const overview = z.object({
  at: at.describe('when this was read; for some seconds everybody gets the same'),
  sessions: z.object({
    open: count,
    minutes: z
      .array(z.object({ at, ended: count, open: count, aborted: count, expired: count }))
      .describe(
        'of the last hour, one a minute, oldest first: sessions opened in it, by what became of them',
      ),
    whole,
  }),
  failures: z.object({
    since: at,
    items: z.array(
      z.object({
        command: z.string(),
        status: count,
        count,
        lastAt: at,
        lastTaskId: z.string().describe('the task of the last one'),
      }),
    ),
    whole,
  }),
  notifications: z.object({
    since: at,
    items: z.array(z.object({ state: z.string(), reason: z.string().nullable(), count })),
    whole,
  }),
  uiSessions: z.object({
    open: count,
    items: z.array(z.object({ state: z.string(), count })),
    expireWithinHour: count,
  }),
  devices: z.object({
    registered: count,
    estimated: z.boolean().describe('whether `registered` is an estimate'),
    seenInLastHour: count.describe('devices that opened a session'),
  }),
});

export type OverviewView = z.infer<typeof overview>;
