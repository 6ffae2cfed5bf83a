import { ANY, commandCases } from './wire/commands.js';
import { ONLY } from './wire/sample.js';

export const cases = commandCases({
  item: 'DM-PACK-018-S-M',
  clause: 'TS 5.3.5',
  name: 'EXEC',
  forms: [[`${ONLY}Actions/Reset`], [`${ONLY}Actions/Reset`, 'https://dm.example/dm']],
  statuses: [...ANY, 202, 403, 404, 405],
});
