import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeviceFullError } from '@dm2/client-engine';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileBlobStore } from './file-blobs.js';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'dm2-blobs-'));
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

async function* chunks(...texts: (string | Error)[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) {
    if (text instanceof Error) throw text;
    yield Buffer.from(text);
  }
}

async function text(store: FileBlobStore, sha256: string): Promise<string> {
  let read = '';
  for await (const chunk of store.read(sha256)) read += Buffer.from(chunk).toString('utf8');
  return read;
}

describe('large leaves as files', () => {
  it('are named by their content, once', async () => {
    const store = new FileBlobStore(directory, 1000);
    const sha256 = createHash('sha256').update('one two').digest('hex');
    expect(await store.write(chunks('one', ' two'))).toEqual({ sha256, size: 7 });
    expect(await store.write(chunks('one two'))).toEqual({ sha256, size: 7 });
    expect(readdirSync(directory)).toEqual([sha256]);
    expect(await text(store, sha256)).toBe('one two');
  });

  it('have so much room together (506); what did not fit, or broke off, leaves nothing', async () => {
    const store = new FileBlobStore(directory, 10);
    const { sha256 } = await store.write(chunks('123456'));
    await expect(store.write(chunks('78', '901'))).rejects.toThrow(DeviceFullError);
    await expect(store.write(chunks('7', new Error('cut')))).rejects.toThrow('cut');
    expect(readdirSync(directory)).toEqual([sha256]);
    await store.write(chunks('7890'));
    expect(readdirSync(directory)).toHaveLength(2);
  });

  it('stay as long as they are wanted, and nothing else does', async () => {
    const store = new FileBlobStore(directory, 1000);
    const wanted = await store.write(chunks('wanted'));
    const other = await store.write(chunks('other'));
    await store.keepOnly(new Set([wanted.sha256]));
    expect(readdirSync(directory)).toEqual([wanted.sha256]);
    await expect(text(store, other.sha256)).rejects.toThrow();
  });
});
