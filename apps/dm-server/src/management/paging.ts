import { Problem } from '@dm2/service';

/** Where a list goes on: the time and id of the last item that was given. */
export interface Cursor {
  readonly at: string;
  readonly id: string;
}

export interface Page<T> {
  readonly items: T[];
  readonly next: string | null;
}

/** @throws Problem 400 */
export function readCursor(text: string | undefined): Cursor | undefined {
  if (text === undefined) return undefined;
  const [at = '', id = '', ...more] = Buffer.from(text, 'base64url').toString('utf8').split('\n');
  const time = Date.parse(at);
  if (more.length > 0 || Number.isNaN(time) || !/^[0-9a-z.]{1,100}$/.test(id)) {
    throw new Problem(400, {
      code: 'invalid-request',
      field: 'cursor',
      detail: 'the cursor is not one that this list gave',
    });
  }
  return { at: new Date(time).toISOString(), id };
}

/** A page from one row more than was asked for. */
export function toPage<R, T>(
  rows: readonly R[],
  limit: number,
  cursor: (row: R) => { readonly at: Date; readonly id: string },
  view: (row: R) => T,
): Page<T> {
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  const end = last && cursor(last);
  return {
    items: items.map(view),
    next: end ? Buffer.from(`${end.at.toISOString()}\n${end.id}`).toString('base64url') : null,
  };
}
