import { expect, it } from 'vitest';
import type { KnownObject } from '../../api/types.js';
import { accessRightsOf } from './access-rights.js';

function object(moid: string, data: unknown): KnownObject {
  const instances = [{ miid: 'dac', name: 'DacMO', cv: null, listedAt: null, at: null, data, nodes: [] }];
  return { moid, ddf: null, description: null, instances };
}

it('rights are read out of the Delegation Access Control MO, in words (TS 12.3)', () => {
  const data = {
    'urn%3Aoma%3Amo%3Aoma-dm-devinfo%3A1.2': {
      miid1: {
        r1: { Permissions: { x1: { MAID: '*', AR: 1 }, x2: { MAID: 'serverid:dms1', AR: 15 } } },
        r2: { Path: '/Ext', Permissions: { x1: { MAID: 'appid:store', AR: 6 } } },
      },
    },
    broken: { miid1: 'text' },
  };
  const at = { moid: 'urn:oma:mo:oma-dm-devinfo:1.2', instance: 'miid1' };
  expect(accessRightsOf([object('urn:oma:mo:oma-dm-dacmo:1.0', data), object('urn:x', data)])).toEqual([
    { ...at, path: '/', authority: 'everyone', sum: '1', rights: ['read'] },
    {
      ...at,
      path: '/',
      authority: 'DM Server dms1',
      sum: '15',
      rights: ['read', 'write', 'execute', 'delegate'],
    },
    { ...at, path: '/Ext', authority: 'application store', sum: '6', rights: ['write', 'execute'] },
  ]);
});
