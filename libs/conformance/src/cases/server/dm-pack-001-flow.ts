import { hasEnd, type RawAnswer } from '../../peers/raw-client.js';
import { same, serverCase } from './server-case.js';
import { judgePackage2 } from './wire/package2.js';
import { DELETE, GET, ONLY } from './wire/sample.js';
import { begin, seen, toldStatuses } from './wire/sending.js';

const item = 'DM-PACK-001-S-M';
const clause = 'TS 5.2';

function isRefused({ status }: RawAnswer): boolean {
  return status >= 400 && status < 500;
}

export const cases = [
  serverCase({
    item,
    clause,
    title: 'A session goes from Package#1 over commands and statuses to END',
    async run(subject, check) {
      await subject.queue([[GET], [DELETE, GET]]);
      const client = subject.client();
      const answers = await client.toEnd(await client.open());
      check.must(
        answers.every(({ status }) => status === 200),
        'each package is answered 200',
        answers.map(({ status }) => status),
      );
      check.must(
        same(
          answers.flatMap(({ commands }) => commands),
          [GET, DELETE, GET, ['END']],
        ),
        'commands come in the order in which they were asked for, then END',
        answers.map(({ commands }) => commands),
        'TS 5.2.3',
      );
      for (const answer of answers) judgePackage2(answer, check.of('DM-PACK-012-S-M'));
      const late = await client.answer([200]);
      check.must(isRefused(late), 'a Package#3 after END belongs to no session', late.status, 'TS 5.2.4');
    },
  }),
  serverCase({
    item,
    clause: 'TS 5.1.1',
    title: 'A client that keeps no cookies is served like any other',
    async run(subject, check) {
      await subject.queue([[GET], [DELETE]]);
      const client = subject.client();
      client.keepsCookies = false;
      const answers = await client.toEnd(await client.open());
      check.must(
        same(
          answers.map(({ status }) => status),
          [200, 200, 200],
        ) && hasEnd(answers.at(-1) as RawAnswer),
        'the specification names no session: the device alone is enough',
        answers.map(seen),
      );
    },
  }),
  serverCase({
    item,
    clause: 'TS 5.2.2',
    title: 'Package#1 begins anew, whatever the device left open',
    async run(subject, check) {
      await subject.queue([[GET], [DELETE]]);
      const left = subject.client();
      await left.open();
      const client = subject.client();
      const begun = await client.open();
      check.must(begun.status === 200, 'the new session is opened', seen(begun));
      check.should(
        same(begun.commands, [GET]),
        'a command that can be repeated and was never answered is sent again',
        begun.commands,
      );
      const stale = await left.answer([404]);
      check.should(
        isRefused(stale),
        'what still comes of the session before is not taken for this one',
        stale.status,
      );
      await client.toEnd(begun);
      const statuses = await toldStatuses(subject);
      check.must(
        same(statuses, [200, 200]),
        'every command is told with the status that answered it',
        statuses,
        'TS 5.2.4',
      );
    },
  }),
  serverCase({
    item,
    clause: 'TS 5.2.4',
    title: 'What was never answered is never told as done',
    async run(subject, check) {
      const EXEC = ['EXEC', `${ONLY}Actions/Reset`];
      await subject.queue([[EXEC]]);
      const first = await subject.client().open();
      check.must(same(first.commands, [EXEC]), 'it was sent', first.commands);
      const client = subject.client();
      const begun = await client.open();
      const repeated = begun.commands.some(([name]) => name === 'EXEC');
      check.should(
        !repeated,
        'an EXEC that may have been carried out is not repeated by itself',
        begun.commands,
      );
      await client.toEnd(begun);
      if (repeated) return;
      const [report] = await subject.reports();
      check.must(report?.status === null, 'there is no status for it', report);
      check.must((await subject.outcome()) !== 'succeeded', 'it has not succeeded', await subject.outcome());
    },
  }),
  serverCase({
    item,
    clause: 'TS 5.1.1',
    title: 'Sessions of two devices at once do not mix',
    async run(subject, check) {
      const other = await subject.another();
      await subject.queue([[GET, GET], [DELETE]]);
      await other.queue([[DELETE], [GET]]);
      const [a, b] = [subject.client(), other.client()];
      const [a1, b1] = [await a.open(), await b.open()];
      const [b2, a2] = [await b.answer([403]), await a.answer([200, 404])];
      const [a3, b3] = await Promise.all([a.answer([405]), b.answer([200])]);
      check.must(
        same(
          [a1, a2, a3].map(({ commands }) => commands),
          [[GET, GET], [DELETE], [['END']]],
        ),
        'the one gets what was asked for it',
        [a1, a2, a3].map(({ commands }) => commands),
      );
      check.must(
        same(
          [b1, b2, b3].map(({ commands }) => commands),
          [[DELETE], [GET], [['END']]],
        ),
        'so does the other',
        [b1, b2, b3].map(({ commands }) => commands),
      );
      const statuses = [await subject.reports(), await other.reports()].map((reports) =>
        reports.map(({ status }) => status),
      );
      check.must(
        same(statuses, [
          [200, 404, 405],
          [403, 200],
        ]),
        'each status is told of the device that sent it',
        statuses,
      );
    },
  }),
  serverCase({
    item,
    clause,
    title: 'Commands that are queued while a session is open are not lost',
    async run(subject, check) {
      const { client, first } = await begin(subject, [[GET]]);
      await subject.queue([[DELETE]]);
      const answers = await client.toEnd(first);
      if (!answers.some(({ commands }) => same(commands[0], DELETE))) {
        const next = subject.client();
        answers.push(...(await next.toEnd(await next.open())));
      }
      const sent = answers.flatMap(({ commands }) => commands);
      check.must(
        sent.filter((command) => same(command, DELETE)).length === 1,
        'they go out once, in this session or the next',
        sent,
      );
    },
  }),
];
