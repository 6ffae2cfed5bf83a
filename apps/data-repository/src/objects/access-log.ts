import { Inject, Injectable } from '@nestjs/common';
import { inTransaction, newSortableId, type DmEvent, type EventOutbox } from '@dm2/service';
import type pg from 'pg';
import { LessThan, type DataSource } from 'typeorm';
import { AccessRecord } from '../database/entities/access-record.entity.js';
import { DATABASE, OUTBOX, POOL } from '../tokens.js';
import { pageOf, type Page, type Paging } from './paging.js';

/** Who did what, for the access record and the event. */
export type Access = Omit<AccessRecord, 'id' | 'at'>;

/** What devices did with objects (step 6.1): recorded, and reported to the DM Server, in one transaction. */
@Injectable()
export class AccessLog {
  constructor(
    @Inject(DATABASE) private readonly database: DataSource,
    @Inject(POOL) private readonly pool: pg.Pool,
    @Inject(OUTBOX) private readonly outbox: EventOutbox,
  ) {}

  /** Records an access and reports it. */
  async record(access: Access): Promise<void> {
    const eventId = await inTransaction(this.pool, (client) => this.recordIn(client, access));
    this.report(eventId);
  }

  /** The same as part of the caller's transaction; its event is to be reported after the commit. */
  async recordIn(client: pg.PoolClient, access: Access): Promise<string> {
    const at = new Date();
    const { devId, method, object, status, bytes, complete, contentType, range } = access;
    await client.query(
      `INSERT INTO access (id, at, dev_id, method, object, status, bytes, complete, content_type, range)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [newSortableId('a'), at, devId, method, object, status, bytes, complete, contentType, range],
    );
    const event: DmEvent = {
      id: newSortableId('e'),
      at: at.toISOString(),
      sequence: 0,
      source: 'data-repository',
      type: method === 'PUT' || method === 'POST' ? 'repository.written' : 'repository.read',
      data: {
        devId,
        object,
        status,
        bytes,
        complete,
        contentType,
        method: method === 'HEAD' ? 'GET' : method,
      },
    };
    await this.outbox.record(client, event);
    return event.id;
  }

  /** Tries at once to deliver an event that has been committed. */
  report(eventId: string): void {
    this.outbox.deliverSoon([eventId]);
  }

  /** Newest first. */
  list(
    filter: { readonly devId?: string | undefined; readonly object?: string | undefined },
    paging: Paging,
  ): Promise<Page<AccessRecord>> {
    const query = this.database.getRepository(AccessRecord).createQueryBuilder('a');
    if (filter.devId !== undefined) query.andWhere('a.devId = :devId', { devId: filter.devId });
    if (filter.object !== undefined) query.andWhere('a.object = :object', { object: filter.object });
    return pageOf(query, 'a', paging);
  }

  async forgetBefore(time: Date): Promise<void> {
    await this.database.getRepository(AccessRecord).delete({ at: LessThan(time) });
  }
}
