import type { Ddf, DdfNode } from '../ddf/ddf.js';
import { interior, leaf } from '../ddf/describe.js';
import { ACCESS_CONTROL_MOID, accessControl } from './access-control.js';

/** MOIDs of the management objects that are described here. */
export const MOID = {
  devInfo: 'urn:oma:mo:oma-dm-devinfo:1.2',
  dmAccount: 'urn:oma:mo:oma-dm-dmacc:1.2',
  sessionInfo: 'urn:oma:mo:oma-sessioninfomo:1.0',
  fumo: 'urn:oma:mo:oma-fumo:1.0',
  accessControl: ACCESS_CONTROL_MOID,
  demo: 'urn:dm2:mo:demo:1.0',
} as const;

const ext = (occurrence = '?') => interior('Ext', 'G', occurrence, []);

/** DevInfo (TS 12.1): read only. */
const devInfo = interior(
  'DevInfo',
  'G',
  '1',
  [
    ...['DevID', 'Man', 'Mod', 'DmV', 'Lang', 'DevType', 'OEM', 'FwV', 'SwV', 'HwV'].map((name) =>
      leaf(name, 'chr', 'G', '1', { scope: 'Permanent' }),
    ),
    interior('Bearer', 'G', '?', []),
    ext(),
  ],
  { scope: 'Permanent', ddfName: MOID.devInfo, description: 'Facts of the device' },
);

/** DM Account (TS 12.2): how to reach and trust a DM Server. Keys and secrets of the transport can't be read. */
const dmAccount = interior(
  'DMAcc',
  'GD',
  '*',
  [
    leaf('SrvID', 'chr', 'G'),
    leaf('SrvURI', 'chr', 'GR'),
    leaf('Name', 'chr', 'GR', '?'),
    interior('Perm', '', '1', [interior('<x>', '', '+', [leaf('MOID', 'chr', '')])]),
    interior('Auth', 'G', '?', [
      interior('Bootstrap', 'G', '?', [
        leaf('ServerURI', 'chr', 'G'),
        leaf('SecMode', 'bin', 'G'),
        leaf('ClientPubKey', 'bin', '', '?'),
        leaf('ServerPubKey', 'bin', '', '?'),
        leaf('ClientSecretKey', 'bin', '', '?'),
      ]),
      interior('Noti', 'G', '?', [
        leaf('Type', 'int', 'G'),
        leaf('Data', 'bin', 'R', '?'),
        leaf('Secret', 'bin', 'R'),
      ]),
      interior('Trsp', 'G', '?', [leaf('Data', 'bin', 'R', '?'), leaf('Secret', 'bin', 'R')]),
    ]),
    interior('Push', 'G', '?', [
      interior('GCM', 'G', '?', [
        leaf('SenderID', 'chr', 'G'),
        leaf('RegURI', 'chr', 'G'),
        leaf('UnRegURI', 'chr', 'G'),
        leaf('RegParams', 'chr', 'G', '?'),
        ext(),
      ]),
      ext(),
    ]),
    ext(),
  ],
  { ddfName: MOID.dmAccount, description: 'A DM Server this device trusts' },
);

/** Session Information (TS 12.4): over what the session runs. */
const sessionInfo = interior(
  'SessionInfoMO',
  'G',
  '1',
  [
    leaf('CBT', 'int', 'G', '1', { scope: 'Permanent' }),
    leaf('ROAMING', 'int', 'G', '?', { scope: 'Permanent' }),
  ],
  { scope: 'Permanent', ddfName: MOID.sessionInfo, description: 'The bearer of the current session' },
);

/** Firmware update, as far as its own specification gives it: package, operations, state. */
const fumo = interior(
  'FUMO',
  'G',
  '1',
  [
    leaf('PkgName', 'chr', 'GR', '?'),
    leaf('PkgVersion', 'chr', 'GR', '?'),
    interior('Download', 'G', '?', [leaf('PkgURL', 'chr', 'GR')]),
    interior('Update', 'GE', '1', [leaf('PkgData', 'bin', 'AR', '1')], { scope: 'Permanent' }),
    interior('DownloadAndUpdate', 'GE', '?', [leaf('PkgURL', 'chr', 'GR')]),
    leaf('State', 'int', 'G', '1', { scope: 'Permanent' }),
    ext(),
  ],
  { scope: 'Permanent', ddfName: MOID.fumo, description: 'Firmware update' },
);

/** A small object of this project with something to read, replace, add, delete and execute. */
const demo = interior(
  'Demo',
  'AGDR',
  '*',
  [
    leaf('Name', 'chr', 'GR'),
    leaf('Level', 'int', 'GR'),
    leaf('Enabled', 'bool', 'GR', '?'),
    interior('Items', 'G', '1', [
      interior('<x>', 'AGDR', '*', [leaf('Label', 'chr', 'AGR'), leaf('Count', 'int', 'AGDR', '?')]),
    ]),
    interior('Actions', 'G', '1', [leaf('Reset', 'null', 'E'), leaf('Fail', 'null', 'E')]),
  ],
  { ddfName: MOID.demo, description: 'An object to try DM commands on' },
);

function ddf(root: DdfNode): Ddf {
  return { verDtd: '1.3', roots: [root] };
}

/** The descriptions of the standard objects, by MOID. */
export const STANDARD_DDFS: ReadonlyMap<string, Ddf> = new Map([
  [MOID.devInfo, ddf(devInfo)],
  [MOID.dmAccount, ddf(dmAccount)],
  [MOID.sessionInfo, ddf(sessionInfo)],
  [MOID.accessControl, ddf(accessControl)],
  [MOID.fumo, ddf(fumo)],
  [MOID.demo, ddf(demo)],
]);
