import { serverCase } from './server-case.js';
import { option, OPTION } from './wire/notification.js';
import { oneNotification } from './wire/notified.js';

/** How far the clock of the server may be from ours, in seconds. */
const TOLERANCE = 300;

export const cases = [
  serverCase({
    item: 'DM-PACK-009-S-M',
    clause: 'TS 5.2.1.2',
    title: 'TIMESTAMP is the time at which Package#0 is sent',
    needs: ['notify'],
    async run(subject, check) {
      const value = option(await oneNotification(subject), OPTION.timestamp);
      check.must(
        value?.length === 4 || value?.length === 8,
        'it is there, POSIX time in 4 or 8 bytes',
        value?.toString('hex'),
      );
      const seconds =
        value?.length === 8
          ? Number(value.readBigUInt64BE(0))
          : value?.length === 4
            ? value.readUInt32BE(0)
            : 0;
      const now = Date.now() / 1000;
      check.must(Math.abs(seconds - now) <= TOLERANCE, 'it is now, in seconds since 1970', { seconds, now });
    },
  }),
];
