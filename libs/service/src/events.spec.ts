import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { signEvent, verifyEvent, type DmEvent } from './events.js';

const secret = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;
const event: DmEvent = {
  id: 'e1',
  type: 'ui-session.answered',
  source: 'web-server-component',
  at: '2026-11-24T10:00:00.000Z',
  sequence: 2,
  data: { uiSessionId: 'd.1', devId: 'IMEI:1', page: 'consent', answers: { choice: 'accept', note: 'äöü' } },
};
const refusal = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
};

test('what is signed is verified', () => {
  const { headers, body } = signEvent(event, secret);
  expect(verifyEvent(headers, body, secret)).toEqual(event);
});

test('a vendor signs with any library of Standard Webhooks', () => {
  const body = JSON.stringify(event, null, 2);
  const at = new Date();
  const headers = {
    'webhook-id': event.id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(event.id, at, body),
  };
  expect(verifyEvent(headers, body, secret)).toEqual(event);
});

test.each([
  [
    'another secret',
    (headers: Record<string, string>, body: string) =>
      verifyEvent(headers, body, `whsec_${Buffer.alloc(32).toString('base64')}`),
  ],
  [
    'another body',
    (headers: Record<string, string>, body: string) => verifyEvent(headers, `${body} `, secret),
  ],
  [
    'another id',
    (headers: Record<string, string>, body: string) =>
      verifyEvent({ ...headers, 'webhook-id': 'e2' }, body, secret),
  ],
  [
    'an old time',
    (headers: Record<string, string>, body: string) =>
      verifyEvent({ ...headers, 'webhook-timestamp': '1000000000' }, body, secret),
  ],
  ['no signature', (_headers: Record<string, string>, body: string) => verifyEvent({}, body, secret)],
])('%s is refused with 401', (_what, verify) => {
  const { headers, body } = signEvent(event, secret);
  expect(refusal(() => verify(headers, body))).toMatchObject({
    status: 401,
    details: { code: 'signature-wrong' },
  });
});

test.each([
  ['an unknown type', { ...event, type: 'ui-session.closed' }, 'type'],
  ['missing answers', { ...event, data: { uiSessionId: 'x', devId: 'y', page: 'z' } }, 'data/answers'],
  ['a wrong source', { ...event, source: 'data-repository' }, 'source'],
])('%s is refused with 400, naming the field', (_what, wrong, field) => {
  const { headers, body } = signEvent(wrong as DmEvent, secret);
  expect(refusal(() => verifyEvent(headers, body, secret))).toMatchObject({
    status: 400,
    details: { code: 'invalid-event', field },
  });
});

test('the id in the body is that of the header', () => {
  const body = JSON.stringify({ ...event, id: 'e9' });
  const at = new Date();
  const headers = {
    'webhook-id': 'e1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign('e1', at, body),
  };
  expect(refusal(() => verifyEvent(headers, body, secret))).toMatchObject({
    status: 400,
    details: { field: 'id' },
  });
});
