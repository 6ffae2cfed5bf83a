import { interior, leaf } from '../ddf/describe.js';
import { MOID } from './moid.js';

/** Session Information (TS 12.4): over what the session runs. Read only. */
export const sessionInfo = interior(
  'SessionInfoMO',
  'G',
  '1',
  [
    leaf('CBT', 'int', 'G', '1', {
      scope: 'Permanent',
      description: 'Bearer: 0 other or unknown, 1 mobile, 2 wireless, 3 wireline',
    }),
    leaf('ROAMING', 'int', 'G', '1', {
      scope: 'Permanent',
      defaultValue: '2',
      description: '0 no, 1 yes, 2 unknown; has a meaning on a mobile bearer only',
    }),
  ],
  { scope: 'Permanent', ddfName: MOID.sessionInfo, description: 'The bearer of the current session' },
);
