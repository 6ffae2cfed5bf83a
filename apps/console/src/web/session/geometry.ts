import type { Component } from '../components.js';

/** Heights in px: a row of each kind, and where in an arrow's row its line lies. */
export const HEIGHTS = { arrow: 38, gap: 28, mark: 36 } as const;
export const LINE = 27;
/** Free space below the last row. */
export const TAIL = 20;

/** Below this width names are short and margins narrow. */
const COMPACT = 620;

/** Where things lie across the diagram. */
export interface Geometry {
  readonly width: number;
  readonly compact: boolean;
  /** Right edge of the times. */
  readonly time: number;
  /** Width of a letter of a label. */
  readonly letter: number;
  readonly x: (component: Component) => number;
}

export function geometryOf(width: number): Geometry {
  const compact = width < COMPACT;
  const time = compact ? 46 : 62;
  const first = time + (compact ? 26 : 54);
  const last = width - (compact ? 26 : 64);
  return {
    width,
    compact,
    time,
    letter: compact ? 6.7 : 7.3,
    x: (component) => first + (component * (last - first)) / 4,
  };
}

/** Where a label lies above its arrow, and as much of it as fits: beside the lifelines there is room, beyond the edges none. */
export function placeLabel(
  { x, width, time, letter, compact }: Geometry,
  from: Component,
  to: Component,
  label: string,
): { readonly x: number; readonly text: string } {
  const [left, right] = [Math.min(x(from), x(to)), Math.max(x(from), x(to))];
  const room = Math.max(right - left - 24, compact ? 150 : 190);
  const letters = Math.floor(room / letter);
  const text = label.length > letters ? `${label.slice(0, Math.max(1, letters - 1))}…` : label;
  const half = (text.length * letter) / 2;
  const middle = (left + right) / 2;
  return { x: Math.max(time + 6 + half, Math.min(width - 4 - half, middle)), text };
}
