import { good, listening } from './notified.js';
import { played } from './played.js';

const headers = played(
  {
    item: 'DM-PACK-003-C-O',
    clause: 'TS 5.2.1.1',
    title: 'A Package#0 of another version, or that is not what its header says, is dropped',
    negative: true,
    needs: ['start', 'bootstrap'],
  },
  async (stage) => {
    const { check } = stage;
    const device = await listening(stage);
    for (const [i, version] of [0, 1, 3, 15].entries())
      check.must(
        await device.dropped(good(100 + i, { version }), 200 + i),
        `VER ${version} is dropped`,
        version,
      );
    const count = check.of('DM-PACK-004-C-O');
    count.must(
      await device.dropped(good(110, { count: 6 }), 210),
      'one with fewer options than OC says is dropped',
    );
    count.must(
      await device.dropped(good(111, { count: 4 }), 211),
      'one with more options than OC says is dropped',
    );
    const ser = check.of('DM-SER-001-C-M');
    ser.must(
      await device.dropped(good(112).subarray(0, 40), 212),
      'one that is cut is dropped',
      undefined,
      'TS 7.1.1.2',
    );
    ser.must(await device.dropped(Buffer.from('rubbish'), 213), 'rubbish is dropped', undefined, 'TS 7.1.1');
    ser.must(await device.dropped(Buffer.alloc(0), 214), 'nothing at all is dropped', undefined, 'TS 7.1.1');
    ser.must(
      await device.dropped(Buffer.concat([good(115), Buffer.from([0x10, 0x00])]), 215),
      'one with bytes behind its last option is dropped',
      undefined,
      'TS 7.1.1.2',
    );
    const stray = await device.stop();
    check.must(stray === 0, 'none of them has a session', stray);
  },
);

export const cases = [headers];
