import { request } from 'node:http';
import { MOID } from '@dm2/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ScreenedDevice, SECRET } from './support/screened-device.js';

let device: ScreenedDevice;

beforeAll(async () => {
  device = await ScreenedDevice.start('--browser', 'screen', '--screen-names', 'phone.lab');
});
afterAll(async () => device.close());

/** The status of a request with headers that `fetch` would not let one set. */
async function statusOf(
  method: string,
  path: string,
  headers: Record<string, string>,
  body = '',
): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(`${device.url}${path}`, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const json = { 'content-type': 'application/json' };
const offline = JSON.stringify({ offline: true });

describe('the screen of a device', () => {
  it.each([
    ['a page of another site', { origin: 'http://evil.example' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:9' }],
    ['a page without an origin of its own', { origin: 'null' }],
    ['a form of another site', { 'sec-fetch-site': 'cross-site' }],
    ['a form of another port', { 'sec-fetch-site': 'same-site' }],
  ])('takes no change from %s', async (_title, headers) => {
    expect(await statusOf('PATCH', '/api/v1/device/switches', { ...json, ...headers }, offline)).toBe(403);
    expect(await statusOf('POST', '/api/v1/sessions', headers)).toBe(403);
    expect((await device.state()).switches.offline).toBe(false);
  });

  it('takes changes from its own page and from programs', async () => {
    const own = { ...json, origin: device.url, 'sec-fetch-site': 'same-origin' };
    expect(await statusOf('PATCH', '/api/v1/device/switches', own, offline)).toBe(200);
    expect((await device.state()).switches.offline).toBe(true);
    expect(await statusOf('DELETE', '/api/v1/device/switches', {})).toBe(200);
    expect((await device.state()).switches.offline).toBe(false);
  });

  it('is not shown under a name that anybody could point here (DNS rebinding), but for those of its owner', async () => {
    for (const path of ['/', '/api/v1/device', '/api/v1/events'])
      expect(await statusOf('GET', path, { host: 'evil.example' })).toBe(403);
    expect(await statusOf('GET', '/api/v1/device', { host: 'phone.lab:8084' })).toBe(200);
    expect(await statusOf('GET', '/api/v1/device', { host: 'localhost:1' })).toBe(200);
    expect(await statusOf('GET', '/health/live', { host: 'device' })).toBe(200);
  });

  it('does not tell pages of other sites what the device is', async () => {
    expect(await statusOf('GET', '/api/v1/device', { 'sec-fetch-site': 'cross-site' })).toBe(403);
    // A link to it is no harm.
    expect(await statusOf('GET', '/', { 'sec-fetch-site': 'cross-site' })).toBe(200);
  });

  it('is in nobody’s frame, and takes nothing from elsewhere', async () => {
    const { headers } = await fetch(device.url);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it.each([
    ['an unknown switch', { colour: 'red' }],
    ['an unknown browser', { browser: 'mosaic' }],
    ['an unknown command', { refuse: ['DANCE'] }],
    ['no language tag', { lang: '<b>' }],
    ['no truth', { offline: 'yes' }],
  ])('%s is refused, and nothing is switched', async (_title, change) => {
    const before = (await device.state()).switches;
    const response = await fetch(`${device.url}/api/v1/device/switches`, {
      method: 'PATCH',
      headers: json,
      body: JSON.stringify(change),
    });
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect((await device.state()).switches).toEqual(before);
  });

  it('gives the log from its end backwards, in order and without a gap', async () => {
    await device.switch({ roaming: true });
    await device.switch({ roaming: false });
    const page = async (query: string) =>
      (
        (await (await fetch(`${device.url}/api/v1/log?${query}`)).json()) as { items: { id: string }[] }
      ).items.map(({ id }) => id);
    const all = await page('limit=5000');
    expect(all.length).toBeGreaterThan(3);
    const last = all.at(-1) ?? '';
    expect(await page(`before=${last}&limit=2`)).toEqual(all.slice(-3, -1));
    expect(await page(`before=${all[0] ?? ''}&limit=2`)).toEqual([]);
  });

  it('shows of the tree what can be read, and who may do what', async () => {
    const account = (await device.tree()).find(({ moid }) => moid === MOID.dmAccount);
    const text = JSON.stringify(await device.tree());
    expect(text).not.toContain(SECRET.toString('base64'));
    expect(account?.rules).toEqual([
      { path: '/', authority: 'serverid:dm2.example', rights: ['read', 'write', 'execute', 'delegate'] },
    ]);
  });
});
