import { serverCase } from './server-case.js';
import { oneNotification } from './wire/notified.js';

export const cases = [
  serverCase({
    item: 'DM-PACK-003-S-M',
    clause: 'TS 5.2.1.1',
    title: 'VER of Package#0 is 2',
    needs: ['notify'],
    async run(subject, check) {
      const { ver } = await oneNotification(subject);
      check.must(ver === 2, 'VER is 0x02', ver);
    },
  }),
];
