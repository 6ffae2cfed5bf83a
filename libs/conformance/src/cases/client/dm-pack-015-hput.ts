import { sendingCases } from './sending.js';

export const cases = sendingCases({
  item: 'DM-PACK-015-C-M',
  clause: 'TS 5.3.2',
  command: 'HPUT',
  method: 'PUT',
});
