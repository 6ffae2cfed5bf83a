import { defineCase } from '../../case.js';
import { TYPES, type RawAnswer, type RawRequest } from '../../peers/raw-client.js';
import type { ServerSubject } from '../../subjects.js';

const GET = ['GET', 'urn:oma:mo:oma-dm-devinfo:1.2//'];
const BEGIN = JSON.stringify({ Alert: [{ AlertType: 'urn:oma:at:dm:2.0:ClientInitiatedMgmt' }] });

/** Requests that no server may take, what is wrong with each, and the statuses that say so. */
const WRONG: readonly {
  readonly what: string;
  readonly clause: string;
  readonly status: readonly number[];
  readonly request: (limit: number) => RawRequest;
}[] = [
  {
    what: 'without OMADM-DevID',
    clause: 'TS 5.2',
    status: [400],
    request: () => ({ contentType: TYPES.initiation, body: BEGIN, headers: { 'omadm-devid': null } }),
  },
  {
    what: 'of another media type',
    clause: 'TS 5.5',
    status: [415],
    request: () => ({ contentType: 'application/json', body: BEGIN }),
  },
  {
    what: 'without a media type',
    clause: 'TS 5.5',
    status: [415],
    request: () => ({ contentType: null, body: BEGIN }),
  },
  {
    what: 'whose Accept takes no Package#2',
    clause: 'TS 5.5',
    status: [406],
    request: () => ({ contentType: TYPES.initiation, body: BEGIN, headers: { accept: 'text/html' } }),
  },
  {
    what: 'that is no JSON',
    clause: 'TS 7.2.1.1',
    status: [400],
    request: () => ({ contentType: TYPES.initiation, body: '{"MOS":' }),
  },
  {
    what: 'whose JSON is no package',
    clause: 'TS 7.2.1.1',
    status: [400],
    request: () => ({ contentType: TYPES.initiation, body: '[]' }),
  },
  {
    what: 'whose MOS has no MIID',
    clause: 'TS 5.2.2',
    status: [400],
    request: () => ({ contentType: TYPES.initiation, body: '{"MOS":[{}]}' }),
  },
  {
    what: 'that is too long',
    clause: 'TS 5.5',
    status: [413],
    request: (limit) => ({ contentType: TYPES.initiation, body: new Uint8Array(limit + 1).fill(0x20) }),
  },
  {
    what: 'whose multipart is cut',
    clause: 'TS App. F',
    status: [400],
    request: () => ({
      contentType: 'multipart/form-data; boundary=b',
      body: `--b\r\nContent-Type: ${TYPES.response}\r\n\r\n{"Status":[{"sc":2`,
    }),
  },
  {
    what: 'whose status is no number',
    clause: 'TS 7.2.1.3',
    status: [400],
    request: () => ({ contentType: TYPES.response, body: '{"Status":[{"sc":"200"}]}' }),
  },
  {
    what: 'with too many statuses',
    clause: 'TS 5.2.4',
    status: [400],
    request: () => ({ contentType: TYPES.response, body: '{"Status":[{"sc":200},{"sc":200}]}' }),
  },
  {
    what: 'with too few statuses',
    clause: 'TS 5.2.4',
    status: [400],
    request: () => ({ contentType: TYPES.response, body: '{"Status":[]}' }),
  },
];

export const refusals = WRONG.map(({ what, clause, status, request }) =>
  defineCase<ServerSubject>({
    item: 'DM-SER-003-S-M',
    side: 'server',
    clause,
    title: `A package ${what} is refused and the session stays as it was`,
    negative: true,
    async run(subject, check) {
      await subject.queue([[GET]]);
      const client = subject.client();
      const before = await client.open();
      const refused = await client
        .send(request(subject.bodyLimit))
        .catch((): RawAnswer => ({ status: 413, headers: {}, body: '', commands: [] }));
      check.must(
        status.includes(refused.status),
        `it is answered ${status.join(' or ')}`,
        `${refused.status} ${refused.body}`,
      );
      const answers = await client.toEnd(before);
      check.must(
        answers.length > 1 && answers.every((answer) => answer.status === 200),
        'the right answer is taken afterwards',
        answers.map((answer) => answer.status),
      );
    },
  }),
);

export const package3WithoutSession = defineCase<ServerSubject>({
  item: 'DM-PACK-013-S-M',
  side: 'server',
  clause: 'TS 5.2.4',
  title: 'A Package#3 without a session is refused',
  negative: true,
  async run(subject, check) {
    const client = subject.client();
    await client.toEnd(await client.open());
    const refused = await subject.client().answer([200]);
    check.must(refused.status === 400, 'it is answered 400', refused.status, 'TS 5.6');
  },
});

export const basicAuthentication = defineCase<ServerSubject>({
  item: 'DM-SEC-001-S-M',
  side: 'server',
  clause: 'TS 9.2.1',
  title: 'A device authenticates with HTTP Basic',
  negative: true,
  async run(subject, check) {
    const missing = await subject.clientWith(undefined).open();
    check.must(missing.status === 401, 'without credentials it is 401', missing.status);
    check.must(
      String(missing.headers['www-authenticate'] ?? '').startsWith('Basic'),
      'the challenge names Basic',
      missing.headers['www-authenticate'],
    );
    const wrong = await subject.clientWith({ user: 'nobody', password: 'wrong' }).open();
    check.must(wrong.status === 401, 'with wrong credentials it is 401', wrong.status);
    const client = subject.client();
    const right = await client.open();
    check.must(right.status === 200, 'with the right ones the session opens', right.status);
    await client.toEnd(right);
  },
});
