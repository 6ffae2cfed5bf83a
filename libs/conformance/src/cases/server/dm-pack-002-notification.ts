import { same, serverCase } from './server-case.js';
import { initiatedBy, NotifiedDevice } from './wire/notified.js';
import { option, OPTION } from './wire/notification.js';
import { GET } from './wire/sample.js';
import { seen } from './wire/sending.js';

const item = 'DM-PACK-002-S-M';
const clause = 'TS 5.2.1';

/** How clients write the NOTIFICATION-ID into the alert of Package#1 (TS 5.2.2, 5.4, App. D). */
const FORMS: readonly (readonly [what: string, data: (id: number) => unknown])[] = [
  ['as a member of an object', (id) => ({ 'NOTIFICATION-ID': id })],
  ['beside members that nobody knows', (id) => ({ More: 1, 'NOTIFICATION-ID': id })],
  ['as a number', (id) => id],
  ['as text', (id) => String(id)],
];

export const cases = [
  serverCase({
    item,
    clause,
    title: 'The session that Package#0 asks for brings what was queued',
    needs: ['notify'],
    async run(subject, check) {
      await subject.queue([[GET]]);
      const device = await NotifiedDevice.listen(subject);
      const { received, requested } = await device.next();
      check.must(!(await requested.answered()), 'before the session nothing is answered', 'answered');
      const answers = await device.session(received);
      device.close();
      check.must(
        same(
          answers.map(({ status, commands }) => [status, commands]),
          [
            [200, [GET]],
            [200, [['END']]],
          ],
        ),
        'it is a session like any other',
        answers.map(seen),
        'TS 5.2.2',
      );
    },
  }),
  ...FORMS.map(([what, data]) =>
    serverCase({
      item,
      clause: 'TS 5.2.2',
      title: `The NOTIFICATION-ID is taken ${what}`,
      needs: ['notify'],
      async run(subject, check) {
        const device = await NotifiedDevice.listen(subject);
        const { received, requested } = await device.next();
        device.close();
        const id = option(received, OPTION.notificationId)?.readUInt16BE(0) ?? 0;
        const client = subject.client();
        const other = await client.open([initiatedBy(data((id + 1) % 65_536))]);
        check.must(other.status === 200, 'a session with another one is opened', seen(other));
        await client.toEnd(other);
        check.should(!(await requested.answered()), 'but does not answer this notification', 'answered');
        const right = await client.open([initiatedBy(data(id))]);
        check.must(right.status === 200, 'the session is opened', seen(right));
        await client.toEnd(right);
        check.should(
          await requested.answered(),
          'the server knows which notification it answers',
          'not answered',
        );
      },
    }),
  ),
];
