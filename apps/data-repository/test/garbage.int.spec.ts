import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FileObjectStore } from '../src/store/file-object-store.js';
import { startTestRepository, type TestRepository } from './repository.js';

const HOUR = 3_600_000;
const sha256 = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');

describe('content that nothing refers to', () => {
  let repository: TestRepository;
  beforeAll(async () => {
    repository = await startTestRepository();
  });
  afterAll(() => repository.close());

  const fileOf = (content: Uint8Array) => {
    const name = sha256(content);
    return join(repository.environment['OBJECT_DIR'] ?? '', name.slice(0, 2), name);
  };
  const upload = async (name: string, content: Uint8Array<ArrayBuffer>) =>
    expect((await repository.upload(name, content)).ok).toBe(true);
  const later = () => new Date(Date.now() + 2 * HOUR);

  it('is collected an hour later; what a version refers to stays', async () => {
    const [kept, dropped] = [randomBytes(1000), randomBytes(1000)];
    await upload('kept', kept);
    await upload('dropped', dropped);
    await repository.api('DELETE', '/objects/dropped');
    expect(await repository.objects.collectGarbage()).toBe(0);
    expect(existsSync(fileOf(dropped))).toBe(true);
    expect(await repository.objects.collectGarbage(later())).toBe(1);
    expect([existsSync(fileOf(kept)), existsSync(fileOf(dropped))]).toEqual([true, false]);
  });

  it('of an earlier version stays, as versions do', async () => {
    const [first, second] = [randomBytes(1000), randomBytes(1000)];
    await upload('twice', first);
    await upload('twice', second);
    await repository.objects.collectGarbage(later());
    expect([existsSync(fileOf(first)), existsSync(fileOf(second))]).toEqual([true, true]);
  });

  it('and is sent again while it is collected is there afterwards, or its sender is told to try again', async () => {
    const content = randomBytes(1000);
    for (let round = 0; round < 30; round += 1) {
      const name = `again-${round}`;
      await upload(name, content);
      await repository.api('DELETE', `/objects/${name}`);
      const old = new Date(Date.now() - 2 * HOUR);
      if (existsSync(fileOf(content))) utimesSync(fileOf(content), old, old);
      const [sent] = await Promise.all([
        repository.upload(`${name}-new`, content),
        repository.objects.collectGarbage(),
      ]);
      expect([201, 503]).toContain(sent.status);
      if (sent.status !== 201) continue;
      const read = await fetch(repository.sign('GET', `${name}-new`));
      expect(Buffer.from(await read.arrayBuffer()).equals(content)).toBe(true);
      await repository.api('DELETE', `/objects/${name}-new`);
    }
  });
});

describe('a store of files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dm2-store-'));
  const store = new FileObjectStore(folder);
  beforeAll(() => store.open());
  afterAll(() => rmSync(folder, { recursive: true }));

  it('keeps content that is written again after the decision to remove it', async () => {
    const content = Buffer.from('the same again');
    const put = () => store.write(Readable.from([content]), 1000);
    const stored = await put();
    const path = join(folder, stored.sha256.slice(0, 2), stored.sha256);
    utimesSync(path, new Date(0), new Date(0));
    const removed = await store.collectGarbage(new Date(1000), async (_sha256, remove) => {
      await put();
      await remove();
    });
    expect([removed, await store.has(stored.sha256)]).toEqual([0, true]);
  });

  it('removes what a broken write left, once it is old', async () => {
    const left = join(folder, 'incoming', 'left');
    writeFileSync(left, 'half');
    const nothing = async () => undefined;
    await store.collectGarbage(new Date(Date.now() - HOUR), nothing);
    expect(readdirSync(join(folder, 'incoming'))).toEqual(['left']);
    expect(await store.collectGarbage(new Date(Date.now() + HOUR), nothing)).toBe(1);
    expect(readdirSync(join(folder, 'incoming'))).toEqual([]);
  });
});
