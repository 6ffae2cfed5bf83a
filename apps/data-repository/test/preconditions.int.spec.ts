import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestRepository, type TestRepository } from './repository.js';

let repository: TestRepository;
let tag: string;
let since: string;

beforeAll(async () => {
  repository = await startTestRepository();
  expect((await repository.upload('fw', '0123456789', 'text/plain; charset=utf-8')).status).toBe(201);
  const { headers } = await ask({}, 'HEAD');
  tag = headers.get('etag') ?? '';
  since = headers.get('last-modified') ?? '';
});
afterAll(() => repository.close());

const ask = (headers: Record<string, string>, method: 'GET' | 'HEAD' = 'GET') =>
  fetch(repository.sign('GET', 'fw'), { method, headers });
const later = () => new Date(Date.parse(since) + 60_000).toUTCString();
const earlier = () => new Date(Date.parse(since) - 60_000).toUTCString();
const outcome = async (response: Response) => {
  const text = await response.text();
  return response.headers.get('content-type')?.includes('problem')
    ? [response.status, (JSON.parse(text) as { field: string }).field]
    : [response.status, text];
};

describe('a GET with preconditions (RFC 9110 13)', () => {
  it.each<[string, () => Record<string, string>, [number, string]]>([
    ['If-Match with its tag', () => ({ 'if-match': `"x", ${tag}` }), [200, '0123456789']],
    ['If-Match *', () => ({ 'if-match': '*' }), [200, '0123456789']],
    ['If-Match with another tag', () => ({ 'if-match': '"x"' }), [412, 'If-Match']],
    ['If-Match with a weak tag', () => ({ 'if-match': `W/${tag}` }), [412, 'If-Match']],
    ['If-None-Match with its tag', () => ({ 'if-none-match': tag }), [304, '']],
    ['If-None-Match with a weak tag', () => ({ 'if-none-match': `W/${tag}` }), [304, '']],
    ['If-None-Match *', () => ({ 'if-none-match': '*' }), [304, '']],
    ['If-None-Match with another tag', () => ({ 'if-none-match': '"x"' }), [200, '0123456789']],
    ['If-Modified-Since then', () => ({ 'if-modified-since': since }), [304, '']],
    ['If-Modified-Since before', () => ({ 'if-modified-since': earlier() }), [200, '0123456789']],
    ['an If-Modified-Since that is no date', () => ({ 'if-modified-since': '1' }), [200, '0123456789']],
    [
      'If-None-Match, which goes before If-Modified-Since',
      () => ({ 'if-none-match': '"x"', 'if-modified-since': later() }),
      [200, '0123456789'],
    ],
    ['If-Unmodified-Since then', () => ({ 'if-unmodified-since': since }), [200, '0123456789']],
    [
      'If-Unmodified-Since before',
      () => ({ 'if-unmodified-since': earlier() }),
      [412, 'If-Unmodified-Since'],
    ],
  ])('%s', async (_what, headers, expected) => {
    expect(await outcome(await ask(headers()))).toEqual(expected);
  });
});

describe('a range (RFC 9110 14)', () => {
  it.each<[string, () => Record<string, string>, [number, string]]>([
    ['one range', () => ({ range: 'bytes=2-4' }), [206, '234']],
    ['If-Range with its tag', () => ({ range: 'bytes=2-4', 'if-range': tag }), [206, '234']],
    ['If-Range with its date', () => ({ range: 'bytes=2-4', 'if-range': since }), [206, '234']],
    ['If-Range with another tag', () => ({ range: 'bytes=2-4', 'if-range': '"x"' }), [200, '0123456789']],
    ['If-Range with a weak tag', () => ({ range: 'bytes=2-4', 'if-range': `W/${tag}` }), [200, '0123456789']],
    ['If-Range with a later date', () => ({ range: 'bytes=2-4', 'if-range': later() }), [200, '0123456789']],
    ['several ranges', () => ({ range: 'bytes=0-1,3-4' }), [200, '0123456789']],
    ['another unit', () => ({ range: 'lines=0-1' }), [200, '0123456789']],
    ['a range that can not be met', () => ({ range: 'bytes=10-' }), [416, 'Range']],
    [
      'one that can not be met of another version',
      () => ({ range: 'bytes=10-', 'if-range': '"x"' }),
      [200, '0123456789'],
    ],
  ])('%s', async (_what, headers, expected) => {
    expect(await outcome(await ask(headers()))).toEqual(expected);
  });

  it('says which bytes of how many it is', async () => {
    const { headers } = await ask({ range: 'bytes=2-4' });
    expect([headers.get('content-range'), headers.get('content-length')]).toEqual(['bytes 2-4/10', '3']);
  });
});

describe('HEAD', () => {
  it('says what GET would, without the bytes, by the signature of GET', async () => {
    const response = await ask({}, 'HEAD');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-length': '10',
      'accept-ranges': 'bytes',
      etag: tag,
    });
    expect([response.status, await response.text()]).toEqual([200, '']);
  });

  it('ignores a range, as only GET has them', async () => {
    const { status, headers } = await ask({ range: 'bytes=2-4' }, 'HEAD');
    expect([status, headers.get('content-length')]).toEqual([200, '10']);
  });

  it('needs a signature that is for reading', async () => {
    const response = await fetch(repository.sign('PUT', 'fw'), { method: 'HEAD' });
    expect(response.status).toBe(403);
  });
});

describe('the type of an object', () => {
  it('comes back as it was sent', async () => {
    expect((await ask({})).headers.get('content-type')).toBe('text/plain; charset=utf-8');
  });

  it('is matched by Accept without its parameters (TS 5.5)', async () => {
    expect(await outcome(await ask({ accept: 'text/plain' }))).toEqual([200, '0123456789']);
    expect(await outcome(await ask({ accept: 'text/*;q=0.1' }))).toEqual([200, '0123456789']);
    expect(await outcome(await ask({ accept: 'application/json' }))).toEqual([406, 'Accept']);
  });
});
