import { ANY, commandCases } from './wire/commands.js';
import { MOID, REPOSITORY } from './wire/sample.js';

export const cases = commandCases({
  item: 'DM-PACK-023-S-M',
  clause: 'TS 5.3.10',
  name: 'DEFAULT',
  forms: [[REPOSITORY, MOID]],
  statuses: [...ANY, 403, 404],
});
