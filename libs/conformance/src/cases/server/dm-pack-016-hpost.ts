import { ANY, commandCases } from './wire/commands.js';
import { MOID, ONLY, REPOSITORY } from './wire/sample.js';

export const cases = commandCases({
  item: 'DM-PACK-016-S-M',
  clause: 'TS 5.3.3',
  name: 'HPOST',
  forms: [
    [REPOSITORY, ONLY],
    [REPOSITORY, `${ONLY}Level`, `${ONLY}Name`, `${MOID}/*/`],
  ],
  statuses: [...ANY, 304, 403, 404, 406, 419],
});
