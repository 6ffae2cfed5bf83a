import { interior, leaf } from '../ddf/describe.js';
import { MOID } from './moid.js';

const ext = interior('Ext', 'G', '?', [], { description: 'Extensions of the vendor' });

/**
 * Device Capability Management (DCMO 1.0, section 7.2): one instance for each capability of the device. Its conformance items let a
 * server add and replace `DenyUserEnable` (and, with it, `NotifyUser`), so the nodes take that besides Get. `Ext` below the root is
 * printed as `chr` there, but described as a branch: it is an interior node here.
 */
export const deviceCapability = interior(
  '<x>',
  'AG',
  '*',
  [
    leaf('Property', 'chr', 'G', '1', { description: 'Name of the capability' }),
    leaf('Group', 'chr', 'G', '?', { description: 'Group of capabilities it belongs to' }),
    leaf('Description', 'chr', 'G', '?'),
    leaf('Attached', 'bool', 'G', '?', {
      description: 'Whether a removable capability is attached; not there for others',
    }),
    leaf('Enabled', 'bool', 'G', '1', { description: 'Whether it is enabled' }),
    interior(
      'DCMOConfig',
      'AG',
      '?',
      [
        leaf('DenyUserEnable', 'bool', 'AGR', '?', { description: 'Whether the user may not enable it' }),
        leaf('NotifyUser', 'bool', 'AGR', '?', { description: 'Whether the user is told of operations' }),
      ],
      { description: 'Configuration' },
    ),
    interior('Operations', 'G', '1', [
      leaf('Enable', 'null', 'E', '1', { description: 'Executed: enables the capability' }),
      leaf('Disable', 'null', 'E', '1', { description: 'Executed: disables the capability' }),
      ext,
    ]),
    ext,
  ],
  { ddfName: MOID.dcmo, title: 'DCMO', description: 'A capability of the device that can be disabled' },
);
