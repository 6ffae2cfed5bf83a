import { CLIENT_INITIATED, header, TYPES, type RawAnswer, type RawRequest } from '../../peers/raw-client.js';
import { same, serverCase } from './server-case.js';
import { GET } from './wire/sample.js';
import { begin, seen, toldStatuses } from './wire/sending.js';

const item = 'DM-SER-003-S-M';
const BEGIN = JSON.stringify({ MOS: [], Alert: [CLIENT_INITIATED] });

function package1(more: Partial<RawRequest>): RawRequest {
  return { contentType: TYPES.initiation, body: BEGIN, ...more };
}

/** Packages that no server may take, what is wrong with each, and the status that says so. */
const WRONG: readonly {
  readonly what: string;
  readonly clause: string;
  readonly status: number;
  readonly request: RawRequest | ((limit: number) => RawRequest);
}[] = [
  {
    what: 'of another media type',
    clause: 'TS 5.5',
    status: 415,
    request: package1({ contentType: 'application/json' }),
  },
  { what: 'without a media type', clause: 'TS 5.5', status: 415, request: package1({ contentType: null }) },
  {
    what: 'of a media type that only looks like one of ours',
    clause: 'TS 5.5',
    status: 415,
    request: package1({ contentType: `${TYPES.initiation}x` }),
  },
  {
    what: 'of the media type of Package#2',
    clause: 'TS 5.5',
    status: 415,
    request: package1({ contentType: TYPES.request }),
  },
  {
    what: 'whose Accept takes no Package#2',
    clause: 'TS 5.5',
    status: 406,
    request: package1({ headers: { accept: 'text/html, application/json' } }),
  },
  {
    what: 'whose Accept refuses Package#2 with q=0',
    clause: 'TS 5.5',
    status: 406,
    request: package1({ headers: { accept: `${TYPES.request};q=0, */*` } }),
  },
  { what: 'that is empty', clause: 'TS 7.2.1.1', status: 400, request: package1({ body: '' }) },
  { what: 'that is no JSON', clause: 'TS 7.2.1.1', status: 400, request: package1({ body: '{"MOS":' }) },
  {
    what: 'that is not UTF-8',
    clause: 'TS 7.2.1.1',
    status: 400,
    request: package1({ body: Uint8Array.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]) }),
  },
  { what: 'whose JSON is an array', clause: 'TS 7.2.1.1', status: 400, request: package1({ body: '[]' }) },
  { what: 'whose JSON is null', clause: 'TS 7.2.1.1', status: 400, request: package1({ body: 'null' }) },
  {
    what: 'whose MOS is no array',
    clause: 'TS 7.2.1.1',
    status: 400,
    request: package1({ body: '{"MOS":{}}' }),
  },
  {
    what: 'whose MOS has no MIID',
    clause: 'TS 7.2.1.1',
    status: 400,
    request: package1({ body: '{"MOS":[{"MOID":"urn:x"}]}' }),
  },
  {
    what: 'whose Alert is no array',
    clause: 'TS 7.2.1.5',
    status: 400,
    request: package1({ body: '{"Alert":{"AlertType":"urn:x"}}' }),
  },
  {
    what: 'that is nested without end',
    clause: 'TS 7.2.1.1',
    status: 400,
    request: package1({ body: `{"x":${'['.repeat(100_000)}` }),
  },
  {
    what: 'that is too long',
    clause: 'TS 5.2',
    status: 413,
    request: (limit) => package1({ body: new Uint8Array(limit + 1).fill(0x20) }),
  },
];

/** Ways to name the media types that mean the same. */
const RIGHT: readonly (readonly [what: string, clause: string, Partial<RawRequest>])[] = [
  ['without Accept', 'TS 5.5', { headers: { accept: null } }],
  ['that accepts everything', 'TS 5.5', { headers: { accept: '*/*' } }],
  ['that accepts any application', 'TS 5.5', { headers: { accept: 'text/html;q=0.9, application/*;q=0.1' } }],
  [
    'that would rather have another type',
    'TS 5.5',
    { headers: { accept: `application/cbor, ${TYPES.request};q=0.5` } },
  ],
  ['whose Accept is in capitals', 'TS 5.5', { headers: { accept: TYPES.request.toUpperCase() } }],
  ['with parameters of its media type', 'TS 5.5', { contentType: `${TYPES.initiation} ; charset="UTF-8"` }],
  ['whose media type is in capitals', 'TS 5.5', { contentType: TYPES.initiation.toUpperCase() }],
];

export const cases = [
  ...WRONG.map(({ what, clause, status, request }) =>
    serverCase({
      item,
      clause,
      title: `A package ${what} is refused and the session stays as it was`,
      negative: true,
      async run(subject, check) {
        const { client, first: before } = await begin(subject, [[GET]]);
        const refused = await client
          .send(typeof request === 'function' ? request(subject.bodyLimit) : request)
          .catch((error: unknown): RawAnswer => ({
            status: 0,
            headers: {},
            body: String(error),
            commands: [],
          }));
        // Whoever sends too much may be cut off before the answer is read (RFC 9110 15.5.14).
        check.must(
          refused.status === status || (status === 413 && refused.status === 0),
          `it is answered ${status}`,
          seen(refused),
        );
        const answers = await client.toEnd(before);
        check.must(
          answers.length > 1 && answers.every((answer) => answer.status === 200),
          'the right answer is taken afterwards',
          answers.map(seen),
          'TS 5.6',
        );
        const statuses = await toldStatuses(subject);
        check.must(same(statuses, [200]), 'and it alone counts', statuses, 'TS 5.2.4');
      },
    }),
  ),
  ...RIGHT.map(([what, clause, request]) =>
    serverCase({
      item,
      clause,
      title: `A package ${what} is answered`,
      async run(subject, check) {
        await subject.queue([[GET]]);
        const client = subject.client();
        const answer = await client.send(package1(request));
        check.must(answer.status === 200, 'it is answered 200', seen(answer));
        check.must(
          header(answer, 'content-type').toLowerCase().startsWith(TYPES.request) &&
            same(answer.commands, [GET]),
          'with the mandated Package#2',
          `${header(answer, 'content-type')} ${answer.body}`,
        );
      },
    }),
  ),
];
