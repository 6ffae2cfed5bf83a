export interface Minute {
  readonly at: string;
  readonly ended: number;
  readonly open: number;
  readonly aborted: number;
  readonly expired: number;
}

/** What becomes of sessions, from the ground up. */
export const SERIES = ['ended', 'open', 'expired', 'aborted'] as const;
export type Series = (typeof SERIES)[number];

export interface Segment {
  readonly series: Series;
  /** From the ground, in sessions. */
  readonly from: number;
  readonly to: number;
}
export interface Bar {
  readonly at: string;
  readonly total: number;
  readonly segments: readonly Segment[];
}

/** Each minute as a bar of its states, one on the other. */
export function barsOf(minutes: readonly Minute[]): Bar[] {
  return minutes.map((minute) => {
    let height = 0;
    const segments: Segment[] = [];
    for (const series of SERIES) {
      const count = minute[series];
      if (count > 0) segments.push({ series, from: height, to: height + count });
      height += count;
    }
    return { at: minute.at, total: height, segments };
  });
}

/** Round numbers for an axis from 0 to at least the most: two to five of them above 0, each a whole number. */
export function ticksTo(most: number): number[] {
  const raw = Math.max(1, most) / 4;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = Math.max(1, [1, 2, 5, 10].map((n) => n * power).find((n) => n >= raw) ?? 10 * power);
  const count = Math.max(1, Math.ceil(most / step));
  return Array.from({ length: count + 1 }, (_unused, i) => i * step);
}
