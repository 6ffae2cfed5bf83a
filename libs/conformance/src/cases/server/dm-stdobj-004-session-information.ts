import { same, serverCase } from './server-case.js';
import { read } from './wire/reading.js';
import { instance } from './wire/sample.js';

const MO = 'urn:oma:mo:oma-sessioninfomo:1.0';

export const cases = [
  serverCase({
    item: 'DM-STDOBJ-004-S-M',
    clause: 'TS 12.4',
    title: 'Session Information is read: whole, one value, one value bare',
    async run(subject, check) {
      const data = [instance(`${MO}//`, { SessionInfoMO: { CBT: 1, ROAMING: 2 } })];
      const whole = await read(subject, `${MO}//`, data);
      check.must(same(whole.sent, ['GET', `${MO}//`]), 'the object is asked for', whole.sent);
      check.must(same(whole.report?.data, data), 'CBT and ROAMING are told as numbers', whole.report?.data);
      const cbt = [instance(`${MO}//CBT`, { CBT: 3 })];
      const value = await read(subject, `${MO}//CBT`, cbt);
      check.must(same(value.report?.data, cbt), 'so is one of them', value.report?.data);
      const bare = await read(subject, `${MO}//ROAMING`, '0', 'text/plain');
      check.must(String(bare.report?.data) === '0', 'also bare', bare.report?.data, 'TS App. F');
    },
  }),
];
