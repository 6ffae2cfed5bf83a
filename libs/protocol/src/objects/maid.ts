import { boundedRemarks, type Remark } from '../errors.js';

/** Whom a MAID of the Delegation Access Control MO names (TS 12.3). */
export type Maid =
  /** A DM Server, by the `SrvID` of its account. */
  | { readonly kind: 'server'; readonly id: string }
  /** A local application; the form of the identifier is the platform's. */
  | { readonly kind: 'application'; readonly id: string }
  /** `*`: every server and every local application. */
  | { readonly kind: 'everyone' };

const SERVER = 'serverid:';
const APPLICATION = 'appid:';

/** Reads the value of a MAID node. The specification's figures leave the prefix of a server out: read so, with a remark. */
export function readMaid(value: string): { readonly maid: Maid; readonly remarks: readonly Remark[] } {
  if (value === '*') return { maid: { kind: 'everyone' }, remarks: [] };
  if (value.startsWith(SERVER))
    return { maid: { kind: 'server', id: value.slice(SERVER.length) }, remarks: [] };
  if (value.startsWith(APPLICATION))
    return { maid: { kind: 'application', id: value.slice(APPLICATION.length) }, remarks: [] };
  const remark = { clause: 'TS 12.3', text: `MAID: "${value}" has no prefix; taken as a server identifier` };
  return { maid: { kind: 'server', id: value }, remarks: boundedRemarks([remark]) };
}

/** Writes the value of a MAID node, with its prefix (TS 12.3). */
export function formatMaid(maid: Maid): string {
  switch (maid.kind) {
    case 'server':
      return `${SERVER}${maid.id}`;
    case 'application':
      return `${APPLICATION}${maid.id}`;
    case 'everyone':
      return '*';
  }
}
