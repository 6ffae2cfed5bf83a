import { z } from 'zod';

// HTTP Archive 1.2, as much of it as a session has; members that the format does not know are refused, but for those with an
// underscore, which are an application's own.
const comment = z.string().optional();
const size = z.number().int().min(-1);
const time = z.number().min(0);
const at = z.iso.datetime({ offset: true });
const pair = z.strictObject({ name: z.string().min(1), value: z.string(), comment });

/** What a request and a response have in common. */
export const harMessage = z.strictObject({
  httpVersion: z.string(),
  cookies: z.array(pair),
  headers: z.array(pair),
  headersSize: size,
  bodySize: size,
  comment,
});
const request = harMessage.extend({
  method: z.string(),
  url: z.url(),
  queryString: z.array(pair),
  postData: z.strictObject({
    mimeType: z.string(),
    params: z.array(pair).max(0, 'a body is text or parameters, not both'),
    text: z.string(),
    _encoding: z.literal('base64').optional().describe('how `text` holds bytes that are no text'),
    comment,
  }),
});
const response = harMessage.extend({
  status: z.number().int().describe('0 if there was no answer'),
  statusText: z.string(),
  content: z.strictObject({
    size: z.number().int().min(0),
    mimeType: z.string(),
    text: z.string().optional(),
    encoding: z.literal('base64').optional(),
    comment,
  }),
  redirectURL: z.string(),
});
export const harEntry = z.strictObject({
  pageref: z.string(),
  startedDateTime: at,
  time: time.describe('the sum of `timings`, in milliseconds'),
  request,
  response,
  cache: z.strictObject({}),
  timings: z.strictObject({ send: time, wait: time, receive: time }),
  comment,
});

export const har = z.strictObject({
  log: z.strictObject({
    version: z.literal('1.2'),
    creator: z.strictObject({ name: z.string(), version: z.string() }),
    pages: z.array(
      z.strictObject({
        id: z.string(),
        startedDateTime: at,
        title: z.string(),
        pageTimings: z.strictObject({}),
      }),
    ),
    entries: z.array(harEntry),
  }),
});
