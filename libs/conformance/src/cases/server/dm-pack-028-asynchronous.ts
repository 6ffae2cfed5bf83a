import { CLIENT_INITIATED } from '../../peers/raw-client.js';
import { same, serverCase } from './server-case.js';
import { judgePackage2 } from './wire/package2.js';
import { GET, ONLY } from './wire/sample.js';
import { begin, seen, toldStatuses } from './wire/sending.js';

const item = 'DM-PACK-028-S-M';
const clause = 'TS 5.4.1';
const RESET = `${ONLY}Actions/Reset`;

function completed(AlertType: string, SourceURI: string, ResultCode: number): object {
  return {
    AlertType,
    SourceURI,
    DataType: 'application/json',
    Data: { ResultCode },
  };
}

export const cases = [
  ...(['Package#1', 'Package#3'] as const).map((where) =>
    serverCase({
      item,
      clause,
      title: `The result of an EXEC that was accepted comes as an alert in ${where} of a new session`,
      needs: ['alertType'],
      async run(subject, check) {
        const server = 'https://dm.example/dm';
        const { client } = await begin(subject, [
          [
            ['EXEC', RESET, server],
            ['EXEC', `${ONLY}Actions/Wipe`],
          ],
        ]);
        const last = await client.answer([202, 202]);
        check.must(
          last.status === 200 && same(last.commands, [['END']]),
          '202 is taken and the session ends: nobody waits for the result in it',
          seen(last),
        );
        const statuses = await toldStatuses(subject);
        check.must(same(statuses, [202, 202]), 'both are told as accepted', statuses);
        if (where === 'Package#3') await subject.queue([[GET]]);
        const next = subject.client();
        const alert = completed(subject.alertType, RESET, 1200);
        const answers =
          where === 'Package#1'
            ? [await next.open([CLIENT_INITIATED, alert])]
            : [await next.open(), await next.answer([200], [alert])];
        check.must(
          answers.every(({ status }) => status === 200),
          'the alert is taken',
          answers.map(seen),
        );
        for (const answer of answers) judgePackage2(answer, check.of('DM-PACK-012-S-M'));
        const told = (await subject.alerts()).filter(({ SourceURI }) => SourceURI === RESET);
        check.must(same(told, [alert]), 'it is told with its SourceURI and its data', told);
        const [reset, wipe] = await subject.reports();
        check.should(
          same(reset?.alerts, [alert]),
          'the server knows by its SourceURI which command it is the result of',
          reset,
        );
        check.must((wipe?.alerts ?? []).length === 0, 'it is no result of another command', wipe);
      },
    }),
  ),
  serverCase({
    item,
    clause,
    title: 'An alert whose SourceURI names no command is an alert and no more',
    negative: true,
    needs: ['alertType'],
    async run(subject, check) {
      const { client } = await begin(subject, [[['EXEC', RESET]]]);
      await client.toEnd(await client.answer([202]));
      const next = subject.client();
      const answer = await next.open([
        CLIENT_INITIATED,
        completed(subject.alertType, `${ONLY}Actions/Other`, 1400),
      ]);
      check.must(answer.status === 200, 'it is taken', seen(answer));
      const [report] = await subject.reports();
      check.must(
        report?.status === 202 && (report.alerts ?? []).length === 0,
        'the command stays as it was',
        report,
      );
    },
  }),
];
