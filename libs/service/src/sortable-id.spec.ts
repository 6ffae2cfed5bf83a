import { afterEach, expect, test, vi } from 'vitest';
import { newSortableId } from './sortable-id.js';

afterEach(() => void vi.useRealTimers());

test('ids sort in the order in which they were made, within a millisecond and when the clock is put back', () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-24T10:00:00Z') });
  const made = Array.from({ length: 1000 }, () => newSortableId('e'));
  vi.setSystemTime(Date.parse('2026-11-24T09:00:00Z'));
  made.push(...Array.from({ length: 1000 }, () => newSortableId('e')));
  vi.setSystemTime(Date.parse('2026-11-24T11:00:00Z'));
  made.push(newSortableId('e'));
  expect([...made].sort()).toEqual(made);
  expect(new Set(made).size).toBe(made.length);
});

test('an id begins with its kind', () => {
  expect(newSortableId('a')).toMatch(/^a[0-9a-f]{32}$/);
});
