import fc from 'fast-check';
import { expect, it } from 'vitest';
import { barsOf, ticksTo } from './chart-model.js';

it('the states of a minute stand on each other and make its total', () => {
  expect(barsOf([{ at: 'x', ended: 3, open: 0, expired: 1, aborted: 2 }])).toEqual([
    {
      at: 'x',
      total: 6,
      segments: [
        { series: 'ended', from: 0, to: 3 },
        { series: 'expired', from: 3, to: 4 },
        { series: 'aborted', from: 4, to: 6 },
      ],
    },
  ]);
});

it.each([
  [0, [0, 1]],
  [1, [0, 1]],
  [3, [0, 1, 2, 3]],
  [6, [0, 2, 4, 6]],
  [47, [0, 20, 40, 60]],
  [1000, [0, 500, 1000]],
])('an axis to %d has round numbers', (most, ticks) => {
  expect(ticksTo(most)).toEqual(ticks);
});

it('an axis reaches the most, in few whole steps', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 }), (most) => {
      const ticks = ticksTo(most);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(most);
      expect(ticks.length).toBeLessThanOrEqual(6);
      expect(ticks.every(Number.isInteger)).toBe(true);
    }),
  );
});
