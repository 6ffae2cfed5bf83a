import { serverCase } from './server-case.js';
import { oneNotification, SECRET } from './wire/notified.js';
import type { RawNotification } from './wire/notification.js';
import type { Checker } from '../../case.js';

function judge({ bytes, reserved, options, rest }: RawNotification, check: Checker): void {
  const hex = bytes.toString('hex');
  check.must(bytes.length >= 2, 'the header has 2 bytes', hex, 'TS 7.1.1.1');
  check.must(reserved === 0, 'the RESERVED bits are 0', reserved, 'TS 7.1.1.1');
  check.must(rest === 0, 'the options fill it to its end: each Option Length is right', { hex, rest });
  check.must(
    options.every(({ delta }) => delta > 0),
    'options come in increasing order, none twice: each Option Delta is at least 1',
    options.map(({ number, delta }) => ({ number, delta })),
  );
  check.must(
    options.every(({ number }) => number >= 1 && number <= 6),
    'each is one that the specification knows',
    options.map(({ number }) => number),
    'TS 5.2.1.2',
  );
}

export const cases = [
  serverCase({
    item: 'DM-SER-001-S-M',
    clause: 'TS 7.1.1.2',
    title: 'Package#0 is a header and options in increasing order, big endian, whatever it holds',
    needs: ['notify'],
    async run(subject, check) {
      judge(await oneNotification(subject), check);
      judge(await oneNotification(subject, { wish: { reqMos: true } }), check);
      const full = await oneNotification(subject, {
        signing: { secret: SECRET },
        wish: { reqMos: true, preferredConTypes: [1, 2, 3, 0] },
      });
      judge(full, check);
    },
  }),
];
