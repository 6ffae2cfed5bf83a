import { serverCase } from './server-case.js';
import { option, OPTION } from './wire/notification.js';
import { oneNotification } from './wire/notified.js';

export const cases = [
  serverCase({
    item: 'DM-PACK-005-S-M',
    clause: 'TS 5.2.1.2',
    title: 'SERVER-ID is the SrvID of the DM Account',
    needs: ['notify', 'serverId'],
    async run(subject, check) {
      const received = await oneNotification(subject);
      const value = option(received, OPTION.serverId);
      check.must(
        value !== undefined,
        'SERVER-ID is there: UDP does not tell a client who sent it',
        received.options,
      );
      check.must(
        value?.equals(Buffer.from(subject.serverId.normalize('NFC'), 'utf8')) ?? false,
        'it is the server identifier of the account, as UTF-8 in Net-Unicode form',
        value?.toString('hex'),
      );
    },
  }),
];
