import type { Band, Diagram, Row } from './arrow.js';

/** Heights of the rows in px. */
export type Heights = Readonly<Record<Row['kind'], number>>;

export interface Layout {
  /** Where each row begins; one more than there are rows, the last being the whole height. */
  readonly tops: readonly number[];
  /** The row of each arrow. */
  readonly rowOfArrow: readonly number[];
}

/** Where every row lies. Rows have fixed heights, so this needs no drawing. */
export function layoutOf({ rows, arrows }: Diagram, heights: Heights): Layout {
  const tops = [0];
  const rowOfArrow = new Array<number>(arrows.length).fill(0);
  rows.forEach((row, i) => {
    tops.push((tops[i] ?? 0) + heights[row.kind]);
    if (row.kind === 'arrow') rowOfArrow[row.index] = i;
  });
  return { tops, rowOfArrow };
}

/** The whole height. */
export function heightOf({ tops }: Layout): number {
  return tops.at(-1) ?? 0;
}

/** The rows that lie between two heights, first and last (not included), found by halving. */
export function rowsBetween({ tops }: Layout, from: number, to: number): readonly [number, number] {
  const count = tops.length - 1;
  const first = Math.max(0, lastAtMost(tops, from));
  return [Math.min(first, count), Math.min(count, lastAtMost(tops, to) + 1)];
}

function lastAtMost(tops: readonly number[], wanted: number): number {
  let [low, high] = [0, tops.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((tops[middle] ?? 0) <= wanted) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Where a band begins and ends; one that is open reaches to the end of what is there. */
export function spanOf(
  band: Band,
  layout: Layout,
  arrowLine: number,
): { readonly from: number; readonly to: number } {
  const lineOf = (arrow: number) => (layout.tops[layout.rowOfArrow[arrow] ?? 0] ?? 0) + arrowLine;
  return { from: lineOf(band.from), to: band.to === undefined ? heightOf(layout) : lineOf(band.to) };
}
