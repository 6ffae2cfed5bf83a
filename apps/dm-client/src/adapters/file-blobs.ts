import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DeviceFullError, type Blob, type BlobStore } from '@dm2/client-engine';
import { syncDirectory } from './file-store.js';

/** Large leaves as files named by their content: temporary file, fsync, rename, then the tree may refer to them. */
export class FileBlobStore implements BlobStore {
  private ready: Promise<unknown> | undefined;

  constructor(
    private readonly directory: string,
    /** Most bytes that all blobs may have together. */
    private readonly capacity = 4 * 1024 ** 3,
  ) {}

  async write(chunks: AsyncIterable<Uint8Array>): Promise<Blob> {
    await (this.ready ??= mkdir(this.directory, { recursive: true, mode: 0o700 }));
    const temporary = join(this.directory, `new-${randomUUID()}`);
    const hash = createHash('sha256');
    let size = 0;
    const handle = await open(temporary, 'wx', 0o600);
    try {
      for await (const chunk of chunks) {
        size += chunk.length;
        if (size > this.capacity)
          throw new DeviceFullError(`the device holds at most ${this.capacity} bytes`);
        hash.update(chunk);
        await handle.write(chunk);
      }
      await handle.sync();
      await handle.close();
    } catch (error) {
      await handle.close().catch(() => undefined);
      await rm(temporary, { force: true });
      if ((error as NodeJS.ErrnoException).code === 'ENOSPC')
        throw new DeviceFullError('the disk is full', { cause: error });
      throw error;
    }
    const sha256 = hash.digest('hex');
    await rename(temporary, join(this.directory, sha256));
    await syncDirectory(this.directory);
    return { sha256, size };
  }

  async *read(sha256: string): AsyncGenerator<Uint8Array> {
    for await (const chunk of createReadStream(join(this.directory, sha256), { highWaterMark: 256 * 1024 }))
      yield chunk as Uint8Array;
  }

  async keepOnly(sha256: ReadonlySet<string>): Promise<void> {
    const names = await readdir(this.directory).catch(() => []);
    await Promise.all(
      names
        .filter((name) => !sha256.has(name))
        .map((name) => rm(join(this.directory, name), { force: true })),
    );
  }
}
