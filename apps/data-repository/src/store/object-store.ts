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
  has(sha256: string): Promise<boolean>;
  /**
   * Offers content that is older than a moment to `decide`, which may have it removed, and removes what broken writes left. Content
   * that was written again meanwhile stays, whatever was decided.
   *
   * @returns how many files are gone
   */
  collectGarbage(
    olderThan: Date,
    decide: (sha256: string, remove: () => Promise<void>) => Promise<void>,
  ): Promise<number>;
}
