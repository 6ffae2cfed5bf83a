import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestService, TOKEN, type TestService } from './service.js';

let wsc: TestService;

beforeAll(async () => {
  wsc = await startTestService('wsc_preview');
});
afterAll(() => wsc.stop());

interface DescribedPage {
  name: string;
  data: { examples: object[] };
}
interface Screens {
  lang: string;
  screens: { key: string; kind: string; title: string }[];
}

const pages = async () => (await wsc.api('GET', '/api/v1/pages')).json['items'] as DescribedPage[];
const html = (page: string, body: string) =>
  fetch(`${wsc.service.url}/api/v1/pages/${page}/preview/html`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    body,
  });

test('every page is shown with its own example, each screen of it, in every language', async () => {
  const { languages } = (await wsc.api('GET', '/api/v1/pages')).json as { languages: string[] };
  expect(languages).toEqual(['en', 'de', 'fr']);
  for (const { name, data } of await pages())
    for (const lang of languages) {
      const wanted = { data: data.examples[0], lang };
      const described = await wsc.api('POST', `/api/v1/pages/${name}/preview`, wanted);
      expect([name, described.status]).toEqual([name, 200]);
      for (const { key, title } of (described.json as unknown as Screens).screens) {
        const response = await html(name, JSON.stringify({ ...wanted, screen: key }));
        const text = await response.text();
        expect([name, key, response.status]).toEqual([name, key, 200]);
        expect(text).toContain(`<html lang="${lang}">`);
        expect(text.replaceAll('&#x27;', "'")).toContain(title);
      }
    }
});

test('a preview runs in a sandbox, and its forms lead nowhere', async () => {
  const [page] = await pages();
  const response = await html('consent', JSON.stringify({ data: page?.data.examples[0] }));
  expect(response.headers.get('content-security-policy')).toMatch(/^sandbox; .*form-action 'none'/);
  const text = await response.text();
  expect([...text.matchAll(/ action="([^"]*)"/g)].map(([, action]) => action)).toEqual(['#']);
  expect(text).not.toMatch(/href="(?!#|data:)/);
});

test('it can be looked at as it is when it was sent empty', async () => {
  const data = { pages: [{ title: 'You', fields: [{ type: 'email', name: 'mail', label: 'E-mail' }] }] };
  const text = await (await html('form', JSON.stringify({ data, problems: true }))).text();
  expect(text).toContain('role="alert"');
});

test('data that a page can not show are refused, naming each field', async () => {
  const wrong = { data: { title: 'Which?', options: [{ value: 'a', label: '' }] } };
  const described = await wsc.api('POST', '/api/v1/pages/choice/preview', wrong);
  expect(described).toMatchObject({ status: 422, json: { code: 'page-data-invalid' } });
  const fields = (described.json['errors'] as { field: string }[]).map(({ field }) => field);
  expect(fields).toEqual(expect.arrayContaining(['data/options', 'data/options/0/label']));
  expect((await html('choice', JSON.stringify(wrong))).status).toBe(422);
  expect((await html('consent', '{"data":{"title":"x"},"screen":"other"}')).status).toBe(422);
  expect((await wsc.api('POST', '/api/v1/pages/survey/preview', { data: {} })).status).toBe(422);
});

test('nothing is stored and nothing is reported of a preview', async () => {
  await html('consent', JSON.stringify({ data: { title: 'Update?' } }));
  const counts = await wsc.query<{ n: string }>(
    `SELECT (SELECT count(*) FROM web_server_component.ui_session) + (SELECT count(*) FROM web_server_component.access)
          + (SELECT count(*) FROM web_server_component.outgoing_event) AS n`,
  );
  expect([counts[0]?.n, wsc.receiver.requests]).toEqual(['0', 0]);
});

test('a preview needs the token', async () => {
  const response = await fetch(`${wsc.service.url}/api/v1/pages/consent/preview`, { method: 'POST' });
  expect(response.status).toBe(401);
});
