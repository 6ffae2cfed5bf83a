import { STATUS_CODES } from 'node:http';
import type { z } from 'zod';
import type { har, harEntry, harMessage } from './har-schema.js';
import {
  exchangesOf,
  type HttpExchange,
  type RecordedBody,
  type RecordedPackage,
  type RecordedRequest,
  type Refusal,
  type SessionRecord,
} from './session-record.js';

type Har = z.infer<typeof har>;
type Entry = z.infer<typeof harEntry>;
type Message = z.infer<typeof harMessage>;

const CREATOR = { name: 'DM Server', version: '2.0' };
const HTTP = 'HTTP/1.1';

/**
 * A session as an HTTP Archive (HAR 1.2): one entry for each request of the device to the DM endpoint, those that were refused among
 * them. What was not recorded is told as the format wants it: -1 for sizes, no cookies, credentials left out.
 *
 * @param url the DM endpoint as devices reach it
 */
export function toHar(session: SessionRecord, url: string): Har {
  const page = {
    id: session.id,
    startedDateTime: session.openedAt,
    title: `DM session of ${session.devId}`,
    pageTimings: {},
  };
  return {
    log: {
      version: '1.2',
      creator: CREATOR,
      pages: [page],
      entries: exchangesOf(session).map((exchange) => entryOf(exchange, session.id, url)),
    },
  };
}

function entryOf({ request, response, refusal }: HttpExchange, pageref: string, url: string): Entry {
  const wait = response ? Math.max(0, Date.parse(response.at) - Date.parse(request.at)) : 0;
  return {
    pageref,
    startedDateTime: request.at,
    time: wait,
    request: harRequest(request, url),
    response: response ? answered(response) : refusal ? refused(refusal) : unanswered(),
    cache: {},
    // Measured at the server: from the whole request to the beginning of the answer.
    timings: { send: 0, wait, receive: 0 },
  };
}

function harRequest(request: RecordedRequest, url: string): Entry['request'] {
  const { headers, contentType, body, whole } = request;
  return {
    method: 'POST',
    url,
    queryString: [],
    ...messageOf(headers, body.bytes),
    postData: {
      mimeType: contentType,
      params: [],
      text: body.text,
      ...encodedAs(body),
      ...(whole ? {} : { comment: 'only the beginning of the body was recorded' }),
    },
  };
}

function answered({ headers, contentType, body, encoding, bytes }: RecordedPackage): Entry['response'] {
  return {
    status: 200,
    statusText: 'OK',
    ...messageOf(headers, bytes),
    content: {
      size: bytes,
      mimeType: contentType,
      text: body,
      ...(encoding === 'base64' ? { encoding } : {}),
    },
    redirectURL: '',
  };
}

/** What the device was answered is a problem document (RFC 9457); its facts are recorded, not its bytes. */
function refused({ status, code, clause, detail }: Refusal): Entry['response'] {
  return {
    status,
    statusText: STATUS_CODES[status] ?? '',
    ...messageOf({}, -1),
    content: { size: 0, mimeType: 'application/problem+json' },
    redirectURL: '',
    comment: `${detail} (${[code, clause].filter(Boolean).join(', ')}); the bytes of the answer were not recorded`,
  };
}

function unanswered(): Entry['response'] {
  return {
    status: 0,
    statusText: '',
    ...messageOf({}, -1),
    content: { size: 0, mimeType: 'x-unknown' },
    redirectURL: '',
    comment: 'no answer was recorded',
  };
}

function messageOf(headers: Readonly<Record<string, string>>, bodySize: number): Message {
  return {
    httpVersion: HTTP,
    cookies: [],
    headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
    headersSize: -1,
    bodySize,
  };
}

/** The format has no member that says how the body of a request is encoded; those of its own begin with an underscore. */
function encodedAs({ encoding }: RecordedBody): { _encoding?: 'base64' } {
  return encoding === 'base64' ? { _encoding: encoding } : {};
}
