import { dataPart, multipart, statusPart } from '../../peers/multipart.js';
import { same, serverCase } from './server-case.js';
import { ANY, commandCases } from './wire/commands.js';
import { instance, MOID, ONLY } from './wire/sample.js';
import { begin, seen } from './wire/sending.js';

const item = 'DM-PACK-019-S-M';

export const cases = [
  ...commandCases({
    item,
    clause: 'TS 5.3.6',
    name: 'GET',
    forms: [[ONLY], [`${ONLY}Level`], [`${MOID}/*/`]],
    statuses: [...ANY, 204, 304, 403, 404],
  }),
  serverCase({
    item,
    clause: 'TS App. F',
    title: 'Data of each GET is told with its own command, whatever came of the others',
    async run(subject, check) {
      const uris = [`${ONLY}A`, `${ONLY}B`, `${ONLY}C`, `${ONLY}D`];
      await subject.queue([uris.map((uri) => ['GET', uri])]);
      const client = subject.client();
      await client.open();
      const answer = await client.send(
        multipart([
          statusPart([200, 404, 204, 200]),
          dataPart(0, [instance(`${MOID}/one/A`, { A: 'first' })]),
          dataPart(3, 'fourth', 'text/plain'),
        ]),
      );
      check.must(answer.status === 200, 'the package is taken', seen(answer));
      await client.toEnd(answer);
      const reports = await subject.reports();
      check.must(
        same(reports[0]?.data, [instance(`${MOID}/one/A`, { A: 'first' })]),
        'the data named "0" belongs to the first command',
        reports[0],
      );
      check.must(
        reports[1]?.data === undefined && reports[2]?.data === undefined,
        'commands without data have none',
        reports.slice(1, 3),
      );
      check.must(
        reports[3]?.data === 'fourth',
        'the data named "3" belongs to the fourth, as bare text of a leaf',
        reports[3],
      );
    },
  }),
  serverCase({
    item,
    clause: 'TS 6.1.2',
    title: 'A GET with a wildcard brings one item for each match',
    async run(subject, check) {
      const { client } = await begin(subject, [[['GET', `${MOID}/*/Level`]]]);
      const items = ['one', 'two', 'three'].map((miid, i) => instance(`${MOID}/${miid}/Level`, { Level: i }));
      await client.toEnd(await client.send(multipart([statusPart([200]), dataPart(0, items)])));
      const [report] = await subject.reports();
      check.must(same(report?.data, items), 'all of them are told, in their order', report?.data);
    },
  }),
];
