import { expect, it } from 'vitest';
import { inWords } from './duration.js';

it.each([
  [-5, '0.0 s'],
  [420, '0.4 s'],
  [1000, '1 s'],
  [65_000, '1 min 5 s'],
  [3_600_000, '1 h'],
  [86_399_999, '23 h 59 min'],
  [180_000_000, '2 d 2 h'],
])('%d ms are %s', (ms, words) => {
  expect(inWords(ms)).toBe(words);
});
