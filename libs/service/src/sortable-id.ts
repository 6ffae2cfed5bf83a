import { randomBytes } from 'node:crypto';

let last = 0;
let counter = 0;

/**
 * An id that sorts by time: a letter for its kind, milliseconds, order within one of them, randomness. Those of one process are in
 * the order in which they were made, also when the clock is put back.
 */
export function newSortableId(kind: string): string {
  const now = Math.max(Date.now(), last);
  counter = now === last ? counter + 1 : 0;
  last = now;
  return `${kind}${now.toString(16).padStart(12, '0')}${counter.toString(16).padStart(4, '0')}${randomBytes(8).toString('hex')}`;
}
