import { interior, leaf } from '../ddf/describe.js';
import { MOID } from './moid.js';

const fact = (name: string, description: string) =>
  leaf(name, 'chr', 'G', '1', { scope: 'Permanent', description });

/** DevInfo (TS 12.1): read only. `Bearer` and `Ext` are there only on devices that have something to put below them. */
export const devInfo = interior(
  'DevInfo',
  'G',
  '1',
  [
    fact('DevID', 'Globally unique identifier: IMEI:…, ESN:…, MEID:…, UUID:… or another URI'),
    fact('Man', 'Manufacturer'),
    fact('Mod', 'Model'),
    fact('DmV', 'Version of the DM Client'),
    fact('Lang', 'Language, as a language tag'),
    fact('DevType', 'Kind of device'),
    fact('OEM', 'Original equipment manufacturer'),
    fact('FwV', 'Firmware version'),
    fact('SwV', 'Software version'),
    fact('HwV', 'Hardware version'),
    interior('Bearer', 'G', '?', [], { description: 'What other standards say of the bearer' }),
    interior('Ext', 'G', '?', [], { description: 'Extensions of the vendor' }),
  ],
  { scope: 'Permanent', ddfName: MOID.devInfo, description: 'Facts of the device' },
);
