import { same, serverCase } from './server-case.js';
import { read } from './wire/reading.js';
import { instance } from './wire/sample.js';

const DACMO = 'urn:oma:mo:oma-dm-dacmo:1.0';

/** The rights of the example of 12.3.1 on DevInfo, with a part of its own. */
const RIGHTS = {
  DacMO: {
    'urn:oma:mo:oma-dm-devinfo:1.2': {
      miid1: {
        1: { Permissions: { 1: { MAID: '*', AR: 1 }, 2: { MAID: 'serverid:dms1', AR: 15 } } },
        2: { Path: '/Ext', Permissions: { 1: { MAID: 'appid:diag', AR: 3 } } },
      },
    },
  },
};

export const cases = [
  serverCase({
    item: 'DM-STDOBJ-003-S-M',
    clause: 'TS 12.3',
    title: 'The rights that an access control object holds are read',
    async run(subject, check) {
      const data = [instance(`${DACMO}/dac/`, RIGHTS)];
      const whole = await read(subject, `${DACMO}//`, data);
      check.must(same(whole.sent, ['GET', `${DACMO}//`]), 'the object is asked for', whole.sent);
      check.must(
        same(whole.report?.data, data),
        'MOID, MIID, Path, MAID and AR are told',
        whole.report?.data,
      );
      const part = `${DACMO}//urn%3Aoma%3Amo%3Aoma-dm-devinfo%3A1.2/miid1/(x)/Permissions?nv=(x)/Path:/Ext`;
      const entry = [instance(part, { Permissions: { 1: { MAID: 'appid:diag', AR: 3 } } })];
      const below = await read(subject, part, entry);
      check.must(
        same(below.sent, ['GET', part]),
        'one entry is asked for by its Path',
        below.sent,
        'TS 6.1.1.3',
      );
      check.must(same(below.report?.data, entry), 'and told', below.report?.data);
    },
  }),
];
