import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DeviceState, type Descriptions, type DevicePorts, type StoredDevice } from '@dm2/client-engine';
import type { ServerUriValues } from '@dm2/protocol';
import type { BrowserName, DeviceBrowser } from './adapters/browser.js';
import { FileBlobStore } from './adapters/file-blobs.js';
import { FileDeviceStore } from './adapters/file-store.js';
import { withoutRoom } from './adapters/full-storage.js';
import { HttpDmTransport, HttpRepositoryTransport } from './adapters/http.js';
import { lockState } from './adapters/state-lock.js';
import { SwitchedBrowser } from './adapters/switched-browser.js';
import { FileDeviceLog } from './device-log.js';
import { Network } from './network.js';
import { behaviour } from './objects/behaviour.js';
import { SwitchBoard } from './switches/switch-board.js';
import type { Switches } from './switches/switches.js';
import { consentTo, type Consenter } from './user/consent.js';

export interface DeviceOptions {
  readonly stateDirectory: string;
  /** Makes a browser, when log and network are there. */
  readonly makeBrowser: (name: BrowserName, log: FileDeviceLog, network: Network) => DeviceBrowser;
  /** Who is asked about a command while the device has that browser. */
  readonly user: (browser: BrowserName) => Consenter;
  readonly timeoutMs: number;
  readonly repositoryTimeoutMs: number;
  /** Descriptions of the objects that the device knows. */
  readonly descriptions: Descriptions;
  /** Most bytes that values may have together. */
  readonly storageBytes: number;
  /** How the device is until somebody switches something. */
  readonly switches: Switches;
  /** Whether what was switched before counts no more. */
  readonly resetSwitches: boolean;
  readonly serverUriValues: ServerUriValues;
  readonly allowUnsigned: boolean;
  readonly maxNotificationAge: number | undefined;
  /** Makes or changes the state when the device starts. */
  readonly prepare: (state: StoredDevice | undefined, switches: Switches) => StoredDevice;
}

/** What a device is made of. */
export interface DeviceParts {
  readonly stored: DeviceState;
  readonly log: FileDeviceLog;
  readonly browser: DeviceBrowser;
  readonly board: SwitchBoard;
  readonly network: Network;
  readonly ports: DevicePorts;
  readonly release: { network(): Promise<void>; state(): Promise<void> };
}

/** Opens the state folder, and makes the ports of the device do what its switches say. */
export async function openParts(options: DeviceOptions): Promise<DeviceParts> {
  const directory = options.stateDirectory;
  const unlock = await lockState(directory);
  try {
    const board = new SwitchBoard(directory, options.switches, options.resetSwitches);
    const blobs = new FileBlobStore(join(directory, 'blobs'), options.storageBytes);
    const stored = await DeviceState.open(
      new FileDeviceStore(directory),
      blobs,
      (state) => options.prepare(state, board.current),
      () => (board.current.storageFull ? 0 : options.storageBytes),
    );
    const log = new FileDeviceLog(join(directory, 'log.jsonl'));
    const network = new Network();
    network.connect(isConnected(board.current));
    const browser = new SwitchedBrowser(
      () => board.current.browser,
      (name) => options.makeBrowser(name, log, network),
    );
    const transport = new HttpDmTransport(options.timeoutMs, network);
    const repository = new HttpRepositoryTransport(options.repositoryTimeoutMs, network);
    const ports: DevicePorts = {
      transport,
      repository: withoutRoom(repository, () => board.current.storageFull),
      browser,
      behaviour,
      blobs,
      log,
      clock: { now: () => new Date() },
      descriptions: options.descriptions,
      consents: async (command, serverId) => {
        const { refuse, ask, browser: name } = board.current;
        return consentTo(command, serverId, log, { refuse, ask, user: options.user(name) });
      },
      serverUriValues: () => options.serverUriValues,
      newSessionName: () => randomUUID(),
    };
    const closeNetwork = async (): Promise<void> => {
      await Promise.all([transport.close(), repository.close()]);
    };
    return { stored, log, browser, board, network, ports, release: { network: closeNetwork, state: unlock } };
  } catch (error) {
    await unlock();
    throw error;
  }
}

/** Whether there is a way to the outside. */
export function isConnected({ offline, bearers }: Switches): boolean {
  return !offline && bearers.length > 0;
}
