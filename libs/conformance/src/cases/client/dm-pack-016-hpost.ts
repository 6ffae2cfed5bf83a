import { sendingCases } from './sending.js';

export const cases = sendingCases({
  item: 'DM-PACK-016-C-M',
  clause: 'TS 5.3.3',
  command: 'HPOST',
  method: 'POST',
});
