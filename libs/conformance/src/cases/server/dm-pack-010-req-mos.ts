import { serverCase } from './server-case.js';
import { option, OPTION } from './wire/notification.js';
import { oneNotification } from './wire/notified.js';

export const cases = [
  serverCase({
    item: 'DM-PACK-010-S-M',
    clause: 'TS 5.2.1.2',
    title: 'REQ-MOS is there, without a value, when the list of objects is wanted, and only then',
    needs: ['notify'],
    async run(subject, check) {
      const wanted = option(await oneNotification(subject, { wish: { reqMos: true } }), OPTION.reqMos);
      check.must(wanted?.length === 0, 'when wanted it is there, with length 0', wanted?.toString('hex'));
      const not = option(await oneNotification(subject, { wish: { reqMos: false } }), OPTION.reqMos);
      check.must(not === undefined, 'otherwise it is not there', not?.toString('hex'));
    },
  }),
];
