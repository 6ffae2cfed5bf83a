import { same, serverCase } from './server-case.js';
import { ANY, commandCases } from './wire/commands.js';
import { DELETE, GET } from './wire/sample.js';
import { begin, seen } from './wire/sending.js';

const item = 'DM-PACK-020-S-M';
const SHOW = ['SHOW', 'https://ui.example/ui?uiid=1234'] as const;

export const cases = [
  ...commandCases({
    item,
    clause: 'TS 5.3.7',
    name: 'SHOW',
    forms: [[SHOW[1]], ['https://ui.example/ui/page']],
    statuses: ANY,
  }),
  ...([200, 501] as const).map((sc) =>
    serverCase({
      item,
      clause: 'TS 5.3.7',
      title: `The session goes on while nobody has answered the page of a SHOW with status ${sc}`,
      async run(subject, check) {
        const { client, first } = await begin(subject, [[SHOW, GET], [DELETE]]);
        check.must(same(first.commands, [SHOW, GET]), 'other commands travel beside SHOW', first.commands);
        const next = await client.answer([sc, 200]);
        check.must(
          next.status === 200 && same(next.commands, [DELETE]),
          'the next commands come at once',
          seen(next),
        );
        const answers = await client.toEnd(next);
        check.must(
          answers.at(-1)?.commands.at(-1)?.[0] === 'END',
          'the session ends although the user has not answered',
          answers.map(({ commands }) => commands),
        );
        const [show, get] = await subject.reports();
        check.must(
          show?.status === sc && get?.status === 200,
          'the status of SHOW is whether the UI session was initiated, and no more',
          [show, get],
          'TS App. C',
        );
      },
    }),
  ),
];
