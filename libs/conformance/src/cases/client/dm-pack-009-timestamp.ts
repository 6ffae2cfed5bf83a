import { good, idOf, listening } from './notified.js';
import { now } from './package0.js';
import { played } from './played.js';

const aged = played(
  {
    item: 'DM-PACK-009-C-O',
    clause: 'TS 5.2.1.2',
    title: 'TIMESTAMP is read as POSIX time; a notification that is too old may be ignored',
    negative: true,
    needs: ['start', 'bootstrap', 'maxAge'],
  },
  async (stage) => {
    const { check } = stage;
    const device = await listening(stage, { maxAge: 600 });
    const fresh = await device.taken(good(1, { timestamp: now() - 60 }));
    check.must(idOf(fresh) === 1, 'one that is new is followed', fresh.alerts);
    device.client.command(['END']);
    const wide = await device.taken(good(2, { timestamp: now() - 60, timestampBytes: 8 }));
    check.should(idOf(wide) === 2, 'it may have 8 bytes', wide.alerts);
    device.client.command(['END']);
    check.should(
      await device.dropped(good(3, { timestamp: now() - 3600 }), 4),
      'one that is older than the device takes is ignored',
    );
    check.must(
      await device.dropped(good(5, { more: [[5, Buffer.from([1, 2, 3])]], untimed: true }), 6),
      'one that is no time makes it no notification',
    );
    await device.stop();
  },
);

export const cases = [aged];
