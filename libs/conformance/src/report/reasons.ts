import { items, itemKey, type ConformanceItem } from '../items.js';

/** Why an item has no test, by its key. */
const STATED: Readonly<Record<string, string>> = {
  'client DM-SER-002-C-O':
    'optional, and no other format of Package#0 is specified: ours has the binary one alone',
  'server DM-SER-002-S-O':
    'optional, and no other format of Package#0 is specified: ours has the binary one alone',
};

/** Authentication, notification transports and bootstrap are built after the protocol itself. */
function notYet({ id, area }: ConformanceItem): string | undefined {
  if (area === 'BOOT') return 'not built yet: bootstrap comes with the transports';
  if (area === 'SEC' && !id.startsWith('DM-SEC-001-')) return 'not built yet: comes with TLS';
  if (/^DM-MEC-00[3-6]-/.test(id)) return 'not built yet: comes with the notification transports';
  return undefined;
}

/** Why items have no test in a run of ours, by key; an item that is neither here nor tested fails the check in CI. */
export const reasons: Readonly<Record<string, string>> = Object.fromEntries(
  items.flatMap((item) => {
    const reason = STATED[itemKey(item)] ?? notYet(item);
    return reason === undefined ? [] : [[itemKey(item), reason]];
  }),
);
