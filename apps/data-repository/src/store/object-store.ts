import type { Readable } from 'node:stream';

/** Bytes that are stored, by their content. */
export interface StoredContent {
  readonly sha256: string;
  readonly size: number;
}

/** There is no room for an object. */
export class StoreFullError extends Error {
  override readonly name = 'StoreFullError';
}

/** An object is longer than is allowed. */
export class TooLargeError extends Error {
  override readonly name = 'TooLargeError';
}

/**
 * Where the bytes of objects are. Content-addressed: the same bytes are stored once. Content is durable when `write` resolves,
 * and nothing is left of what broke off. An S3-compatible store would be another implementation.
 */
export interface ObjectStore {
  write(source: Readable, maxBytes: number): Promise<StoredContent>;
  /** Bytes `start` to `end`, both included. */
  read(sha256: string, range?: { readonly start: number; readonly end: number }): Readable;
  /** Removes content older than a moment that `isReferenced` denies, and what broken writes left. */
  collectGarbage(olderThan: Date, isReferenced: (sha256: string) => Promise<boolean>): Promise<number>;
}
