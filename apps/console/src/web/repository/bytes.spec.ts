import { expect, it } from 'vitest';
import { bytesInWords } from './bytes.js';

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1 kB'],
  [1250, '1.25 kB'],
  [999_600, '1 MB'],
  [536_870_912, '537 MB'],
  [2_147_483_648, '2.15 GB'],
])('%d bytes are %s', (bytes, words) => {
  expect(bytesInWords(bytes)).toBe(words);
});
