import { same, serverCase } from './server-case.js';
import { read } from './wire/reading.js';
import { instance } from './wire/sample.js';
import { seen } from './wire/sending.js';

const item = 'DM-STDOBJ-001-S-M';

const DEV_INFO = {
  DevID: 'IMEI:493005100592800',
  Man: 'Vendor',
  Mod: 'DM_Client',
  DmV: '2.0',
  Lang: 'de',
  DevType: 'smartphone',
  OEM: '',
  FwV: 'android4.0.4',
  SwV: 'Vendor1.2',
  HwV: '',
  Bearer: {},
  Ext: { Vendor: { Colour: 'blue' } },
};

/** Spellings of its MOID: that of 12.1, and those of the examples of the specification. */
const MOIDS = ['urn:oma:mo:oma-dm-devinfo:1.2', 'urn:oma:mo:oma-dm-devinfo:1.0', 'oma:mo:oma-dm-devinfo:1.0'];

export const cases = [
  ...MOIDS.map((moid) =>
    serverCase({
      item,
      clause: 'TS 12.1',
      title: `DevInfo is read as ${moid}, every node of it`,
      async run(subject, check) {
        const data = [
          instance(`${moid}/dev/`, { DevInfo: DEV_INFO }, { DDF: 'https://vendor.example/devinfo.xml' }),
        ];
        const whole = await read(subject, `${moid}//`, data);
        check.must(same(whole.sent, ['GET', `${moid}//`]), 'the object is asked for', whole.sent);
        check.must(same(whole.report?.data, data), 'its values are told', whole.report?.data);
        const leaf = await read(subject, `${moid}//DevID`, DEV_INFO.DevID, 'text/plain');
        check.must(
          leaf.report?.data === DEV_INFO.DevID,
          'so is one leaf, bare',
          leaf.report?.data,
          'TS App. F',
        );
      },
    }),
  ),
  serverCase({
    item,
    clause: 'TS 12.1',
    title: 'Every form of DevID names a device',
    async run(subject, check) {
      const client = subject.client();
      const own = await client.open();
      check.must(own.status === 200, `${subject.devId} is taken`, own.status, 'TS 5.2.2');
      await client.toEnd(own);
      for (const devId of [
        'IMEI:493005100592800',
        'ESN:12345678',
        'MEID:12345678901234',
        'UUID:f81d4fae-7dec-11d0-a765-00a0c91e6bf6',
      ]) {
        const refused = await subject.clientWith(undefined, devId).open();
        check.must(
          refused.status === 401 || refused.status === 403,
          `${devId} is asked who it is, not refused for its form`,
          seen(refused),
        );
      }
    },
  }),
];
