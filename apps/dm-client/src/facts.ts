import {
  accountsOf,
  deviceId,
  nodeAt,
  type Bearer,
  type LeafValue,
  type StoredDevice,
} from '@dm2/client-engine';
import { MOID } from '@dm2/protocol';
import type { Device } from './device.js';

/** What can be said about a device in a few lines. */
export interface Facts {
  readonly devId: string;
  readonly model: string;
  readonly firmware: string;
  readonly lang: string;
  readonly browser: string;
  readonly servers: readonly { readonly id: string; readonly uri: string }[];
  /** Over what it is connected; `null` if over nothing. */
  readonly bearer: Bearer | null;
  readonly roaming: boolean;
  /** CBT and ROAMING of Session Information as they are in the tree (TS 12.4). */
  readonly sessionInfo: { readonly CBT: LeafValue; readonly ROAMING: LeafValue };
  /** Sessions running or waiting. */
  readonly busy: number;
  readonly pendingAlerts: number;
  /** Sessions that wait for a connection they prefer (TS 5.2.1.2). */
  readonly awaitedSessions: number;
}

export function factsOf(device: Device): Facts {
  const { state, browser, busy, bearer, switches } = device;
  const text = (name: string) => String(leafOf(state, MOID.devInfo, name) ?? '');
  return {
    devId: deviceId(state) ?? '',
    model: `${text('Man')} ${text('Mod')}`,
    firmware: text('FwV'),
    lang: text('Lang'),
    browser: browser.adapter,
    servers: accountsOf(state).map(({ srvId, srvUri }) => ({ id: srvId, uri: srvUri })),
    bearer: bearer ?? null,
    roaming: switches.roaming,
    sessionInfo: {
      CBT: leafOf(state, MOID.sessionInfo, 'CBT') ?? null,
      ROAMING: leafOf(state, MOID.sessionInfo, 'ROAMING') ?? null,
    },
    busy,
    pendingAlerts: state.pendingAlerts.length,
    awaitedSessions: state.awaitedSessions.length,
  };
}

function leafOf(state: StoredDevice, moid: string, name: string): LeafValue | undefined {
  const root = state.instances.find((instance) => instance.moid === moid)?.root;
  const node = root && nodeAt(root, [name]);
  return node && 'value' in node ? node.value : undefined;
}
