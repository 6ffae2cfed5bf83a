import { shared } from './delegation.js';
import { AUTH, good, idOf, listening, SERVER_ID } from './notified.js';
import { package0 } from './package0.js';
import { played } from './played.js';

const ITEM = { item: 'DM-PACK-005-C-O', clause: 'TS 5.2.1.2' } as const;

const chosen = played(
  {
    ...ITEM,
    title: 'SERVER-ID names the DM Server that the session is with',
    negative: false,
    needs: ['start', 'bootstrap'],
  },
  async (stage) => {
    const { check, server } = stage;
    const { client, other } = await shared(stage, [], { dms1: ['*'], dms2: ['*'] });
    for (const [i, [serverId, wanted]] of (
      [
        ['dms2', other],
        ['dms1', server],
        ['dms2', other],
      ] as const
    ).entries()) {
      await client.notify(package0({ serverId, notificationId: i }));
      const opened = await client.package();
      check.must(opened.server === wanted, `${serverId} gets the session`, opened.server.base);
      client.command(['END']);
    }
    const stray = await client.stop();
    check.must(stray.length === 0, 'no other server does', stray.length);
  },
);

const strange = played(
  {
    ...ITEM,
    title: 'A Package#0 of a DM Server that the client does not know is dropped',
    negative: true,
    needs: ['start', 'bootstrap'],
  },
  async (stage) => {
    const { check } = stage;
    const device = await listening(stage);
    check.must(
      await device.dropped(good(1, { serverId: 'stranger.example' }), 2),
      'a server that the client has no account of is dropped',
    );
    check.must(
      await device.dropped(good(3, { serverId: SERVER_ID.slice(0, -1) }), 4),
      'the identifier is compared as a whole',
    );
    // It is the only server, and the digest proves that it is: the client can tell.
    const nameless = await device.taken(package0({ notificationId: 5, auth: AUTH }));
    check.should(idOf(nameless) === 5, 'it may be left out if the client can tell who it is', idOf(nameless));
    device.client.command(['END']);
    const stray = await device.stop();
    check.must(stray === 0, 'none of them has a session', stray);
  },
);

export const cases = [chosen, strange];
