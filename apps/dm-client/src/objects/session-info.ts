import { MOID } from '@dm2/protocol';
import type { Bearer, StoredDevice } from '@dm2/client-engine';
import { withLeaf } from './factory.js';

/** CBT of Session Information (TS 12.4). */
const CBT: Readonly<Record<Bearer, number>> = { cellular: 1, wlan: 2, wireline: 3 };

/** ROAMING of Session Information (TS 12.4) where it has no meaning: the node is there on every bearer. */
const UNKNOWN_ROAMING = 2;

/** Session Information for a session over a bearer; whether the device roams is defined for a mobile one only. */
export function onBearer(device: StoredDevice, bearer: Bearer, roaming: boolean): StoredDevice {
  const connected = withLeaf(device, MOID.sessionInfo, ['CBT'], CBT[bearer]);
  return withLeaf(
    connected,
    MOID.sessionInfo,
    ['ROAMING'],
    bearer === 'cellular' ? Number(roaming) : UNKNOWN_ROAMING,
  );
}
