import { MOID } from '@dm2/protocol';
import { deviceId, nodeAt, type StoredDevice } from '@dm2/client-engine';
import type { Device } from './device.js';

/** What can be said about a device in a few lines. */
export interface Facts {
  readonly devId: string;
  readonly model: string;
  readonly firmware: string;
  readonly lang: string;
  readonly browser: string;
  readonly servers: readonly { readonly id: string; readonly uri: string }[];
  /** Bearer of the latest session. */
  readonly bearer: string;
  /** Sessions running or waiting. */
  readonly busy: number;
  readonly pendingAlerts: number;
}

const BEARERS: Readonly<Record<number, string>> = { 1: 'Mobile', 2: 'WLAN', 3: 'Wireline' };

export function factsOf(device: Device): Facts {
  const { state, accounts, browser, busy } = device;
  const text = (name: string) => String(leafOf(state, MOID.devInfo, name) ?? '');
  return {
    devId: deviceId(state) ?? '',
    model: `${text('Man')} ${text('Mod')}`,
    firmware: text('FwV'),
    lang: text('Lang'),
    browser: browser.adapter,
    servers: accounts.map(({ srvId, srvUri }) => ({ id: srvId, uri: srvUri })),
    bearer: BEARERS[Number(leafOf(state, MOID.sessionInfo, 'CBT'))] ?? 'Other',
    busy,
    pendingAlerts: state.pendingAlerts.length,
  };
}

function leafOf(state: StoredDevice, moid: string, name: string) {
  const root = state.instances.find((instance) => instance.moid === moid)?.root;
  const node = root && nodeAt(root, [name]);
  return node && 'value' in node ? node.value : undefined;
}
