import { same, serverCase } from './server-case.js';
import { GET, ONLY } from './wire/sample.js';
import { begin, seen, toldStatuses } from './wire/sending.js';

export const cases = [
  serverCase({
    item: 'DM-PACK-027-S-M',
    clause: 'TS 5.4.1',
    title: 'The status that Package#3 has for a command is its result, that of an EXEC too',
    async run(subject, check) {
      const { client } = await begin(subject, [
        [GET, ['EXEC', `${ONLY}Actions/Reset`], ['DELETE', `${ONLY}Items/first`]],
      ]);
      const next = await client.answer([200, 200, 200]);
      check.must(
        next.status === 200 && same(next.commands, [['END']]),
        'nothing more is waited for',
        seen(next),
      );
      const statuses = await toldStatuses(subject);
      check.must(same(statuses, [200, 200, 200]), 'each command has its result', statuses);
      check.must((await subject.outcome()) === 'succeeded', 'all of it is done', await subject.outcome());
    },
  }),
];
