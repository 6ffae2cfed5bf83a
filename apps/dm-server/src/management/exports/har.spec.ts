import { describe, expect, it } from 'vitest';
import { har } from './har-schema.js';
import { toHar } from './har.js';
import { RESPONSE, SessionRecorder } from './recorded.fixture.js';

const ENDPOINT = 'http://dm.example/dm';

describe('a session as an HTTP Archive', () => {
  it('has one entry for each request, which the Package#2 after it answers', () => {
    const recorder = new SessionRecorder()
      .open()
      .send(['GET', 'urn:a:1.0//'])
      .wait(4000)
      .answer(200)
      .send(['END']);
    const archive = toHar(recorder.session(), ENDPOINT);
    expect(har.parse(archive)).toEqual(archive);
    const { entries, pages } = archive.log;
    expect(
      entries.map(({ request, response }) => [request.postData.mimeType, response.content.text]),
    ).toEqual([
      ['application/vnd.oma.dm.initiation+json', '{"CMD":[["GET","urn:a:1.0//"]]}'],
      [RESPONSE, '{"CMD":[["END"]]}'],
    ]);
    expect(entries.every(({ pageref }) => pageref === pages[0]?.id)).toBe(true);
    for (const { time, timings } of entries) expect(time).toBe(timings.send + timings.wait + timings.receive);
    expect(entries[0]).toMatchObject({ startedDateTime: '2026-01-01T00:00:00.010Z', time: 10 });
    expect(entries[1]?.startedDateTime).toBe('2026-01-01T00:00:04.030Z');
  });

  it('keeps bytes that are no text in base64, in the request as in the response', () => {
    const binary = { encoding: 'base64' as const, bytes: 2 };
    const recorder = new SessionRecorder()
      .package(3, 'in', RESPONSE, '//4=', binary)
      .package(2, 'out', RESPONSE, '//4=', binary);
    const archive = har.parse(toHar(recorder.session(), ENDPOINT));
    expect(archive.log.entries[0]?.request).toMatchObject({
      bodySize: 2,
      postData: { text: '//4=', _encoding: 'base64' },
    });
    expect(archive.log.entries[0]?.response.content).toMatchObject({
      size: 2,
      text: '//4=',
      encoding: 'base64',
    });
  });

  it('tells of a package that was refused, at its time, and of one that has no answer', () => {
    const refusal = {
      status: 400,
      code: 'status-count',
      clause: 'TS 5.2.4',
      detail: '1 status for 2 commands',
      contentType: RESPONSE,
      headers: { 'content-type': RESPONSE },
      body: '{"Sta',
      encoding: 'utf8',
      bytes: 5000,
    };
    const recorder = new SessionRecorder()
      .open()
      .send(['GET', 'a'])
      .event('session.refused', refusal)
      .answer(200);
    const archive = har.parse(toHar(recorder.session({ state: 'open' }), ENDPOINT));
    const [, refused, unanswered] = archive.log.entries;
    expect(refused?.response).toMatchObject({ status: 400, statusText: 'Bad Request' });
    expect(refused?.response.comment).toContain('1 status for 2 commands (status-count, TS 5.2.4)');
    expect(refused?.request.postData).toMatchObject({
      text: '{"Sta',
      comment: expect.stringContaining('beginning') as string,
    });
    expect(unanswered?.response).toMatchObject({ status: 0, comment: 'no answer was recorded' });
  });

  it('is an archive too when nothing was recorded', () => {
    expect(har.parse(toHar(new SessionRecorder().session(), ENDPOINT)).log.entries).toEqual([]);
  });
});

describe('the schema of the archive', () => {
  it.each([
    ['another version', { version: '1.3' }],
    ['a member that HAR does not have', { extra: 1 }],
    ['no entries', { entries: undefined }],
  ])('refuses %s', (_what, change) => {
    const archive = toHar(new SessionRecorder().open().session(), ENDPOINT);
    expect(har.safeParse({ log: { ...archive.log, ...change } }).success).toBe(false);
  });
});
