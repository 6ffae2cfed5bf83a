import { shared } from './delegation.js';
import { AUTH, good, idOf, listening, SERVER_ID } from './notified.js';
import { package0 } from './package0.js';
import { played } from './played.js';

const duplicate = played(
  {
    item: 'DM-PACK-007-C-O',
    clause: 'TS 5.2.1.2',
    title: 'A notification that has come before is dropped; that of another server with the same id is none',
    negative: true,
    needs: ['start', 'bootstrap'],
  },
  async (stage) => {
    const { check } = stage;
    const { client, other } = await shared(stage, [], { dms1: ['*'], dms2: ['*'] });
    const ask = async (serverId: string, notificationId: number) => {
      await client.notify(package0({ serverId, notificationId }));
      const opened = await client.package();
      client.command(['END']);
      return opened;
    };
    check.must(idOf(await ask('dms1', 7)) === 7, 'the first is followed');
    // The same once more, and another behind it: only that one may have a session.
    await client.notify(package0({ serverId: 'dms1', notificationId: 7 }));
    const after = await ask('dms1', 8);
    check.must(idOf(after) === 8, 'the second is dropped', after.alerts);
    const same = await ask('dms2', 7);
    check.must(
      idOf(same) === 7 && same.server === other,
      'the same id of another server is no duplicate',
      same.alerts,
    );
    await client.notify(package0({ serverId: 'dms1', notificationId: 7 }));
    check.must(idOf(await ask('dms1', 0)) === 0, 'it is dropped later, too; 0 is an id as any other');
    const stray = await client.stop();
    check.must(stray.length === 0, 'no session is opened twice', stray.length);
  },
);

const without = played(
  {
    item: 'DM-PACK-007-C-O',
    clause: 'TS 5.2.2',
    title:
      'Without a NOTIFICATION-ID there is none in the alert, and one that is no Uint of 2 bytes is dropped',
    negative: true,
    needs: ['start', 'bootstrap'],
  },
  async (stage) => {
    const { check } = stage;
    const device = await listening(stage);
    const opened = await device.taken(package0({ serverId: SERVER_ID, auth: AUTH }));
    check.must(idOf(opened) === undefined && opened.alerts.length > 0, 'the alert has no id', opened.alerts);
    device.client.command(['END']);
    check.must(
      await device.dropped(package0({ serverId: SERVER_ID, auth: AUTH, more: [[3, Buffer.from([1])]] }), 1),
      'an id of 1 byte is dropped',
      undefined,
      'TS 5.2.1.2',
    );
    check.must(
      await device.dropped(
        package0({ serverId: SERVER_ID, auth: AUTH, more: [[3, Buffer.from([0, 0, 2])]] }),
        2,
      ),
      'an id of 3 bytes is dropped',
      undefined,
      'TS 5.2.1.2',
    );
    check.must(
      await device.dropped(good(3, { more: [[3, Buffer.from([0, 9])]] }), 4),
      'an option that occurs twice makes it none',
      undefined,
      'TS 5.2.1.2',
    );
    await device.stop();
  },
);

export const cases = [duplicate, without];
