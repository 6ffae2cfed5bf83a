import { interior, leaf } from '../ddf/describe.js';
import { MOID } from './moid.js';

/** A small object of this project with something to read, replace, add, delete and execute. */
export const demo = interior(
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
