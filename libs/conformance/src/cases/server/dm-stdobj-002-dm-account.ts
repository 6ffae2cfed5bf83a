import { same, serverCase } from './server-case.js';
import { read } from './wire/reading.js';
import { instance, REPOSITORY } from './wire/sample.js';
import { begin } from './wire/sending.js';

const item = 'DM-STDOBJ-002-S-M';
const clause = 'TS 12.2';
const DMACC = 'urn:oma:mo:oma-dm-dmacc:1.2';

const ACCOUNT = {
  SrvID: 'dms1.example',
  SrvURI: 'https://dms1.example/dm',
  Name: 'DMS 1',
  Auth: { Noti: { Type: 0, Data: 'AAEC' } },
  Push: { GCM: { SenderID: 'x', RegURI: 'https://dms1.example/reg', RegParams: 'a=b&c=d' } },
  Ext: {},
};

export const cases = [
  serverCase({
    item,
    clause,
    title: 'DM Accounts are read, one and all of them',
    async run(subject, check) {
      const one = [instance(`${DMACC}/dms1/`, { DMAcc: ACCOUNT })];
      const single = await read(subject, `${DMACC}/dms1/`, one);
      check.must(same(single.report?.data, one), 'every value of an account is told', single.report?.data);
      const all = ['dms1', 'dms2', 'dms3'].map((miid) =>
        instance(`${DMACC}/${miid}/SrvID`, { SrvID: `${miid}.example` }),
      );
      const several = await read(subject, `${DMACC}/*/SrvID`, all);
      check.must(same(several.sent, ['GET', `${DMACC}/*/SrvID`]), 'all are asked for', several.sent);
      check.must(same(several.report?.data, all), 'and told', several.report?.data);
    },
  }),
  serverCase({
    item,
    clause,
    title: 'A DM Account is made and changed by HGET, and asked for by x-name',
    async run(subject, check) {
      const commands = [
        ['HGET', REPOSITORY],
        ['HGET', REPOSITORY, `${DMACC}/dms1/Name`],
        ['GET', `${DMACC}/(x)/SrvURI?nv=(x)/SrvID:dms1.example`],
        ['HGET', REPOSITORY, `${DMACC}/dms1/Auth/Noti/Secret`],
      ];
      const { client, first: answer } = await begin(subject, [commands]);
      check.must(same(answer.commands, commands), 'the commands are sent', answer.commands);
      const URI = [`${DMACC}/new/`];
      await client.toEnd(await client.answer([{ sc: 200, URI }, 200, 404, 403]));
      const reports = await subject.reports();
      check.must(
        same(reports[0]?.uris, URI),
        'where the account came to lie is told',
        reports[0],
        'TS 5.3.1',
      );
      check.must(
        same(
          reports.map(({ status }) => status),
          [200, 200, 404, 403],
        ),
        'so is what became of each',
        reports,
      );
    },
  }),
];
