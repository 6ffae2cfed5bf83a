import { describe, expect, it } from 'vitest';
import { deviceSearchOf, filtersIn, localOf } from './search.js';

describe('a search in the address', () => {
  it('is what it says, and what it can not mean is left out', () => {
    expect(
      deviceSearchOf({
        search: 4901542,
        session: 'open',
        scheme: 'magic',
        seenAfter: '2026-11-01T00:00:00Z',
        seenBefore: 'yesterday',
        sort: 'seen',
        more: 'x',
      }),
    ).toEqual({ search: '4901542', session: 'open', seenAfter: '2026-11-01T00:00:00Z', sort: 'seen' });
  });

  it('counts filters, of which text, order and page are none', () => {
    expect(filtersIn({ search: 'x', match: 'begins', sort: 'seen', from: 'c' })).toBe(0);
    expect(filtersIn({ session: 'open', seenBefore: '2026-11-01T00:00:00Z' })).toBe(2);
  });

  it('names an instant in local time, from which the same minute comes back', () => {
    const instant = '2026-11-01T12:34:00.000Z';
    expect(new Date(localOf(instant)).toISOString()).toBe(instant);
    expect(localOf(undefined)).toBe('');
  });
});
