import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { storableJson, storableText } from './storable.js';

describe('JSON for PostgreSQL', () => {
  it('is the value itself where jsonb takes it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        if (!/\\u/.test(text)) expect(storableJson(value)).toBe(text);
      }),
    );
  });

  it('has no NUL and no lone surrogate, in names and values, whatever was sent', () => {
    const odd = fc.string({ unit: fc.constantFrom('\0', '\ud800', '\udc00', '\\', 'u0000', 'a', '😀') });
    fc.assert(
      fc.property(odd, odd, (name, value) => {
        const text = storableJson({ [`x${name}`]: [value] });
        const back = JSON.parse(text) as Record<string, string[]>;
        const all = JSON.stringify([Object.keys(back), Object.values(back)]);
        expect(all).not.toMatch(/(?<!\\)(\\\\)*\\u(0000|d[89a-f])/i);
        expect(back[storableText(`x${name}`)]).toEqual([storableText(value)]);
      }),
    );
  });

  it('leaves a backslash that looks like an escape alone', () => {
    expect(JSON.parse(storableJson('\\u0000 😀'))).toBe('\\u0000 😀');
  });
});
