import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { DeviceFullError, type Blob, type BlobStore } from '@dm2/client-engine';
import { syncDirectory } from './file-store.js';

/** Large leaves as files named by their content: temporary file, fsync, rename, then the tree may refer to them. */
export class FileBlobStore implements BlobStore {
  constructor(
    private readonly directory: string,
    /** Most bytes that all blobs may have together. */
    private readonly capacity: number,
  ) {}

  async write(chunks: AsyncIterable<Uint8Array>): Promise<Blob> {
    await mkdir(this.directory, { recursive: true, mode: 0o700 });
    const free = this.capacity - (await this.used());
    const temporary = join(this.directory, `new-${randomUUID()}`);
    try {
      const handle = await open(temporary, 'wx', 0o600);
      let blob: Blob;
      try {
        blob = await writeAll(handle, chunks, free);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(temporary, join(this.directory, blob.sha256));
      await syncDirectory(this.directory);
      return blob;
    } catch (error) {
      await rm(temporary, { force: true });
      if ((error as NodeJS.ErrnoException).code === 'ENOSPC')
        throw new DeviceFullError('the disk is full', { cause: error });
      throw error;
    }
  }

  async *read(sha256: string): AsyncGenerator<Uint8Array> {
    const stream = createReadStream(join(this.directory, sha256), { highWaterMark: 256 * 1024 });
    for await (const chunk of stream) yield chunk as Uint8Array;
  }

  async keepOnly(sha256: ReadonlySet<string>): Promise<void> {
    const names = await readdir(this.directory).catch(() => []);
    const unwanted = names.filter((name) => !sha256.has(name));
    await Promise.all(unwanted.map((name) => rm(join(this.directory, name), { force: true })));
  }

  private async used(): Promise<number> {
    let bytes = 0;
    for (const name of await readdir(this.directory))
      bytes += await stat(join(this.directory, name)).then(
        ({ size }) => size,
        () => 0,
      );
    return bytes;
  }
}

async function writeAll(handle: FileHandle, chunks: AsyncIterable<Uint8Array>, free: number): Promise<Blob> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > free) throw new DeviceFullError(`there is room for ${Math.max(free, 0)} bytes more`);
    hash.update(chunk);
    for (let at = 0; at < chunk.length;)
      at += (await handle.write(chunk, at, chunk.length - at)).bytesWritten;
  }
  return { sha256: hash.digest('hex'), size };
}
