import { connectTo } from '@dm2/cluster';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startTestService, type TestService } from './service.js';

let wsc: TestService;
const consent = { title: 'Update to 2.1?', message: 'It takes ten minutes.', sender: 'Example Mobile' };
const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString();

beforeAll(async () => {
  wsc = await startTestService('wsc_ui_sessions');
});
afterAll(() => wsc.stop());

const get = (url: string, headers: Record<string, string> = {}) =>
  fetch(url, { headers, redirect: 'manual' });
const post = (url: string, values: Record<string, string>) =>
  fetch(url, { method: 'POST', body: new URLSearchParams(values), redirect: 'manual' });

test('a UI session asked for twice is one, with one URL', async () => {
  const body = { page: 'consent', data: consent, devId: 'd', expiresAt: tomorrow() };
  const first = await wsc.api('PUT', '/api/v1/ui-sessions/d1.twice', body);
  const second = await wsc.api('PUT', '/api/v1/ui-sessions/d1.twice', { ...body, lang: 'de' });
  expect([first.status, second.status]).toEqual([201, 200]);
  expect(second.json['url']).toBe(first.json['url']);
  expect(first.json['url']).toMatch(new RegExp(`^${wsc.service.url}/ui/[A-Za-z0-9_-]{32}$`));
  expect(await (await get(String(first.json['url']))).text()).toContain('<html lang="de">');
});

test('what a page shows changes until it is opened, and not after', async () => {
  const { id, url } = await wsc.show('consent', consent);
  const body = { page: 'consent', devId: 'IMEI:493005100592800', expiresAt: tomorrow() };
  await wsc.api('PUT', `/api/v1/ui-sessions/${id}`, { ...body, data: { title: 'Second text' } });
  expect(await (await get(url)).text()).toContain('Second text');
  const late = await wsc.api('PUT', `/api/v1/ui-sessions/${id}`, { ...body, data: { title: 'Third text' } });
  expect(late).toMatchObject({ status: 200, json: { state: 'opened' } });
  expect(await (await get(url)).text()).toContain('Second text');
});

test('an id of another device is refused', async () => {
  const { id } = await wsc.show('consent', consent);
  const other = { page: 'consent', data: consent, devId: 'other', expiresAt: tomorrow() };
  expect(await wsc.api('PUT', `/api/v1/ui-sessions/${id}`, other)).toMatchObject({
    status: 409,
    json: { code: 'ui-session-of-another-device', field: 'devId' },
  });
});

test.each([
  ['consent', {}, 'data/title'],
  ['consent', { title: 'a\0b' }, 'data/title'],
  ['consent', { title: {} }, 'data/title'],
  ['consent', { title: { de: '' } }, 'data/title/de'],
  ['choice', { title: 'Which?', options: [{ value: 'a', label: 'A' }] }, 'data/options'],
  [
    'form',
    { pages: [{ title: 'One', fields: [{ type: 'number', name: 'n', label: 'N', min: 3, max: 2 }] }] },
    'data/pages/0/fields/0/min',
  ],
  [
    'form',
    { pages: [{ title: 'One', fields: [{ type: 'colour', name: 'n', label: 'N' }] }] },
    'data/pages/0/fields/0/type',
  ],
  ['survey', {}, 'page'],
])('data that page %s can not show is refused, naming the field (%j)', async (page, data, field) => {
  const answer = await wsc.api('PUT', '/api/v1/ui-sessions/d1.bad', {
    page,
    data,
    devId: 'd',
    expiresAt: tomorrow(),
  });
  expect(answer).toMatchObject({ status: 422, json: { field } });
});

test('without the token the API says which credential was expected', async () => {
  const response = await fetch(`${wsc.service.url}/api/v1/pages`);
  expect(response.status).toBe(401);
  expect(response.headers.get('www-authenticate')).toBe('Bearer');
  expect(await response.text()).toContain('WSC_API_TOKEN');
});

test('opened, answered and finished are reported, once each, whatever is sent twice', async () => {
  const { id, url } = await wsc.show('consent', consent);
  await get(url);
  await get(url);
  const answers = await Promise.all([1, 2, 3].map(() => post(url, { choice: 'accept' })));
  expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
  await wsc.receiver.until(() => wsc.receiver.of(id).length === 3);
  const about = { uiSessionId: id, devId: 'IMEI:493005100592800', page: 'consent' };
  expect(wsc.receiver.of(id)).toMatchObject([
    { type: 'ui-session.opened', sequence: 1, data: about },
    { type: 'ui-session.answered', sequence: 2, data: { ...about, answers: { choice: 'accept' } } },
    {
      type: 'ui-session.finished',
      sequence: 3,
      data: { ...about, result: { choice: 'accept' }, outcome: 'completed' },
    },
  ]);
  const again = await get(url);
  expect(again.status).toBe(200);
  expect(await again.text()).toContain('Thank you');
  const record = await wsc.api('GET', `/api/v1/ui-sessions/${id}`);
  expect(record.json).toMatchObject({ state: 'finished', answers: { choice: 'accept' } });
  expect(record.json['events']).toHaveLength(3);
});

test('a program that looks ahead opens nothing', async () => {
  const { id, url } = await wsc.show('consent', consent);
  await fetch(url, { method: 'HEAD' });
  await get(url, { 'sec-purpose': 'prefetch' });
  expect((await wsc.api('GET', `/api/v1/ui-sessions/${id}`)).json['state']).toBe('created');
});

test('every access to a page is recorded, newest first', async () => {
  const { id, url } = await wsc.show('consent', consent);
  await get(url, { 'user-agent': 'a browser' });
  await post(url, {});
  await post(url, { choice: 'decline' });
  const path = new URL(url).pathname;
  const first = await wsc.api('GET', `/api/v1/access?uiSessionId=${id}&limit=2`);
  expect(first.json['items']).toMatchObject([
    { method: 'POST', path, status: 303, uiSessionId: id },
    { method: 'POST', path, status: 422 },
  ]);
  const rest = await wsc.api(
    'GET',
    `/api/v1/access?uiSessionId=${id}&limit=2&cursor=${String(first.json['next'])}`,
  );
  expect(rest.json).toMatchObject({
    items: [{ method: 'GET', path, status: 200, userAgent: 'a browser' }],
    next: null,
  });
});

test('a form goes back and forth, keeps what was said, and ends with all of it', async () => {
  const { id, url } = await wsc.show('form', {
    pages: [
      { key: 'you', title: 'About you', fields: [{ type: 'email', name: 'email', label: 'Email' }] },
      {
        key: 'use',
        title: 'How you use it',
        fields: [
          { type: 'number', name: 'years', label: 'Years', min: 0, max: 20 },
          {
            type: 'choices',
            name: 'for',
            label: 'For',
            required: false,
            options: [
              { value: 'a', label: 'A' },
              { value: 'b', label: 'B' },
            ],
          },
        ],
      },
    ],
  });
  expect((await get(`${url}/use`)).headers.get('location')).toBe(`${new URL(url).pathname}/you`);
  expect((await post(`${url}/use`, { years: '3' })).headers.get('location')).toBe(
    `${new URL(url).pathname}/you`,
  );
  const wrong = await post(`${url}/you`, { email: 'nobody' });
  expect(wrong.status).toBe(422);
  expect(await wrong.text()).toContain('value="nobody"');
  expect((await post(`${url}/you`, { email: 'a@example.com' })).headers.get('location')).toBe(
    `${new URL(url).pathname}/use`,
  );
  const back = await (await get(`${url}/you`)).text();
  expect(back).toContain('value="a@example.com"');
  await post(`${url}/you`, { email: 'a@example.com' });
  await post(`${url}/you`, { email: 'b@example.com' });
  await post(`${url}/use`, { years: '2,5', for: 'b' });
  await wsc.receiver.until(() => wsc.receiver.of(id).length === 5);
  expect(wsc.receiver.of(id).map(({ type, sequence }) => [type, sequence])).toEqual([
    ['ui-session.opened', 1],
    ['ui-session.answered', 2],
    ['ui-session.answered', 3],
    ['ui-session.answered', 4],
    ['ui-session.finished', 5],
  ]);
  expect(wsc.receiver.of(id).at(-1)?.data).toMatchObject({
    result: { email: 'b@example.com', years: 2.5, for: ['b'] },
  });
});

test('a UI session whose time is over says so, and reports what was answered', async () => {
  const { id, url } = await wsc.show('consent', consent, { lang: 'fr' });
  await wsc.query(
    "UPDATE web_server_component.ui_session SET expires_at = now() - interval '1 second' WHERE id = $1",
    [id],
  );
  const [shown, answered] = [await get(url), await post(url, { choice: 'accept' })];
  expect([shown.status, answered.status]).toEqual([410, 410]);
  expect(await shown.text()).toContain('Cette page a expiré');
  await wsc.receiver.until(() => wsc.receiver.of(id).length === 1);
  expect(wsc.receiver.of(id)).toMatchObject([
    { type: 'ui-session.finished', data: { outcome: 'expired', result: {} } },
  ]);
});

test('of two answers at the same time one is taken, and it is the result', async () => {
  for (let round = 0; round < 10; round += 1) {
    const { id, url } = await wsc.show('consent', consent);
    const sent = await Promise.all(['accept', 'decline', 'accept'].map((choice) => post(url, { choice })));
    expect(sent.map(({ status }) => status)).toEqual([303, 303, 303]);
    await wsc.receiver.until(() => wsc.receiver.of(id).length === 3);
    const { json } = await wsc.api('GET', `/api/v1/ui-sessions/${id}`);
    expect(wsc.receiver.of(id)).toMatchObject([
      { type: 'ui-session.opened' },
      { type: 'ui-session.answered', data: { answers: json['answers'] } },
      { type: 'ui-session.finished', data: { result: json['answers'], outcome: 'completed' } },
    ]);
    expect(json['events']).toHaveLength(3);
  }
});

test('an answer on its way when the time is over is not taken, and its sender is told', async () => {
  const { id, url } = await wsc.show('consent', consent);
  const other = await connectTo(wsc.database.url);
  await other.query('BEGIN');
  await other.query('SELECT 1 FROM web_server_component.ui_session WHERE id = $1 FOR UPDATE', [id]);
  const answer = fetch(url, { method: 'POST', body: new URLSearchParams({ choice: 'accept' }) });
  await vi.waitFor(async () => {
    const waiting = await wsc.query(
      "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
    expect(waiting).toHaveLength(1);
  });
  await other.query(
    "UPDATE web_server_component.ui_session SET expires_at = now() - interval '1 second' WHERE id = $1",
    [id],
  );
  await other.query('COMMIT');
  await other.end();
  const { status } = await answer;
  expect(status).toBe(410);
  await wsc.receiver.until(() => wsc.receiver.of(id).length > 0);
  expect((await wsc.api('GET', `/api/v1/ui-sessions/${id}`)).json).toMatchObject({
    state: 'expired',
    answers: {},
    events: [{ type: 'ui-session.finished', data: { outcome: 'expired', result: {} } }],
  });
});

test('what was answered in time stays so when the time is over', async () => {
  const { id, url } = await wsc.show('consent', consent);
  await post(url, { choice: 'decline' });
  await wsc.query(
    "UPDATE web_server_component.ui_session SET expires_at = now() - interval '1 second' WHERE id = $1",
    [id],
  );
  expect(await (await get(url)).text()).toContain('Thank you');
  expect((await post(url, { choice: 'accept' })).status).toBe(303);
  expect((await wsc.api('GET', `/api/v1/ui-sessions/${id}`)).json).toMatchObject({
    state: 'finished',
    answers: { choice: 'decline' },
    events: { length: 3 },
  });
});

test('an address that belongs to nothing is a page, in the language of the browser', async () => {
  const response = await get(`${wsc.service.url}/ui/${'x'.repeat(32)}`, {
    'accept-language': 'ja, de;q=0.8, en;q=0.5',
  });
  expect(response.status).toBe(404);
  expect(await response.text()).toMatch(/<html lang="de">.*Hier ist keine Seite/s);
});

test.each([
  ['application/json', '{}', 415],
  ['application/x-www-form-urlencoded', `choice=${'x'.repeat(300_000)}`, 413],
])('a body of %s that can not be read is answered with a page', async (type, body, status) => {
  const { url } = await wsc.show('consent', consent);
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': type }, body });
  expect(response.status).toBe(status);
  expect(await response.text()).toContain('That did not work');
});

test('a page takes nothing from elsewhere, runs no script and tells nobody its address', async () => {
  const { headers } = await get((await wsc.show('consent', consent)).url);
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'self' http://127.0.0.1:*");
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('cache-control')).toBe('no-store');
});

test('the pages are listed with the schemas of their data and answers', async () => {
  const { json } = await wsc.api('GET', '/api/v1/pages');
  const items = json['items'] as { name: string; data: object; answers: object }[];
  expect(items.map(({ name }) => name)).toEqual(['consent', 'choice', 'form', 'message']);
  expect(items[0]?.answers).toMatchObject({ properties: { choice: { enum: ['accept', 'decline'] } } });
  expect(items[0]?.data).toMatchObject({ required: ['title'] });
});

test('UI sessions are listed, newest first, page by page', async () => {
  for (let i = 0; i < 3; i += 1) await wsc.show('message', { title: `Message ${i}` }, { devId: 'lister' });
  const first = await wsc.api('GET', '/api/v1/ui-sessions?devId=lister&limit=2');
  expect(first.json['items']).toHaveLength(2);
  const rest = await wsc.api(
    'GET',
    `/api/v1/ui-sessions?devId=lister&limit=2&cursor=${String(first.json['next'])}`,
  );
  expect(rest.json['items']).toHaveLength(1);
  expect(rest.json['next']).toBeNull();
});
