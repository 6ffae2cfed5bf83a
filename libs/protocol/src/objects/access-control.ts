import { interior, leaf } from '../ddf/describe.js';
import { MOID } from './moid.js';

/**
 * Delegation Access Control (TS 12.3): who has which rights on which instance. The specification's node tables allow Get alone;
 * that a right may be changed is decided by the Delegate right (TS 10), so the nodes take changes here and the client's access
 * control refuses those that are not delegated. Occurrences are those of the figures: many permissions for an instance.
 */
export const accessControl = interior(
  'DacMO',
  'GR',
  '1',
  [
    interior(
      '<x>',
      'AGDR',
      '*',
      [
        interior(
          '<x>',
          'AGDR',
          '*',
          [
            interior(
              '<x>',
              'AGDR',
              '*',
              [
                leaf('Path', 'chr', 'AGDR', '?', {
                  description: 'Path below the instance; without it its root',
                }),
                interior(
                  'Permissions',
                  'AGDR',
                  '1',
                  [
                    interior(
                      '<x>',
                      'AGDR',
                      '*',
                      [
                        leaf('MAID', 'chr', 'AGR', '1', { description: 'serverid:…, appid:… or *' }),
                        leaf('AR', 'int', 'AGR', '1', {
                          description: 'Sum of Read 1, Write 2, Execute 4, Delegate 8',
                        }),
                      ],
                      { description: 'Rights of one management authority' },
                    ),
                  ],
                  { description: 'Rights on the sub-tree at Path' },
                ),
              ],
              { description: 'A rule' },
            ),
          ],
          { description: 'Named by the MIID' },
        ),
      ],
      { description: 'Named by the MOID' },
    ),
  ],
  {
    scope: 'Permanent',
    ddfName: MOID.accessControl,
    description: 'Access rights of management authorities',
  },
);
