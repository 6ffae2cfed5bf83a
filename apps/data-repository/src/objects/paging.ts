import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';

/** Which part of a list is wanted. */
export interface Paging {
  readonly limit: number;
  /** `next` of the part before. */
  readonly cursor?: string | undefined;
}

export interface Page<T> {
  readonly items: T[];
  readonly next: string | null;
}

/** A part of a list, newest first; ids sort by time. `alias` is that of the listed rows. */
export async function pageOf<T extends ObjectLiteral & { id: string }>(
  query: SelectQueryBuilder<T>,
  alias: string,
  { limit, cursor }: Paging,
): Promise<Page<T>> {
  if (cursor !== undefined) query.andWhere(`${alias}.id < :cursor`, { cursor });
  const found = await query
    .orderBy(`${alias}.id`, 'DESC')
    .limit(limit + 1)
    .getMany();
  const items = found.slice(0, limit);
  return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
}
