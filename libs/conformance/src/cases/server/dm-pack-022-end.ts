import { hasEnd } from '../../peers/raw-client.js';
import { same, serverCase } from './server-case.js';
import { judgePackage2 } from './wire/package2.js';
import { DELETE, GET } from './wire/sample.js';
import { begin } from './wire/sending.js';

const item = 'DM-PACK-022-S-M';
const clause = 'TS 5.3.9';

export const cases = [
  serverCase({
    item,
    clause,
    title: 'With nothing to do the server ends the session',
    async run(subject, check) {
      const client = subject.client();
      const first = await client.open();
      const answers = await client.toEnd(first);
      check.must(hasEnd(answers.at(-1) ?? first), 'the session ends with END', answers.at(-1)?.commands);
      check.should(same(first.commands, [['END']]), 'END comes at once and alone', first.commands);
    },
  }),
  serverCase({
    item,
    clause,
    title: 'Last commands travel with END and nothing more comes of them',
    async run(subject, check) {
      const { client, first } = await begin(
        subject,
        [[GET]],
        [DELETE, ['EXEC', 'urn:conformance:mo:sample:1.0//Actions/Reset']],
      );
      const last = await client.answer([200]);
      check.must(
        same(
          [first, last].map(({ commands }) => commands.map(([name]) => name).sort()),
          [['GET'], ['DELETE', 'END', 'EXEC']],
        ),
        'they are in the package with END, once',
        [first.commands, last.commands],
      );
      judgePackage2(last, check.of('DM-PACK-012-S-M'));
      check.must(
        last.commands.filter(([name]) => name === 'END').length === 1 && same(last.commands.at(-1), ['END']),
        'there is one END, without parameters',
        last.commands,
      );
      const late = await client.answer([200, 200]);
      check.must(
        late.status >= 400 && late.status < 500,
        'statuses for them belong to no session any more',
        late.status,
        'TS 5.2.4',
      );
      const reports = await subject.reports();
      check.must(
        same(
          reports.map(({ status }) => status),
          [200, null, null],
        ),
        'no status is told for commands that have none',
        reports,
      );
    },
  }),
];
