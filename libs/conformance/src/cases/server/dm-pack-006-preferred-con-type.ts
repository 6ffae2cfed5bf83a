import { same, serverCase } from './server-case.js';
import { option, OPTION } from './wire/notification.js';
import { oneNotification } from './wire/notified.js';

const item = 'DM-PACK-006-S-M';
const clause = 'TS 5.2.1.2';

export const cases = [
  ...[[1], [2, 1], [3, 2, 1, 0], [0]].map((types) =>
    serverCase({
      item,
      clause,
      title: `PREFERRED-CON-TYPE is ${types.join(', ')}, in the order that was asked for`,
      needs: ['notify'],
      async run(subject, check) {
        const received = await oneNotification(subject, { wish: { preferredConTypes: types } });
        const value = option(received, OPTION.preferredConType);
        check.must(same([...(value ?? [])], types), 'one byte for each, the most preferred first', value);
      },
    }),
  ),
  serverCase({
    item,
    clause,
    title: 'PREFERRED-CON-TYPE is left out when nothing is preferred',
    needs: ['notify'],
    async run(subject, check) {
      const value = option(await oneNotification(subject), OPTION.preferredConType);
      check.must(
        value === undefined || same([...value], [0]),
        'it is not there, or ANY_AVAILABLE alone',
        value,
      );
    },
  }),
  serverCase({
    item,
    clause,
    title: 'ANY_AVAILABLE never stands before another type',
    negative: true,
    needs: ['notify'],
    async run(subject, check) {
      const received = await oneNotification(subject, { wish: { preferredConTypes: [0, 2] } }).catch(
        () => undefined,
      );
      const value = received && option(received, OPTION.preferredConType);
      const at = value?.indexOf(0) ?? -1;
      check.must(
        at < 0 || at === (value?.length ?? 0) - 1,
        'such a wish is refused, or the value put last',
        value,
      );
    },
  }),
];
