import { same, serverCase } from './server-case.js';
import { ANY, commandCases } from './wire/commands.js';
import { DELETE, GET } from './wire/sample.js';
import { begin, seen, toldStatuses } from './wire/sending.js';

const item = 'DM-PACK-021-S-M';

export const cases = [
  ...commandCases({
    item,
    clause: 'TS 5.3.8',
    name: 'CONT',
    forms: [['https://dm.example/dm']],
    statuses: ANY,
  }),
  serverCase({
    item,
    clause: 'TS 5.3.8',
    title: 'A session that CONT has moved goes on where it was moved to',
    needs: ['elsewhere'],
    async run(subject, check) {
      const { client, first } = await begin(subject, [[['CONT', subject.elsewhere], GET], [DELETE]]);
      check.must(
        same(first.commands[0], ['CONT', subject.elsewhere]),
        'CONT is sent with the other ServerURI',
        first.commands,
      );
      client.endpoint = subject.elsewhere;
      const second = await client.answer(first.commands.map(() => 200));
      check.must(
        second.status === 200 && same(second.commands, [DELETE]),
        'the Package#3 that answers CONT is taken there and the session goes on',
        seen(second),
      );
      const answers = await client.toEnd(second);
      check.must(
        answers.at(-1)?.status === 200 && answers.at(-1)?.commands.at(-1)?.[0] === 'END',
        'so are all further ones, until END',
        answers.map(({ status, commands }) => [status, commands]),
      );
      const statuses = await toldStatuses(subject);
      check.must(same(statuses, [200, 200, 200]), 'every status is told', statuses);
    },
  }),
];
