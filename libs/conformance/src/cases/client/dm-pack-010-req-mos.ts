import { good, listening } from './notified.js';
import { DEV_INFO, DM_ACCOUNT, SESSION_INFO } from './objects.js';
import { played } from './played.js';

const asked = played(
  {
    item: 'DM-PACK-010-C-O',
    clause: 'TS 5.2.2',
    title: 'After REQ-MOS Package#1 lists the management objects',
    negative: false,
    needs: ['start', 'bootstrap'],
  },
  async (stage) => {
    const { check } = stage;
    const device = await listening(stage);
    const opened = await device.taken(good(1));
    const { MOS } = opened.json;
    check.must(Array.isArray(MOS), 'MOS is there', opened.body);
    check.must(
      MOS?.every(
        ({ DDF, MOID, MIID }) => typeof DDF === 'string' && typeof MOID === 'string' && Array.isArray(MIID),
      ) === true,
      'each entry has the link to its DDF, its MOID and its instances',
      MOS,
    );
    for (const moid of [DEV_INFO, SESSION_INFO, DM_ACCOUNT])
      check.must(
        (opened.instances(moid)?.length ?? 0) > 0,
        `${moid} and its instance are listed`,
        MOS,
        'TS 12',
      );
    device.client.command(['END']);
    check.must(
      await device.dropped(good(2, { reqMos: false, more: [[6, Buffer.from([1])]] }), 3),
      'REQ-MOS has no value: one that has makes it no notification',
      undefined,
      'TS 5.2.1.2',
    );
    await device.stop();
  },
);

export const cases = [asked];
