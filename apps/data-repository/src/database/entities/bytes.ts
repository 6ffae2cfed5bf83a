import type { ValueTransformer } from 'typeorm';

/** A number of bytes: PostgreSQL's driver gives a `bigint` as text. */
export const bytes: ValueTransformer = {
  from: (value: string | null) => (value === null ? null : Number(value)),
  to: (value: number | null) => value,
};
