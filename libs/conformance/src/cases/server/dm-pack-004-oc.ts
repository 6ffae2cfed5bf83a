import { serverCase } from './server-case.js';
import { oneNotification, SECRET } from './wire/notified.js';

export const cases = [
  serverCase({
    item: 'DM-PACK-004-S-M',
    clause: 'TS 5.2.1.1',
    title: 'OC of Package#0 is the number of its options, few or many',
    needs: ['notify'],
    async run(subject, check) {
      const few = await oneNotification(subject);
      check.must(few.oc === few.options.length, 'OC counts them', {
        oc: few.oc,
        options: few.options.length,
      });
      const many = await oneNotification(subject, {
        signing: { secret: SECRET },
        wish: { reqMos: true, preferredConTypes: [2, 0] },
      });
      check.must(many.oc === many.options.length, 'with more options too', {
        oc: many.oc,
        options: many.options.length,
      });
      check.must(many.oc > few.oc, 'there are more of them when more was asked for', [few.oc, many.oc]);
    },
  }),
];
