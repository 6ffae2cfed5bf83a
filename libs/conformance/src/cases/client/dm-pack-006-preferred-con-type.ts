import { good, idOf, listening } from './notified.js';
import { SESSION_INFO } from './objects.js';
import { played } from './played.js';

/** Values of PREFERRED-CON-TYPE. `CBT` of Session Information has the same for the last three. */
const [ANY, CELLULAR, WLAN, WIRELINE] = [0, 1, 2, 3];

const preferred = played(
  {
    item: 'DM-PACK-006-C-O',
    clause: 'TS 5.2.1.2',
    title: 'The session runs over the first connection of PREFERRED-CON-TYPE that the device has',
    negative: false,
    needs: ['start', 'bootstrap', 'bearers'],
  },
  async (stage) => {
    const { check } = stage;
    const device = await listening(stage, { bearers: ['wlan', 'cellular'] });
    for (const [i, [what, types, wanted]] of (
      [
        ['cellular first', [CELLULAR, WLAN], CELLULAR],
        ['WLAN first', [WLAN, CELLULAR], WLAN],
        ['the first is not there', [WIRELINE, CELLULAR, ANY], CELLULAR],
      ] as const
    ).entries()) {
      const opened = await device.taken(good(i, { preferred: types.map(Number) }));
      check.must(idOf(opened) === i, `${what}: the session is opened`, opened.alerts);
      const answer = await device.client.send(['GET', `${SESSION_INFO}//CBT`]);
      check.should(answer.text(0) === String(wanted), `${what}: it is used`, answer.text(0));
      device.client.command(['END']);
    }
    const opened = await device.taken(good(10, { preferred: [WIRELINE ?? 3, ANY ?? 0] }));
    check.should(idOf(opened) === 10, 'with ANY_AVAILABLE any connection does', opened.alerts);
    device.client.command(['END']);
    await device.stop();
  },
);

const waiting = played(
  {
    item: 'DM-PACK-006-C-O',
    clause: 'TS 5.2.1.2',
    title: 'Without ANY_AVAILABLE there is no session over a connection that is not preferred',
    negative: true,
    needs: ['start', 'bootstrap', 'bearers'],
  },
  async (stage) => {
    const { check } = stage;
    const device = await listening(stage, { bearers: ['wlan'] });
    check.should(
      await device.dropped(good(1, { preferred: [3, 1] }), 2),
      'the client waits for one that is preferred',
    );
    check.must(
      await device.dropped(good(3, { preferred: [2, 77] }), 4),
      'a connection type that is not defined makes it no notification',
    );
    const stray = await device.stop();
    check.should(stray === 0, 'it does not open the session otherwise', stray);
  },
);

export const cases = [preferred, waiting];
