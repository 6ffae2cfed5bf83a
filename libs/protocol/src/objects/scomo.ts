import { interior, leaf } from '../ddf/describe.js';
import { MOID } from './moid.js';

const ext = interior('Ext', 'G', '?', [], { description: 'Extensions of the vendor' });
const text = (name: string, access: string, occurrence: string, description: string) =>
  leaf(name, 'chr', access, occurrence, { description });
const operation = (name: string, description: string) => leaf(name, 'null', 'E', '?', { description });
const operations = (...children: ReturnType<typeof operation>[]) =>
  interior('Operations', 'G', '1', [...children, ext], { description: 'What can be executed' });

/** A package that is to be downloaded: a server makes it. */
const download = interior(
  '<x>',
  'ADGR',
  '*',
  [
    text('PkgID', 'AGR', '1', 'Identifier of the delivery package'),
    text('Name', 'AGR', '?', 'Name of the delivery package'),
    text('PkgURL', 'AGR', '1', 'Where the package, or its descriptor, is'),
    text('InstallParams', 'AGR', '?', 'Parameters of the installation'),
    text('Description', 'AGR', '?', 'What is in the package'),
    leaf('Status', 'int', 'G', '1', { defaultValue: '10', description: 'State of the download; 10 is idle' }),
    text('EnvType', 'AGR', '?', 'Environment the software runs in'),
    operations(
      operation('Download', 'Downloads the package'),
      operation('DownloadInstall', 'Downloads the package, installs and activates it'),
      operation('DownloadInstallInactive', 'Downloads the package and installs it inactive'),
    ),
    ext,
  ],
  { description: 'A delivery package to be downloaded' },
);

/** A package that is on the device and not installed. */
const delivered = interior(
  '<x>',
  'ADGR',
  '*',
  [
    text('PkgID', 'AGR', '1', 'Identifier of the delivery package'),
    leaf('Data', 'bin', 'AR', '?', { description: 'The package itself, written by the server' }),
    text('Name', 'AGR', '?', 'Name of the delivery package'),
    text('InstallParams', 'AGR', '?', 'Parameters of the installation'),
    text('Description', 'AGR', '?', 'What is in the package'),
    leaf('Status', 'int', 'G', '1', {
      defaultValue: '10',
      description: 'State of the installation; 10 is idle',
    }),
    text('EnvType', 'AGR', '?', 'Environment the software runs in'),
    operations(
      operation('Install', 'Installs and activates the package'),
      operation('InstallInactive', 'Installs the package inactive'),
      operation('Remove', 'Removes the package'),
    ),
    ext,
  ],
  { description: 'A delivery package on the device' },
);

/** Software that is installed: the client makes it. */
const deployed = interior(
  '<x>',
  'G',
  '*',
  [
    text('ID', 'G', '1', 'Identifier of the component'),
    text('PkgIDRef', 'G', '?', 'Delivery package it came from'),
    text('Name', 'G', '?', 'Name of the component'),
    text('Description', 'G', '?', 'What the component is'),
    text('Version', 'G', '?', 'Version of the component'),
    leaf('Status', 'int', 'G', '1', { description: 'State of the component' }),
    text('EnvType', 'G', '?', 'Environment the software runs in'),
    operations(
      operation('Activate', 'Activates the component'),
      operation('Deactivate', 'Deactivates the component'),
      operation('Remove', 'Removes the component'),
    ),
    ext,
  ],
  { description: 'A component that is installed' },
);

/**
 * Software Component Management (SCOMO 1.0): packages to download, packages delivered, components deployed. Written from what is
 * publicly known of it and **not checked against the text of its specification**: take the vendor's own description where there is one.
 */
export const softwareComponents = interior(
  '<x>',
  'G',
  '*',
  [
    interior('Download', 'G', '?', [download], { description: 'Packages to be downloaded' }),
    interior('Inventory', 'G', '1', [
      interior('Delivered', 'G', '?', [delivered], { description: 'Packages on the device' }),
      interior('Deployed', 'G', '1', [deployed], { description: 'Components that are installed' }),
    ]),
    ext,
  ],
  {
    ddfName: MOID.scomo,
    title: 'SCOMO',
    description:
      'Software components. Written from public knowledge, not checked against the text of SCOMO 1.0',
  },
);
