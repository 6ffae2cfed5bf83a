import { TYPES, type RawRequest } from '../../peers/raw-client.js';
import { same, serverCase } from './server-case.js';
import { GET, MOID } from './wire/sample.js';
import { begin, seen, toldStatuses } from './wire/sending.js';

const item = 'DM-PACK-013-S-M';

/** Ways to write two statuses: as the schema has them, and as the examples of the specification do. */
const RIGHT: readonly (readonly [what: string, clause: string, json: object])[] = [
  ['with objects', 'TS 7.2.1.3', { Status: [{ sc: 404 }, { sc: 200 }] }],
  ['with bare numbers, as App. F has them', 'TS App. F', { Status: [404, 200] }],
  ['with arrays, as App. I has them', 'TS App. I', { Status: [[404], [200, `${MOID}/one/`]] }],
  ['with all three', 'TS 7.2.1.3', { Status: [404, { sc: 200, URI: [`${MOID}/one/`] }] }],
  [
    'with members that nobody knows',
    'TS 7.2.1.3',
    {
      Status: [
        { sc: 404, More: 1 },
        { sc: 200, URI: [] },
      ],
      More: {},
      Alert: [],
    },
  ],
];

const WRONG: readonly (readonly [what: string, clause: string, RawRequest])[] = [
  ['with too many statuses', 'TS 5.2.4', json('{"Status":[{"sc":200},{"sc":200},{"sc":200}]}')],
  ['with too few statuses', 'TS 5.2.4', json('{"Status":[{"sc":200}]}')],
  ['without statuses', 'TS 7.2.1.3', json('{}')],
  ['whose Status is no array', 'TS 7.2.1.3', json('{"Status":{"sc":200}}')],
  ['whose status is no number', 'TS 7.2.1.3', json('{"Status":[{"sc":"200"},{"sc":200}]}')],
  ['whose status has no sc', 'TS 7.2.1.3', json('{"Status":[{"URI":[]},{"sc":200}]}')],
  [
    'without OMADM-DevID',
    'TS 5.2.4',
    { ...json('{"Status":[{"sc":200},{"sc":200}]}'), headers: { 'omadm-devid': null } },
  ],
];

function json(body: string): RawRequest {
  return { contentType: TYPES.response, body };
}

export const cases = [
  ...RIGHT.map(([what, clause, body]) =>
    serverCase({
      item,
      clause,
      title: `A Package#3 ${what} is taken`,
      async run(subject, check) {
        const { client } = await begin(subject, [[GET, ['HGET', 'https://repository.example/objects/1']]]);
        const answer = await client.send(json(JSON.stringify(body)));
        check.must(answer.status === 200, 'it is answered 200', seen(answer));
        await client.toEnd(answer);
        const statuses = await toldStatuses(subject);
        check.must(same(statuses, [404, 200]), 'its statuses are understood', statuses);
      },
    }),
  ),
  ...WRONG.map(([what, clause, request]) =>
    serverCase({
      item,
      clause,
      title: `A Package#3 ${what} is refused and the session stays as it was`,
      negative: true,
      async run(subject, check) {
        const { client } = await begin(subject, [[GET, GET]]);
        const refused = await client.send(request);
        check.must(refused.status === 400, 'it is answered 400', seen(refused));
        const answers = await client.toEnd(await client.answer([200, 404]));
        check.must(
          answers.every(({ status }) => status === 200),
          'the right answer is taken afterwards',
          answers.map(seen),
        );
        const statuses = await toldStatuses(subject);
        check.must(same(statuses, [200, 404]), 'and it alone counts', statuses);
      },
    }),
  ),
  serverCase({
    item,
    clause: 'TS 5.2.4',
    title: 'A Package#3 without a session is refused',
    negative: true,
    async run(subject, check) {
      const first = await subject.client().answer([200]);
      check.must(
        first.status >= 400 && first.status < 500,
        'before the first session it is 4xx',
        first.status,
        'TS 5.6',
      );
      const client = subject.client();
      await client.toEnd(await client.open());
      const refused = await subject.client().answer([200]);
      check.must(
        refused.status >= 400 && refused.status < 500,
        'after END it is 4xx',
        refused.status,
        'TS 5.6',
      );
    },
  }),
  serverCase({
    item,
    clause: 'TS 5.2.4',
    title: 'A Package#3 that comes twice counts once',
    negative: true,
    async run(subject, check) {
      const { client } = await begin(subject, [[GET], [GET, GET]]);
      const second = await client.answer([404]);
      const again = await client.answer([404]);
      check.must(
        again.status >= 400 && again.status < 500,
        'one status is no answer to two commands',
        again.status,
      );
      check.must(second.commands.length === 2, 'the first brought the next commands', second.commands);
      await client.toEnd(second);
      const statuses = await toldStatuses(subject);
      check.must(same(statuses, [404, 200, 200]), 'each command has one status', statuses);
    },
  }),
];
