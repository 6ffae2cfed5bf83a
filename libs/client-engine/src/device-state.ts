import { DeviceFullError, type BlobStore, type DeviceStore } from './ports.js';
import { blobsOf, EMPTY_DEVICE, valueBytes, type StoredDevice, type StoredTree } from './stored-device.js';

/**
 * The one place where a device's state changes. A change is durable before anybody sees it, and changes happen one after the
 * other: a notification that comes while a session runs loses neither's.
 */
export class DeviceState {
  private last: Promise<unknown> = Promise.resolve();
  private listener: () => void = () => undefined;

  private constructor(
    private state: StoredDevice,
    private readonly store: DeviceStore,
    private readonly blobs: BlobStore,
    private readonly room: () => number,
  ) {}

  /**
   * Loads the state; `prepare` makes it if there is none, and may change it. Its values may have `room` bytes together, which may
   * become less and more: a command that would store more is refused.
   */
  static async open(
    store: DeviceStore,
    blobs: BlobStore,
    prepare: (stored: StoredDevice | undefined) => StoredDevice,
    room: number | (() => number) = Infinity,
  ): Promise<DeviceState> {
    const stored = await store.load();
    const loaded = stored && { ...EMPTY_DEVICE, ...stored };
    const state = prepare(loaded);
    if (state !== loaded) await store.commit(state);
    const opened = new DeviceState(state, store, blobs, typeof room === 'number' ? () => room : room);
    await opened.collectBlobs();
    return opened;
  }

  get current(): StoredDevice {
    return this.state;
  }

  /** @throws what the store throws; then nothing has changed. */
  async change(edit: (state: StoredDevice) => StoredDevice): Promise<void> {
    const done = this.last.then(async () => {
      const before = this.state;
      const after = edit(before);
      if (after === before) return;
      await this.store.commit(after);
      this.state = after;
      if (after.instances === before.instances) return;
      await this.collectBlobs();
      this.listener();
    });
    this.last = done.catch(() => undefined);
    return done;
  }

  /** Calls back after each change of the tree. */
  onTreeChange(listener: () => void): void {
    this.listener = listener;
  }

  /** Replaces the tree; what else there is stays. @throws DeviceFullError if there is no room for what is new */
  async changeTree(
    tree: StoredTree,
    more?: (state: StoredDevice) => Partial<Omit<StoredDevice, keyof StoredTree>>,
  ): Promise<void> {
    const { epoch, changes, nextMiid, instances } = tree;
    return this.change((state) => {
      const bytes = instances === state.instances ? 0 : valueBytes(tree);
      const room = this.room();
      if (bytes > room && bytes > valueBytes(state))
        throw new DeviceFullError(`the device has room for ${room} bytes, ${bytes} are needed`);
      return { ...state, ...more?.(state), epoch, changes, nextMiid, instances };
    });
  }

  /** A blob that is left over does no harm: removing it may fail, and is tried again after the next change. */
  private async collectBlobs(): Promise<void> {
    try {
      await this.blobs.keepOnly(blobsOf(this.state));
    } catch {
      // See above.
    }
  }
}
