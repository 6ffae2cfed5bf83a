import { expect, it } from 'vitest';
import { asTheyHappened } from './as-they-happened.js';

const event = (ms: number, uiSessionId: string | null, sequence?: number) => ({
  at: new Date(ms),
  uiSessionId,
  data: sequence === undefined ? {} : { sequence },
});

it('orders what a UI session reports at the same moment by its number, and leaves all else where it is', () => {
  const [opened, other, finished, step, answered] = [
    event(1, 'u1', 1),
    event(2, 'u2', 1),
    event(2, 'u1', 3),
    event(2, null),
    event(2, 'u1', 2),
  ] as const;
  expect(asTheyHappened([opened, other, finished, step, answered])).toEqual([
    opened,
    other,
    answered,
    step,
    finished,
  ]);
});

it('goes by time first: a later moment is never put before an earlier one', () => {
  const events = [event(1, 'u1', 2), event(2, 'u1', 1)];
  expect(asTheyHappened(events)).toEqual(events);
});
