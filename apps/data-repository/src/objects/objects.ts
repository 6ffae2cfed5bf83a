import { Inject, Injectable } from '@nestjs/common';
import { inTransaction, newSortableId, Problem } from '@dm2/service';
import type pg from 'pg';
import type { Readable } from 'node:stream';
import type { DataSource, SelectQueryBuilder } from 'typeorm';
import type { Config } from '../config.js';
import { ObjectVersion } from '../database/entities/object-version.entity.js';
import { StoredObject } from '../database/entities/stored-object.entity.js';
import {
  StoreFullError,
  TooLargeError,
  type ObjectStore,
  type StoredContent,
} from '../store/object-store.js';
import { CONFIG, DATABASE, POOL, STORE } from '../tokens.js';
import { AccessLog } from './access-log.js';
import { checkName } from './object-name.js';
import { pageOf, type Page, type Paging } from './paging.js';

/** What there is of an object, for the preconditions of a request. */
export type CurrentObject = Pick<ObjectVersion, 'sha256' | 'createdAt'>;

/** A new version on its way. */
export interface Upload {
  readonly name: string;
  readonly method: 'PUT' | 'POST';
  /** The device that sends it; its access is recorded. None for the management API. */
  readonly devId?: string;
  readonly contentType: string;
  readonly body: Readable;
}

/** Objects and their versions. */
@Injectable()
export class Objects {
  constructor(
    @Inject(DATABASE) private readonly database: DataSource,
    @Inject(POOL) private readonly pool: pg.Pool,
    @Inject(STORE) private readonly store: ObjectStore,
    @Inject(AccessLog) private readonly accesses: AccessLog,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The version that is served. @throws Problem 404, 400 */
  async get(name: string): Promise<ObjectVersion> {
    const version = await this.find(name);
    if (version) return version;
    throw new Problem(404, {
      code: 'object-unknown',
      field: 'name',
      detail: `there is no object "${name}"`,
    });
  }

  /** @throws Problem 400 */
  async find(name: string): Promise<ObjectVersion | null> {
    checkName(name);
    return this.served().where('o.name = :name', { name }).getOne();
  }

  /** Bytes of a version: all, or from `start` to `end`, both included. */
  read(version: ObjectVersion, range?: { start: number; end: number }): Readable {
    return this.store.read(version.sha256, range);
  }

  /**
   * Takes the bytes of a new version. `accept` is asked, under the object's lock, when they are stored: what others did
   * meanwhile counts.
   *
   * @throws Problem 400, 413, 507, and what `accept` throws
   */
  async write(
    upload: Upload,
    accept: (current: CurrentObject | undefined) => void,
  ): Promise<{ version: ObjectVersion; created: boolean }> {
    checkName(upload.name);
    const content = await this.take(upload.body);
    let eventId: string | undefined;
    const written = await inTransaction(this.pool, async (client) => {
      const current = await lockObject(client, upload.name);
      accept(current);
      await this.holdContent(client, content.sha256);
      const version = versionOf(upload, content);
      await insertVersion(client, version);
      if (upload.devId !== undefined)
        eventId = await this.accesses.recordIn(client, {
          devId: upload.devId,
          method: upload.method,
          object: upload.name,
          status: current ? 200 : 201,
          bytes: content.size,
          complete: true,
          contentType: upload.contentType,
          range: null,
        });
      return { version, created: current === undefined };
    });
    if (eventId !== undefined) this.accesses.report(eventId);
    return written;
  }

  /** Newest first. */
  list(paging: Paging): Promise<Page<ObjectVersion>> {
    return pageOf(this.served(), 'v', paging);
  }

  /** Newest first. @throws Problem 404 */
  async versions(name: string, paging: Paging): Promise<Page<ObjectVersion>> {
    await this.get(name);
    const query = this.database.getRepository(ObjectVersion).createQueryBuilder('v');
    return pageOf(query.where('v.name = :name', { name }), 'v', paging);
  }

  /** @throws Problem 404 */
  async remove(name: string): Promise<void> {
    await this.get(name);
    await inTransaction(this.pool, async (client) => {
      await lockObject(client, name);
      await client.query('DELETE FROM object WHERE name = $1', [name]);
      await client.query('DELETE FROM object_version WHERE name = $1', [name]);
    });
  }

  /** Removes content that no version refers to; what came within the last hour may belong to an upload that goes on. */
  async collectGarbage(now = new Date()): Promise<number> {
    const versions = this.database.getRepository(ObjectVersion);
    return this.store.collectGarbage(new Date(now.getTime() - 3_600_000), async (sha256, remove) => {
      if (await versions.existsBy({ sha256 })) return;
      await inTransaction(this.pool, async (client) => {
        await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 1))', [sha256]);
        const { rowCount } = await client.query('SELECT 1 FROM object_version WHERE sha256 = $1 LIMIT 1', [
          sha256,
        ]);
        if (rowCount === 0) await remove();
      });
    });
  }

  /** Old content that is sent again may be collected in this very moment: until the commit it is held. */
  private async holdContent(client: pg.PoolClient, sha256: string): Promise<void> {
    await client.query('SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 1))', [sha256]);
    if (await this.store.has(sha256)) return;
    throw new Problem(503, {
      code: 'content-collected',
      detail: 'the content was collected as it came; send it again',
      headers: { 'retry-after': '1' },
    });
  }

  private served(): SelectQueryBuilder<ObjectVersion> {
    return this.database
      .getRepository(ObjectVersion)
      .createQueryBuilder('v')
      .innerJoin(StoredObject, 'o', 'o.versionId = v.id');
  }

  private async take(body: Readable): Promise<StoredContent> {
    try {
      return await this.store.write(body, this.config.MAX_OBJECT_BYTES);
    } catch (error) {
      if (error instanceof TooLargeError)
        throw new Problem(413, { code: 'too-large', field: 'Content-Length', detail: error.message });
      if (error instanceof StoreFullError)
        throw new Problem(507, { code: 'store-full', detail: error.message, cause: error });
      throw error;
    }
  }
}

/** Made under the object's lock, so that its versions are in the order in which they were served. */
function versionOf({ name, method, devId, contentType }: Upload, content: StoredContent): ObjectVersion {
  return {
    id: newSortableId('v'),
    name,
    ...content,
    contentType,
    method,
    devId: devId ?? null,
    createdAt: new Date(),
  };
}

/** Those who change one object do so one after the other. */
async function lockObject(client: pg.PoolClient, name: string): Promise<CurrentObject | undefined> {
  await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [name]);
  const { rows } = await client.query<CurrentObject>(
    `SELECT v.sha256, v.created_at AS "createdAt" FROM object o JOIN object_version v ON v.id = o.version_id
      WHERE o.name = $1`,
    [name],
  );
  return rows[0];
}

async function insertVersion(client: pg.PoolClient, version: ObjectVersion): Promise<void> {
  const { id, name, sha256, size, contentType, method, devId, createdAt } = version;
  await client.query(
    `INSERT INTO object_version (id, name, sha256, size, content_type, method, dev_id, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, name, sha256, size, contentType, method, devId, createdAt],
  );
  await client.query(
    'INSERT INTO object (name, version_id) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET version_id = excluded.version_id',
    [name, id],
  );
}
