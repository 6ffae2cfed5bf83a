import { AUTH, good, idOf, listening, SERVER_ID } from './notified.js';
import { bootstrap } from './objects.js';
import { package0 } from './package0.js';
import { played } from './played.js';

const ITEM = { item: 'DM-PACK-008-C-O', clause: 'TS 5.2.1.2' } as const;

const wrong = played(
  {
    ...ITEM,
    title: 'A notification whose digest is wrong is ignored, and so is what was changed after it was signed',
    negative: true,
    needs: ['start', 'bootstrap'],
  },
  async (stage) => {
    const { check } = stage;
    const device = await listening(stage);
    const opened = await device.taken(good(1));
    check.must(
      idOf(opened) === 1,
      'the digest over secret, notification and auth-data is right',
      opened.alerts,
    );
    device.client.command(['END']);
    const { secret, authData } = AUTH;
    check.must(
      await device.dropped(good(2, { auth: { secret: Buffer.from('another'), authData } }), 3),
      'one that another secret gives is ignored',
    );
    check.must(
      await device.dropped(good(4, { auth: { secret } }), 5),
      'one without the auth-data is ignored',
    );
    const changed = good(6);
    changed[changed.length - 3] = (changed[changed.length - 3] ?? 0) ^ 1;
    check.must(await device.dropped(changed, 7), 'one of a notification that was changed is ignored');
    check.must(
      await device.dropped(
        package0({ serverId: SERVER_ID, notificationId: 8, more: [[4, Buffer.alloc(32)]] }),
        9,
      ),
      'the zero digest is ignored',
    );
    check.must(
      await device.dropped(
        package0({ serverId: SERVER_ID, notificationId: 10, more: [[4, Buffer.alloc(31)]] }),
        11,
      ),
      'a digest that has not 32 bytes is ignored',
    );
    check.should(
      await device.dropped(package0({ serverId: SERVER_ID, notificationId: 12 }), 13),
      'one without digest is ignored if the account has a secret',
    );
    const stray = await device.stop();
    check.must(stray === 0, 'none of them has a session', stray);
  },
);

const secretless = played(
  {
    ...ITEM,
    title: 'A notification with a digest is ignored if the account has no secret',
    negative: true,
    needs: ['start', 'bootstrap'],
  },
  async ({ start, server, check }) => {
    const client = await start({
      bootstrap: bootstrap({ srvId: SERVER_ID, srvUri: server.endpoint, moids: ['*'] }),
    });
    await client.package();
    client.command(['END']);
    await client.notify(good(1));
    await client.notify(good(2, { auth: { secret: Buffer.alloc(0) } }));
    await client.notify(package0({ serverId: SERVER_ID, notificationId: 3 }));
    const opened = await client.package();
    client.command(['END']);
    check.must(idOf(opened) === 3, 'only one without digest is followed', opened.alerts);
    const stray = await client.stop();
    check.must(stray.length === 0, 'the others have no session', stray.length);
  },
);

export const cases = [wrong, secretless];
