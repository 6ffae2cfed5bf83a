import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import { Problem } from './problem.js';

const answers = z.record(z.string(), z.unknown());
const uiSession = z.object({
  uiSessionId: z.string().min(1),
  devId: z.string().min(1),
  page: z.string().min(1),
});
const repository = z.object({
  object: z.string().min(1),
  devId: z.string().min(1),
  method: z.enum(['GET', 'PUT', 'POST']),
  status: z.number().int(),
  bytes: z.number().int().min(0),
  complete: z.boolean(),
  contentType: z.string().nullable(),
});

const head = {
  /** Unique; the DM Server applies each once. */
  id: z.string().min(1).max(200),
  at: z.iso.datetime(),
  /** Counts per UI session, from 1; the order of arrival does not matter. */
  sequence: z.number().int().min(0),
};

/** The events of the internal interface (step 4.3): what other components report to the DM Server. */
export const eventSchema = z.discriminatedUnion('type', [
  z.object({
    ...head,
    type: z.literal('ui-session.opened'),
    source: z.literal('web-server-component'),
    data: uiSession,
  }),
  z.object({
    ...head,
    type: z.literal('ui-session.answered'),
    source: z.literal('web-server-component'),
    data: uiSession.extend({ /** Which question of the page. */ question: z.string().optional(), answers }),
  }),
  z.object({
    ...head,
    type: z.literal('ui-session.finished'),
    source: z.literal('web-server-component'),
    data: uiSession.extend({ result: answers, outcome: z.enum(['completed', 'expired']) }),
  }),
  z.object({
    ...head,
    type: z.literal('repository.read'),
    source: z.literal('data-repository'),
    data: repository,
  }),
  z.object({
    ...head,
    type: z.literal('repository.written'),
    source: z.literal('data-repository'),
    data: repository,
  }),
]);

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
