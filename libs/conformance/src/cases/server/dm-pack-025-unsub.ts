import { ANY, commandCases } from './wire/commands.js';
import { ONLY } from './wire/sample.js';

export const cases = commandCases({
  item: 'DM-PACK-025-S-O',
  clause: 'TS 5.3.12',
  name: 'UNSUB',
  forms: [[ONLY], [`${ONLY}Level`]],
  statuses: [...ANY, 403, 404],
});
