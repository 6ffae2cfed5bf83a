import { Inject, Injectable } from '@nestjs/common';
import { inTransaction, Problem, type DmEvent, type EventOutbox } from '@dm2/service';
import type pg from 'pg';
import type { Readable } from 'node:stream';
import type { Config } from '../config.js';
import { newId } from '../ids.js';
import { StoreFullError, TooLargeError, type ObjectStore } from '../store/object-store.js';
import { CONFIG, OUTBOX, POOL, STORE } from '../tokens.js';

/** The version of an object that is served. */
export interface ObjectVersion {
  readonly id: string;
  readonly name: string;
  readonly sha256: string;
  readonly size: number;
  readonly contentType: string;
  readonly createdAt: string;
}

/** Who did what, for the access record and the event. */
export interface Access {
  readonly devId: string;
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST';
  readonly object: string;
  readonly status: number;
  readonly bytes: number;
  readonly complete: boolean;
  readonly contentType: string | null;
  readonly range: string | null;
}

const VERSION = `v.id, v.name, v.sha256, v.size::float8 AS size, v.content_type AS "contentType", to_json(v.created_at)#>>'{}' AS "createdAt"`;
/** Visible characters of a URL's segment; no path of a file is ever made of it. */
const NAME = /^[A-Za-z0-9._~:@!$&'()*+,;=-]{1,255}$/;

/** Objects, their versions and the records of access. */
@Injectable()
export class Objects {
  constructor(
    @Inject(POOL) private readonly pool: pg.Pool,
    @Inject(STORE) private readonly store: ObjectStore,
    @Inject(OUTBOX) private readonly outbox: EventOutbox,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws Problem 404, 400 */
  async get(name: string): Promise<ObjectVersion> {
    checkName(name);
    const { rows } = await this.pool.query<ObjectVersion>(
      `SELECT ${VERSION} FROM object o JOIN object_version v ON v.id = o.version_id WHERE o.name = $1`,
      [name],
    );
    if (!rows[0])
      throw new Problem(404, {
        code: 'object-unknown',
        field: 'name',
        detail: `there is no object "${name}"`,
      });
    return rows[0];
  }

  async find(name: string): Promise<ObjectVersion | undefined> {
    return this.get(name).catch((error: unknown) => {
      if (error instanceof Problem && error.status === 404) return undefined;
      throw error;
    });
  }

  read(version: ObjectVersion, range?: { start: number; end: number }): Readable {
    return this.store.read(version.sha256, range);
  }

  /**
   * Takes the bytes of a new version. `accept` is asked, under the object's lock, when they are stored: what others did
   * meanwhile counts.
   *
   * @throws Problem 413, 507, and what `accept` throws
   */
  async write(
    upload: {
      readonly name: string;
      readonly method: 'PUT' | 'POST';
      readonly devId?: string;
      readonly contentType: string;
      readonly body: Readable;
    },
    accept: (current: ObjectVersion | undefined) => void,
  ): Promise<{ version: ObjectVersion; created: boolean }> {
    checkName(upload.name);
    const content = await this.store
      .write(upload.body, this.config.MAX_OBJECT_BYTES)
      .catch((error: unknown) => {
        if (error instanceof TooLargeError)
          throw new Problem(413, { code: 'too-large', field: 'Content-Length', detail: error.message });
        if (error instanceof StoreFullError)
          throw new Problem(507, { code: 'store-full', detail: error.message, cause: error });
        throw error;
      });
    const id = newId('v');
    const soon: string[] = [];
    const created = await inTransaction(this.pool, async (client) => {
      await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [upload.name]);
      const { rows } = await client.query<ObjectVersion>(
        `SELECT ${VERSION} FROM object o JOIN object_version v ON v.id = o.version_id WHERE o.name = $1`,
        [upload.name],
      );
      accept(rows[0]);
      await client.query(
        'INSERT INTO object_version (id, name, sha256, size, content_type, method, dev_id) VALUES ($1, $2, $3, $4, $5, $6, $7)',
        [
          id,
          upload.name,
          content.sha256,
          content.size,
          upload.contentType,
          upload.method,
          upload.devId ?? null,
        ],
      );
      await client.query(
        'INSERT INTO object (name, version_id) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET version_id = excluded.version_id',
        [upload.name, id],
      );
      if (upload.devId !== undefined) {
        const access: Access = {
          devId: upload.devId,
          method: upload.method,
          object: upload.name,
          status: rows[0] ? 200 : 201,
          bytes: content.size,
          complete: true,
          contentType: upload.contentType,
          range: null,
        };
        soon.push(await this.recordIn(client, access));
      }
      return rows.length === 0;
    });
    this.outbox.deliverSoon(soon);
    return {
      created,
      version: {
        id,
        name: upload.name,
        ...content,
        contentType: upload.contentType,
        createdAt: new Date().toISOString(),
      },
    };
  }

  /** Records an access and reports it. */
  async record(access: Access): Promise<void> {
    const id = await inTransaction(this.pool, (client) => this.recordIn(client, access));
    this.outbox.deliverSoon([id]);
  }

  private async recordIn(client: pg.PoolClient, access: Access): Promise<string> {
    const id = newId('a');
    const at = new Date().toISOString();
    await client.query(
      'INSERT INTO access (id, at, dev_id, method, object, status, bytes, complete, content_type, range) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
      [
        id,
        at,
        access.devId,
        access.method,
        access.object,
        access.status,
        access.bytes,
        access.complete,
        access.contentType,
        access.range,
      ],
    );
    const { range: _range, ...data } = access;
    const event: DmEvent = {
      id: newId('e'),
      at,
      sequence: 0,
      source: 'data-repository',
      type: access.method === 'PUT' || access.method === 'POST' ? 'repository.written' : 'repository.read',
      data: { ...data, method: access.method === 'HEAD' ? 'GET' : access.method },
    };
    await this.outbox.record(client, event);
    return event.id;
  }

  async list(
    limit: number,
    cursor: string | undefined,
  ): Promise<{ items: ObjectVersion[]; next: string | null }> {
    const { rows } = await this.pool.query<ObjectVersion>(
      `SELECT ${VERSION} FROM object o JOIN object_version v ON v.id = o.version_id WHERE $1::text IS NULL OR v.id < $1 ORDER BY v.id DESC LIMIT $2`,
      [cursor ?? null, limit + 1],
    );
    return page(rows, limit);
  }

  async versions(
    name: string,
    limit: number,
    cursor: string | undefined,
  ): Promise<{ items: ObjectVersion[]; next: string | null }> {
    await this.get(name);
    const { rows } = await this.pool.query<ObjectVersion>(
      `SELECT ${VERSION} FROM object_version v WHERE v.name = $1 AND ($2::text IS NULL OR v.id < $2) ORDER BY v.id DESC LIMIT $3`,
      [name, cursor ?? null, limit + 1],
    );
    return page(rows, limit);
  }

  async remove(name: string): Promise<void> {
    await this.get(name);
    await inTransaction(this.pool, async (client) => {
      await client.query('DELETE FROM object WHERE name = $1', [name]);
      await client.query('DELETE FROM object_version WHERE name = $1', [name]);
    });
  }

  async accesses(
    filter: { devId?: string | undefined; object?: string | undefined },
    limit: number,
    cursor: string | undefined,
  ): Promise<{ items: (Access & { id: string; at: string })[]; next: string | null }> {
    const { rows } = await this.pool.query<Access & { id: string; at: string }>(
      `SELECT id, to_json(at)#>>'{}' AS at, dev_id AS "devId", method, object, status, bytes::float8 AS bytes, complete, content_type AS "contentType", range FROM access
       WHERE ($1::text IS NULL OR dev_id = $1) AND ($2::text IS NULL OR object = $2) AND ($3::text IS NULL OR id < $3) ORDER BY id DESC LIMIT $4`,
      [filter.devId ?? null, filter.object ?? null, cursor ?? null, limit + 1],
    );
    return page(rows, limit);
  }

  /** Removes content that no version refers to; what came within the last hour may belong to an upload that goes on. */
  async collectGarbage(now = new Date()): Promise<number> {
    return this.store.collectGarbage(new Date(now.getTime() - 3_600_000), async (sha256) => {
      const { rows } = await this.pool.query('SELECT 1 FROM object_version WHERE sha256 = $1 LIMIT 1', [
        sha256,
      ]);
      return rows.length > 0;
    });
  }
}

function page<T extends { id: string }>(rows: T[], limit: number): { items: T[]; next: string | null } {
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

function checkName(name: string): void {
  if (!NAME.test(name))
    throw new Problem(400, {
      code: 'invalid-name',
      field: 'name',
      detail: 'an object has a name of 1 to 255 visible characters without "/", "?", "#" and "%"',
    });
}
