import { ANY, commandCases } from './wire/commands.js';
import { MOID, ONLY } from './wire/sample.js';

export const cases = commandCases({
  item: 'DM-PACK-017-S-M',
  clause: 'TS 5.3.4',
  name: 'DELETE',
  forms: [[`${ONLY}Items/first`], [`${MOID}/one/`]],
  statuses: [...ANY, 403, 404, 405],
});
