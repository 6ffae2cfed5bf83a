import { CLIENT_INITIATED, TYPES } from '../../peers/raw-client.js';
import { same, serverCase } from './server-case.js';
import { judgePackage2 } from './wire/package2.js';
import { GET, ONLY } from './wire/sample.js';
import { seen } from './wire/sending.js';

const item = 'DM-PACK-026-S-M';
const clause = 'TS 5.4';

const FULL = {
  AlertType: 'urn:conformance:at:strange:1.0:Full',
  SourceURI: `${ONLY}Actions/Reset`,
  TargetURI: `${ONLY}Items/first`,
  Mark: 'warning',
  DataType: 'application/json',
  Data: { code: 1200, nested: { text: 'ä€' } },
};
const MARKS = ['fatal', 'critical', 'minor', 'warning', 'informational', 'harmless', 'indeterminate'];

/** Alerts that a server may not know what to do with. */
const STRANGE: readonly (readonly [what: string, alert: object])[] = [
  ['of a type that nobody knows', { AlertType: 'urn:x:unknown' }],
  ['of a type that is no URN', { AlertType: 'something else' }],
  [
    'with data that nobody knows',
    { ...FULL, DataType: 'application/x-strange', Data: { '': [null, { a: 1 }] } },
  ],
  ['with data and no DataType', { AlertType: FULL.AlertType, Data: { a: 1 } }],
  ['with members that nobody knows', { ...FULL, More: { a: 1 } }],
  ['whose SourceURI does not parse', { ...FULL, SourceURI: 'not a ClientURI' }],
];

export const cases = [
  serverCase({
    item,
    clause,
    title: 'An alert in Package#1 and one in Package#3 are told as they came',
    needs: ['alertType'],
    async run(subject, check) {
      await subject.queue([[GET]]);
      const client = subject.client();
      const full = { ...FULL, AlertType: subject.alertType };
      await client.open([CLIENT_INITIATED, full]);
      const plain = { AlertType: subject.alertType, SourceURI: ONLY };
      await client.toEnd(await client.answer([200], [plain]));
      const alerts = (await subject.alerts()).filter(({ AlertType }) => AlertType === subject.alertType);
      check.must(same(alerts[0], full), 'every member of the first is told', alerts[0]);
      const { Mark = 'informational', ...rest } = alerts[1] ?? { AlertType: '' };
      check.must(same(rest, plain), 'members that the second did not have are not made up', alerts[1]);
      check.must(Mark === 'informational', 'without Mark it is informational', alerts[1]);
    },
  }),
  serverCase({
    item,
    clause,
    title: 'Every Mark is taken',
    needs: ['alertType'],
    async run(subject, check) {
      const client = subject.client();
      const alerts = MARKS.map((Mark) => ({ AlertType: subject.alertType, Mark }));
      const answer = await client.open([CLIENT_INITIATED, ...alerts]);
      check.must(answer.status === 200, 'the package is taken', seen(answer));
      await client.toEnd(answer);
      const marks = (await subject.alerts()).flatMap(({ AlertType, Mark }) =>
        AlertType === subject.alertType ? [Mark ?? 'informational'] : [],
      );
      check.must(same(marks, MARKS), 'and told', marks);
    },
  }),
  ...STRANGE.map(([what, alert]) =>
    serverCase({
      item,
      clause,
      title: `An alert ${what} is passed over in silence`,
      async run(subject, check) {
        await subject.queue([[GET]]);
        const client = subject.client();
        const first = await client.open([alert, CLIENT_INITIATED, alert]);
        check.must(
          first.status === 200 && same(first.commands, [GET]),
          'in Package#1 it changes nothing',
          seen(first),
        );
        const last = await client.answer([200], [alert, alert]);
        check.must(last.status === 200 && same(last.commands, [['END']]), 'nor in Package#3', seen(last));
        for (const answer of [first, last])
          if (answer.status === 200) judgePackage2(answer, check.of('DM-PACK-012-S-M'));
      },
    }),
  ),
  serverCase({
    item,
    clause,
    title: 'An alert whose Mark nobody knows does not end the session',
    async run(subject, check) {
      await subject.queue([[GET]]);
      const answer = await subject.client().open([CLIENT_INITIATED, { ...FULL, Mark: 'urgent' }]);
      check.must([200, 400].includes(answer.status), 'it is 200 or 400', seen(answer));
      check.should(
        answer.status === 200 && same(answer.commands, [GET]),
        'by the schema Mark is any text: the alert is taken or passed over',
        seen(answer),
        'TS 7.2.1.5',
      );
    },
  }),
  serverCase({
    item,
    clause: 'TS 7.2.1.5',
    title: 'An alert whose Data is no object is refused or passed over',
    negative: true,
    async run(subject, check) {
      await subject.queue([[GET]]);
      const client = subject.client();
      const answer = await client.open([CLIENT_INITIATED, { ...FULL, Data: 'text' }]);
      check.must(
        answer.status === 400 || (answer.status === 200 && same(answer.commands, [GET])),
        'it is 400, or the session goes on',
        seen(answer),
      );
      const right = answer.status === 200 ? answer : await client.open();
      check.must(same(right.commands, [GET]), 'what was queued is not lost over it', seen(right), 'TS 5.6');
      await client.toEnd(right);
    },
  }),
  serverCase({
    item,
    clause: 'TS 7.2.1.5',
    title: 'An alert without AlertType is refused or passed over',
    negative: true,
    async run(subject, check) {
      const body = JSON.stringify({ Alert: [{ Mark: 'minor' }] });
      const answer = await subject.client().send({ contentType: TYPES.initiation, body });
      check.must([200, 400].includes(answer.status), 'it is 400 or 200', seen(answer));
      check.must(
        !(await subject.alerts()).some(({ Mark }) => Mark === 'minor'),
        'it is not told as an alert',
        await subject.alerts(),
      );
    },
  }),
  serverCase({
    item,
    clause: 'TS 13.1',
    title: 'Data of an alert that DM 1.x defined is told, converted or verbatim',
    needs: ['alertType'],
    async run(subject, check) {
      const alert = {
        AlertType: subject.alertType,
        SourceURI: 'urn:oma:mo:oma-scomo:1.0/SCOMO1/Download/Package1/Operations/DownloadInstall',
        Mark: 'warning',
        DataType: 'text/xml',
        Data: { DM1x: '<ResultCode>1200</ResultCode><Identifier>Component1ID</Identifier>' },
      };
      const client = subject.client();
      const answer = await client.open([CLIENT_INITIATED, alert]);
      check.must(answer.status === 200, 'the package is taken', seen(answer));
      await client.toEnd(answer);
      const told = (await subject.alerts()).find(({ AlertType }) => AlertType === subject.alertType);
      check.must(JSON.stringify(told?.Data ?? '').includes('1200'), 'its data is told', told);
    },
  }),
];
