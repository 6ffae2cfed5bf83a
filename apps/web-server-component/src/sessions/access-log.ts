import { Inject, Injectable } from '@nestjs/common';
import { newSortableId } from '@dm2/service';
import { LessThan, type DataSource } from 'typeorm';
import { AccessRecord } from '../database/entities/access-record.entity.js';
import { DATABASE } from '../tokens.js';

/** Records every access to the page of a UI session (step 4.2). */
@Injectable()
export class AccessLog {
  constructor(@Inject(DATABASE) private readonly database: DataSource) {}

  async record(access: Omit<AccessRecord, 'id' | 'at'>): Promise<void> {
    await this.database
      .getRepository(AccessRecord)
      .insert({ ...access, id: newSortableId('a'), at: new Date() });
  }

  /** Newest first. */
  async list(wanted: {
    readonly uiSessionId?: string | undefined;
    readonly limit: number;
    readonly cursor?: string | undefined;
  }): Promise<{ items: AccessRecord[]; next: string | null }> {
    const query = this.database
      .getRepository(AccessRecord)
      .createQueryBuilder('a')
      .orderBy('a.id', 'DESC')
      .take(wanted.limit + 1);
    if (wanted.uiSessionId !== undefined)
      query.andWhere('a.uiSessionId = :uiSessionId', { uiSessionId: wanted.uiSessionId });
    if (wanted.cursor !== undefined) query.andWhere('a.id < :cursor', { cursor: wanted.cursor });
    const found = await query.getMany();
    const items = found.slice(0, wanted.limit);
    return { items, next: found.length > wanted.limit ? (items.at(-1)?.id ?? null) : null };
  }

  async forgetBefore(time: Date): Promise<void> {
    await this.database.getRepository(AccessRecord).delete({ at: LessThan(time) });
  }
}
