import { serverCase } from './server-case.js';
import { digestOf, option, OPTION } from './wire/notification.js';
import { AUTH_DATA, oneNotification, SECRET } from './wire/notified.js';

const item = 'DM-PACK-008-S-M';
const clause = 'TS 5.2.1.2';

export const cases = [
  serverCase({
    item,
    clause,
    title: 'SHA256-DIGEST is made of the secret and the notification with a digest of zeros',
    needs: ['notify'],
    async run(subject, check) {
      const received = await oneNotification(subject, { signing: { secret: SECRET } });
      const value = option(received, OPTION.digest);
      check.must(value?.length === 32, 'it is there, 32 bytes', value?.toString('hex'));
      check.must(
        value?.equals(digestOf(received, SECRET)) ?? false,
        'it is SHA-256 over both, the secret first',
        value?.toString('hex'),
      );
    },
  }),
  serverCase({
    item,
    clause,
    title: 'SHA256-DIGEST ends with the auth-data of the account, if that has any',
    needs: ['notify'],
    async run(subject, check) {
      const received = await oneNotification(subject, {
        signing: { secret: SECRET, authData: AUTH_DATA },
        wish: { reqMos: true, preferredConTypes: [2, 0] },
      });
      const value = option(received, OPTION.digest);
      check.must(
        value?.equals(digestOf(received, SECRET, AUTH_DATA)) ?? false,
        'it is SHA-256 over secret, notification and auth-data',
        value?.equals(digestOf(received, SECRET)) ? 'the digest without auth-data' : value?.toString('hex'),
      );
    },
  }),
];
