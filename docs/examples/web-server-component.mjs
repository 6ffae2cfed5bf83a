// A Web Server Component in one file, with nothing but Node.js: the page "consent", and what people answer reported to the DM
// Server. It keeps everything in memory; one that is used in earnest stores an answer and its events in one transaction.
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

const { PORT = '8082', WSC_API_TOKEN, EVENTS_URL, INTERNAL_EVENTS_SECRET } = process.env;
const key = Buffer.from(INTERNAL_EVENTS_SECRET.replace('whsec_', ''), 'base64');
const sessions = new Map();

/** Signs an event, and posts it until it is taken or refused for good. */
async function report(session, type, more) {
  const { id: uiSessionId, devId, page } = session;
  const body = JSON.stringify({
    id: randomUUID(),
    type,
    source: 'web-server-component',
    at: new Date().toISOString(),
    sequence: (session.sequence += 1),
    data: { uiSessionId, devId, page, ...more },
  });
  const { id } = JSON.parse(body);
  for (;;) {
    const timestamp = Math.floor(Date.now() / 1000);
    const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
    const headers = {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': `v1,${signature}`,
    };
    const status = await fetch(EVENTS_URL, { method: 'POST', headers, body }).then(
      (response) => response.status,
      () => 0,
    );
    if ((status >= 200 && status < 300) || [400, 413, 422].includes(status)) return;
    await pause(1000);
  }
}

const escape = (text) => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
const html = (lang, content) =>
  `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>-</title>${content}`;

/** A title is a text, or texts by language tag. */
const textOf = (text, lang) => (typeof text === 'string' ? text : (text[lang] ?? Object.values(text)[0]));

async function api(request, id, body) {
  if (request.headers.authorization !== `Bearer ${WSC_API_TOKEN}`) return [401, {}];
  if (request.method !== 'PUT') return [405, {}];
  const { page, data, devId, lang = 'en', expiresAt } = JSON.parse(body);
  if (page !== 'consent' || !data?.title) return [422, { detail: `the page ${page} can not be shown` }];
  const known = sessions.get(id);
  const session = known ?? {
    id,
    state: 'created',
    sequence: 0,
    token: randomBytes(24).toString('base64url'),
  };
  if (session.state === 'created') Object.assign(session, { page, data, devId, lang, expiresAt });
  sessions.set(id, session);
  return [known ? 200 : 201, { id, state: session.state, url: `${url()}/ui/${session.token}` }];
}

function ui(method, session, body) {
  if (!session || new Date(session.expiresAt) < new Date()) return [410, html('en', '<p>Expired')];
  if (method === 'GET' && session.state === 'created') {
    session.state = 'opened';
    void report(session, 'ui-session.opened');
  }
  const choice = new URLSearchParams(body).get('choice');
  if (method === 'POST' && session.state === 'opened' && ['accept', 'decline'].includes(choice)) {
    session.state = 'finished';
    void report(session, 'ui-session.answered', { answers: { choice } });
    void report(session, 'ui-session.finished', { result: { choice }, outcome: 'completed' });
  }
  if (session.state === 'finished') return [200, html(session.lang, '<h1>Thank you</h1>')];
  const buttons = ['accept', 'decline'].map((one) => `<button name="choice" value="${one}">${one}</button>`);
  const title = escape(textOf(session.data.title, session.lang));
  return [200, html(session.lang, `<h1>${title}</h1><form method="post">${buttons.join('')}</form>`)];
}

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString();
  const [, uiSessionId] = /^\/api\/v1\/ui-sessions\/([^/]+)$/.exec(request.url) ?? [];
  if (uiSessionId) {
    const [status, answer] = await api(request, decodeURIComponent(uiSessionId), body);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    return;
  }
  const token = request.url.replace('/ui/', '');
  const session = [...sessions.values()].find((one) => one.token === token);
  const [status, page] = ui(request.method, session, body);
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(page);
});
const url = () => `http://127.0.0.1:${server.address().port}`;
server.listen(Number(PORT), '127.0.0.1', () => console.log(url()));
