import { serverCase } from './server-case.js';
import { option, OPTION } from './wire/notification.js';
import { NotifiedDevice } from './wire/notified.js';

export const cases = [
  serverCase({
    item: 'DM-PACK-007-S-M',
    clause: 'TS 5.2.1.2',
    title: 'NOTIFICATION-ID has two bytes and is another for each notification',
    needs: ['notify'],
    async run(subject, check) {
      const device = await NotifiedDevice.listen(subject);
      const ids: string[] = [];
      for (let i = 0; i < 4; i += 1) {
        const { received } = await device.next();
        const value = option(received, OPTION.notificationId);
        check.must(value?.length === 2, 'it is there, two bytes', value?.toString('hex'));
        ids.push(value?.toString('hex') ?? '');
        await device.session(received);
      }
      device.close();
      check.must(new Set(ids).size === ids.length, 'so a client can tell a new one from a duplicate', ids);
    },
  }),
];
