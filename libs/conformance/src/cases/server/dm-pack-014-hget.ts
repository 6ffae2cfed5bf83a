import { same, serverCase } from './server-case.js';
import { ANY, commandCases } from './wire/commands.js';
import { MOID, ONLY, REPOSITORY } from './wire/sample.js';
import { begin } from './wire/sending.js';

const item = 'DM-PACK-014-S-M';
const clause = 'TS 5.3.1';

export const cases = [
  ...commandCases({
    item,
    clause,
    name: 'HGET',
    forms: [[REPOSITORY], [REPOSITORY, `${ONLY}Level`], [REPOSITORY, `${MOID}/one/`]],
    statuses: [...ANY, 403, 404, 415, 419, 506],
  }),
  serverCase({
    item,
    clause,
    title: 'Where the client put data that had no ClientURI is told, every place',
    async run(subject, check) {
      const { client } = await begin(subject, [[['HGET', REPOSITORY]]]);
      const URI = [`${MOID}/new-1/`, `${MOID}/new-2/`];
      await client.toEnd(await client.answer([{ sc: 200, URI }]));
      const [report] = await subject.reports();
      check.must(same(report?.uris, URI), 'URI of the status is understood', report);
    },
  }),
];
