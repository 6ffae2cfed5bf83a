import { SESSION_ALERT } from './objects.js';
import { good, idOf, listening } from './notified.js';
import { played } from './played.js';

const taken = played(
  {
    item: 'DM-PACK-002-C-O',
    clause: 'TS 5.2.1',
    title: 'A Package#0 makes the client open a session that names the notification',
    negative: false,
    needs: ['start', 'bootstrap'],
  },
  async (stage) => {
    const { check } = stage;
    const device = await listening(stage);
    const opened = await device.taken(good(4711, { preferred: [0] }));
    check.must(idOf(opened) === 4711, 'the alert has the NOTIFICATION-ID', opened.alerts, 'TS 5.2.2');
    const types = opened.alerts.map(({ AlertType }) => AlertType);
    check.must(
      types.includes(SESSION_ALERT.server),
      'it says that the server wanted the session',
      types,
      'TS 5.2.2',
    );
    check.must(!types.includes(SESSION_ALERT.client), 'none says that the client did', types, 'TS 5.2.2');
    check.must(
      opened.alerts.every(({ Data, DataType }) => Data === undefined || DataType !== undefined),
      'its Data has a DataType',
      opened.alerts,
      'TS 5.4',
    );
    device.client.command(['END']);
    const ser = check.of('DM-SER-001-C-M');
    ser.must(idOf(opened) === 4711, 'a notification in the binary format is read', opened.alerts, 'TS 7.1.1');
    check.of('DM-PACK-003-C-O').must(idOf(opened) === 4711, 'VER 2 is taken', opened.alerts, 'TS 5.2.1.1');
    const reserved = await device.taken(good(4712, { reserved: 0x7f }));
    ser.must(idOf(reserved) === 4712, 'reserved bits mean nothing', idOf(reserved), 'TS 7.1.1.1');
    device.client.command(['END']);
    const unsigned = await device.taken(
      good(65535, { timestamp: Math.floor(Date.now() / 1000), timestampBytes: 8 }),
    );
    ser.should(
      idOf(unsigned) === 65535,
      'a Uint has as many bytes as its length says',
      idOf(unsigned),
      'TS 5.2.1.2',
    );
    device.client.command(['END']);
    const unknown = await device.taken(
      good(4713, {
        more: [
          [9, Buffer.from('unknown')],
          [14, Buffer.alloc(300)],
        ],
      }),
    );
    check
      .of('DM-PACK-004-C-O')
      .must(
        idOf(unknown) === 4713,
        'OC counts all options, those that nobody knows too',
        idOf(unknown),
        'TS 5.2.1.1',
      );
    ser.must(idOf(unknown) === 4713, 'an option that is not known is skipped', idOf(unknown), 'TS 7.1.1.2');
    device.client.command(['END']);
    const stray = await device.stop();
    check.must(stray === 0, 'each notification has one session', stray);
  },
);

export const cases = [taken];
