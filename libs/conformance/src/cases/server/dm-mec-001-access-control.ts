import { same, serverCase } from './server-case.js';
import { DELETE, GET, ONLY, REPOSITORY } from './wire/sample.js';
import { begin, seen, toldStatuses } from './wire/sending.js';

const item = 'DM-MEC-001-S-M';
const ENTRY =
  'urn:oma:mo:oma-dm-dacmo:1.0//urn%3Aconformance%3Amo%3Asample%3A1.0/one/(x)/Permissions/(y)/AR?nv=(x)/Path:/&nv=(y)/MAID:serverid:other.example';

export const cases = [
  serverCase({
    item,
    clause: 'TS 10',
    title: 'Rights are delegated by HGET into the access control object',
    async run(subject, check) {
      const commands = [
        ['HGET', REPOSITORY, ENTRY],
        ['HGET', REPOSITORY, 'urn:oma:mo:oma-dm-dacmo:1.0//urn%3Aconformance%3Amo%3Asample%3A1.0/one/2'],
        ['DELETE', 'urn:oma:mo:oma-dm-dacmo:1.0//urn%3Aconformance%3Amo%3Asample%3A1.0/one/2'],
      ];
      const { client, first: answer } = await begin(subject, [commands]);
      check.must(same(answer.commands, commands), 'the change is sent as it was asked for', answer.commands);
      await client.toEnd(await client.answer([200, 200, 200]));
      check.must((await subject.outcome()) === 'succeeded', 'and is done', await subject.outcome());
    },
  }),
  serverCase({
    item,
    clause: 'TS 10, App. C',
    title: '403 means that the right is missing: it is told, and the session goes on',
    negative: true,
    async run(subject, check) {
      const commands = [
        ['HGET', REPOSITORY, ONLY],
        ['HPUT', REPOSITORY, ONLY],
        ['HPOST', REPOSITORY, ONLY],
        [...DELETE],
        ['EXEC', `${ONLY}Actions/Reset`],
        [...GET],
        ['DEFAULT', REPOSITORY, 'urn:conformance:mo:sample:1.0'],
        ['SUB', REPOSITORY, ONLY],
        ['UNSUB', ONLY],
      ];
      const { client } = await begin(subject, [commands, [DELETE]]);
      const next = await client.answer(commands.map(() => 403));
      check.must(
        next.status === 200 && same(next.commands, [DELETE]),
        'commands after them are sent',
        seen(next),
      );
      await client.toEnd(next);
      const statuses = await toldStatuses(subject);
      check.must(same(statuses, [...commands.map(() => 403), 200]), 'each is told as refused', statuses);
      check.must((await subject.outcome()) === 'failed', 'which is no success', await subject.outcome());
    },
  }),
];
