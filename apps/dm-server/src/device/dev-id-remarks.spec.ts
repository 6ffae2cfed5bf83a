import { describe, expect, it } from 'vitest';
import { devIdRemarks } from './dev-id-remarks.js';

describe('a DevID (TS 12.1)', () => {
  it.each([
    'IMEI:490154203237518',
    'ESN:FF00AA11',
    'MEID:A0000000002329',
    'UUID:f81d4fae-7dec-11d0-a765-00a0c91e6bf6',
    'urn:example:device',
  ])('%s is usual', (devId) => expect(devIdRemarks(devId)).toEqual([]));

  it.each(['IMEI:490154203237519', 'IMEI:49', 'ESN:1', 'MEID:x', 'UUID:1', 'a-device'])(
    '%s gets a remark, and nothing more',
    (devId) => expect(devIdRemarks(devId)).toMatchObject([{ clause: 'TS 12.1' }]),
  );
});
