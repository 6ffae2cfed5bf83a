import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { StoreFullError, TooLargeError, type ObjectStore, type StoredContent } from './object-store.js';

/** Objects as files named by their content: temporary file, fsync, rename, fsync of the folder. */
export class FileObjectStore implements ObjectStore {
  constructor(private readonly directory: string) {}

  async open(): Promise<void> {
    await mkdir(join(this.directory, 'incoming'), { recursive: true });
  }

  async write(source: Readable, maxBytes: number): Promise<StoredContent> {
    const temporary = join(this.directory, 'incoming', randomUUID());
    const hash = createHash('sha256');
    let size = 0;
    const file = await open(temporary, 'wx', 0o600);
    try {
      // Whoever sends too much is to hear of it: the source is not ours to destroy.
      const chunks: AsyncIterable<Buffer> = source.iterator({ destroyOnReturn: false });
      for await (const chunk of chunks) {
        size += chunk.length;
        if (size > maxBytes) throw new TooLargeError(`an object has at most ${maxBytes} bytes`);
        hash.update(chunk);
        await file.writeFile(chunk);
      }
      await file.sync();
      await file.close();
      const sha256 = hash.digest('hex');
      await this.publish(temporary, sha256);
      return { sha256, size };
    } catch (error) {
      await file.close().catch(() => undefined);
      await rm(temporary, { force: true });
      if ((error as NodeJS.ErrnoException).code === 'ENOSPC')
        throw new StoreFullError('the disk of the repository is full', { cause: error });
      throw error;
    }
  }

  read(sha256: string, range?: { readonly start: number; readonly end: number }): Readable {
    return createReadStream(this.path(sha256), { highWaterMark: 256 * 1024, ...range });
  }

  async has(sha256: string): Promise<boolean> {
    return (await stat(this.path(sha256)).catch(() => undefined)) !== undefined;
  }

  async collectGarbage(
    olderThan: Date,
    decide: (sha256: string, remove: () => Promise<void>) => Promise<void>,
  ): Promise<number> {
    let removed = 0;
    for (const shard of await readdir(this.directory)) {
      for (const name of await readdir(join(this.directory, shard)).catch(() => [])) {
        const path = join(this.directory, shard, name);
        const remove = async () => {
          if (!(await isOlder(path, olderThan))) return;
          await rm(path, { force: true });
          removed += 1;
        };
        if (!(await isOlder(path, olderThan))) continue;
        if (shard === 'incoming') await remove();
        else await decide(name, remove);
      }
    }
    return removed;
  }

  private path(sha256: string): string {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not the name of stored content');
    return join(this.directory, sha256.slice(0, 2), sha256);
  }

  private async publish(temporary: string, sha256: string): Promise<void> {
    const path = this.path(sha256);
    const folder = join(this.directory, sha256.slice(0, 2));
    await mkdir(folder, { recursive: true });
    // New in the eyes of the garbage collection, also if the same bytes were there before.
    const now = new Date();
    await utimes(temporary, now, now);
    await rename(temporary, path);
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}

async function isOlder(path: string, time: Date): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && found.mtime < time;
}
