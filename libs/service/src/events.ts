import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import { Problem } from './problem.js';

const answers = z.record(z.string(), z.unknown());
const uiSession = z.object({
  uiSessionId: z.string().min(1).describe('the id that the DM Server gave it'),
  devId: z.string().min(1).describe('the device it belongs to'),
  page: z.string().min(1).describe('the kind of page'),
});
const repository = z.object({
  object: z.string().min(1).describe('name of the object'),
  devId: z.string().min(1).describe('the device that the URL was signed for'),
  method: z.enum(['GET', 'PUT', 'POST']),
  status: z.number().int().describe('how the request was answered'),
  bytes: z.number().int().min(0).describe('bytes of the object that went over the line'),
  complete: z.boolean().describe('whether the transfer came to its end'),
  contentType: z.string().nullable().describe('media type of the object, if there was one'),
});

const head = {
  id: z
    .string()
    .min(1)
    .max(200)
    .describe('unique; the same as `webhook-id`. The DM Server applies each id once'),
  at: z.iso.datetime({ offset: true }).describe('when it happened'),
  sequence: z
    .number()
    .int()
    .min(0)
    .describe('counts the events of one UI session from 1, each number once; 0 where there is none'),
};

const opened = z
  .object({
    ...head,
    type: z.literal('ui-session.opened'),
    source: z.literal('web-server-component'),
    data: uiSession,
  })
  .describe('A person sees the page for the first time.');

const answered = z
  .object({
    ...head,
    type: z.literal('ui-session.answered'),
    source: z.literal('web-server-component'),
    data: uiSession.extend({
      question: z.string().optional().describe('which question of the page'),
      answers: answers.describe('the answers to that question, by name'),
    }),
  })
  .describe('One question of the page was answered; a later answer to the same question replaces the first.');

const finished = z
  .object({
    ...head,
    type: z.literal('ui-session.finished'),
    source: z.literal('web-server-component'),
    data: uiSession.extend({
      result: answers.describe('all answers, by name'),
      outcome: z
        .enum(['completed', 'expired'])
        .describe('`expired`: its time was over before the last question was answered'),
    }),
  })
  .describe('Nothing more will come of this UI session.');

const read = z
  .object({
    ...head,
    type: z.literal('repository.read'),
    source: z.literal('data-repository'),
    data: repository,
  })
  .describe('A device has read an object, or was refused it: HGET, DEFAULT.');

const written = z
  .object({
    ...head,
    type: z.literal('repository.written'),
    source: z.literal('data-repository'),
    data: repository,
  })
  .describe('A device has sent an object, or was refused to: HPUT, HPOST, a report of SUB.');

/** The events of the internal interface (step 4.3): what other components report to the DM Server. */
export const eventSchema = z.discriminatedUnion('type', [opened, answered, finished, read, written]);

export type DmEvent = z.infer<typeof eventSchema>;

/** Signs an event (Standard Webhooks). The body is what was signed: send these bytes. */
export function signEvent(
  event: DmEvent,
  secret: string,
): { readonly headers: Record<string, string>; readonly body: string } {
  const body = JSON.stringify(event);
  const now = new Date();
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': event.id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(event.id, now, body),
    },
  };
}

/** Checks signature and shape. @throws Problem 401, 400 */
export function verifyEvent(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  rawBody: string,
  secret: string,
): DmEvent {
  const flat = Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
  let json: unknown;
  try {
    json = new Webhook(secret).verify(rawBody, flat);
  } catch (cause) {
    throw new Problem(401, {
      code: 'signature-wrong',
      field: 'webhook-signature',
      detail: 'expected a Standard Webhooks signature with INTERNAL_EVENTS_SECRET',
      cause,
    });
  }
  const parsed = eventSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Problem(400, {
      code: 'invalid-event',
      field: issue?.path.join('/') ?? '',
      detail: `the event is not valid: ${issue?.message ?? ''}`,
    });
  }
  if (parsed.data.id !== flat['webhook-id'])
    throw new Problem(400, {
      code: 'invalid-event',
      field: 'id',
      detail: 'the id is not that of the webhook-id header',
    });
  return parsed.data;
}
