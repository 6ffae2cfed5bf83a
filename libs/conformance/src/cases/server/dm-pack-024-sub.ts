import { ANY, commandCases } from './wire/commands.js';
import { ONLY, REPOSITORY } from './wire/sample.js';

export const cases = commandCases({
  item: 'DM-PACK-024-S-O',
  clause: 'TS 5.3.11',
  name: 'SUB',
  forms: [
    [REPOSITORY, ONLY],
    [REPOSITORY, `${ONLY}Level`],
  ],
  statuses: [...ANY, 403, 404],
});
