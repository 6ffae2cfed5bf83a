import { header } from '../../peers/raw-client.js';
import { same, serverCase } from './server-case.js';
import { judgePackage2 } from './wire/package2.js';
import { DELETE, GET, ONLY, REPOSITORY } from './wire/sample.js';

const item = 'DM-PACK-012-S-M';

export const cases = [
  serverCase({
    item,
    clause: 'TS 7.2.1.2',
    title: 'Package#2 is JSON with CMD, an array of arrays of strings',
    async run(subject, check) {
      await subject.queue([[GET, ['HPUT', REPOSITORY, ONLY, `${ONLY}Name`]]], [DELETE]);
      const client = subject.client();
      const answers = await client.toEnd(await client.open());
      check.must(answers.length === 2, 'there are two of them', answers.length, 'TS 5.2.3');
      for (const answer of answers) judgePackage2(answer, check);
      const encodings = answers.map((answer) => header(answer, 'content-type').toLowerCase());
      check.must(
        encodings.every((type) => !type.includes('charset=') || /charset="?utf-8"?/.test(type)),
        'JSON is UTF-8',
        encodings,
      );
    },
  }),
  serverCase({
    item,
    clause: 'TS 5.2.3',
    title: 'The same command may be listed many times, and many commands in one package',
    async run(subject, check) {
      const commands = Array.from({ length: 150 }, (_, i) => (i % 3 === 0 ? GET : ['GET', `${ONLY}N${i}`]));
      await subject.queue([commands]);
      const client = subject.client();
      const answers = await client.toEnd(await client.open());
      check.must(
        same(
          answers.flatMap((answer) => answer.commands),
          [...commands, ['END']],
        ),
        'all are sent, in order',
        answers.map((answer) => answer.commands.length),
      );
    },
  }),
  serverCase({
    item,
    clause: 'TS 5.4',
    title: 'Package#2 is the same whether alerts came or not',
    async run(subject, check) {
      await subject.queue([[GET], [DELETE]]);
      const client = subject.client();
      const alerts = ['urn:x:one', 'urn:x:two', 'urn:x:three'].map((AlertType) => ({ AlertType }));
      const first = await client.open([...alerts, { AlertType: 'urn:oma:at:dm:2.0:ClientInitiatedMgmt' }]);
      const second = await client.answer([200], alerts);
      const last = await client.answer([200], alerts);
      for (const answer of [first, second, last]) judgePackage2(answer, check);
      check.must(
        same(
          [first, second, last].map(({ commands }) => commands),
          [[GET], [DELETE], [['END']]],
        ),
        'no command comes of an alert alone',
        [first, second, last].map(({ commands }) => commands),
      );
    },
  }),
  serverCase({
    item,
    clause: 'TS 7.2.1.2',
    title: 'A server that is told to keep to the technical specification sends no Status',
    needs: ['strict'],
    async run(subject, check) {
      await subject.strict();
      await subject.queue([[GET]], [DELETE]);
      const client = subject.client();
      const answers = await client.toEnd(await client.open([{ AlertType: 'urn:x:one' }]));
      for (const answer of answers) judgePackage2(answer, check, { strict: true });
      check.must(answers.length === 2, 'the session goes on as ever', answers.length, 'TS 5.2');
    },
  }),
];
