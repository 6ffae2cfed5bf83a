import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { withOptionTables } from '../tools/readme.js';

/** Tables are laid out by the formatter. */
const withoutLayout = (text: string) =>
  text.replace(/-{3,}/g, '---').replace(/ +/g, ' ').replaceAll('| ', '|').replaceAll(' |', '|');

describe('what is generated and committed (npm run generate)', () => {
  it('the options in the README are those of the command line', async () => {
    const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
    expect(withoutLayout(readme)).toBe(withoutLayout(withOptionTables(readme)));
  });
});
