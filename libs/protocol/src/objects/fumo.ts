import { interior, leaf } from '../ddf/describe.js';
import { MOID } from './moid.js';

const url = leaf('PkgURL', 'chr', 'GR', '1', { description: 'Where the package, or its descriptor, is' });

/**
 * Firmware Update (FUMO 1.0, section 5.1). `PkgName` and `PkgVersion` can be replaced besides, so that a server can say what it
 * sends. An update is executed on `Update` or `DownloadAndUpdate`; a device has at least one of them (6.3).
 */
export const firmwareUpdate = interior(
  '<x>',
  'G',
  '*',
  [
    leaf('PkgName', 'chr', 'GR', '?', { description: 'Name of the update package' }),
    leaf('PkgVersion', 'chr', 'GR', '?', { description: 'Version of the update package' }),
    interior('Download', 'EG', '?', [url], { description: 'Executed: downloads the package' }),
    interior(
      'Update',
      'EG',
      '?',
      [leaf('PkgData', 'bin', 'AR', '?', { description: 'The package itself, written by the server' })],
      { description: 'Executed: installs the package' },
    ),
    interior('DownloadAndUpdate', 'EG', '?', [url], {
      description: 'Executed: downloads the package and installs it',
    }),
    leaf('State', 'int', 'G', '1', {
      scope: 'Permanent',
      description:
        '10 idle, 20 download failed, 30 downloading, 40 downloaded, 50 ready to update, 60 updating, 70 and 80 update failed with and without data, 90 and 100 updated with and without data',
    }),
    interior('Ext', 'G', '?', [], { description: 'Extensions of the vendor' }),
  ],
  { ddfName: MOID.fumo, title: 'FUMO', description: 'Firmware update' },
);
