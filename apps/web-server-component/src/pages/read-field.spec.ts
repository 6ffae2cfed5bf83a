import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseLanguage } from '../language/language.js';
import { fieldSchema } from './fields.js';
import { clean, readField } from './read-field.js';

const en = chooseLanguage('en', undefined);
const field = (json: object) => fieldSchema.parse({ name: 'f', label: 'Field', ...json });
const read = (json: object, ...submitted: string[]) => {
  const result = readField(field(json), submitted, en);
  return result.ok ? result.value : result.message;
};
const options = [
  { value: 'a', label: 'A' },
  { value: 'b', label: 'B' },
];

/** Whatever a task may have as a value can be chosen. */
const odd = [
  { value: 'two  spaces', label: 'A' },
  { value: 'two\nlines', label: 'B' },
];

describe('a field takes what it asks for, typed', () => {
  test.each([
    [{ type: 'text' }, ['  Ada \u0007'], 'Ada'],
    [{ type: 'longtext' }, ['one\r\ntwo'], 'one\ntwo'],
    [{ type: 'email' }, ['ada@example.com'], 'ada@example.com'],
    [{ type: 'tel' }, ['+49 (30) 123-456'], '+49 (30) 123-456'],
    [{ type: 'number' }, ['-2,5'], -2.5],
    [{ type: 'number', integer: true, min: 1, max: 3 }, ['3'], 3],
    [{ type: 'date', min: '2026-01-01' }, ['2028-02-29'], '2028-02-29'],
    [{ type: 'choice', options }, ['b'], 'b'],
    [{ type: 'choices', options }, ['b', 'a', 'x'], ['a', 'b']],
    [{ type: 'choice', options: odd }, ['two  spaces'], 'two  spaces'],
    [{ type: 'choice', options: odd }, ['two\r\nlines'], 'two\nlines'],
    [{ type: 'choices', options: odd }, ['two\r\nlines'], ['two\nlines']],
    [{ type: 'checkbox' }, ['on'], true],
    [{ type: 'checkbox', required: false }, [], false],
    [{ type: 'text', required: false }, [''], undefined],
    [{ type: 'choices', options, required: false }, [], []],
  ])('%j %j → %j', (json, submitted, value) => {
    expect(read(json, ...submitted)).toEqual(value);
  });
});

describe('a field says what is wrong', () => {
  test.each([
    [{ type: 'text' }, ' ', '“Field” is missing'],
    [{ type: 'text', maxLength: 2 }, 'abc', '“Field” must have at most 2 characters'],
    [{ type: 'text', minLength: 2 }, '😀', '“Field” must have at least 2 characters'],
    [{ type: 'email' }, 'ada@', '“Field” must be an email address, such as name@example.com'],
    [{ type: 'tel' }, 'call me', '“Field” must be a phone number, such as +44 1632 960000'],
    [{ type: 'number' }, '0x10', '“Field” must be a number'],
    [{ type: 'number' }, '1e3', '“Field” must be a number'],
    [{ type: 'number', integer: true }, '1.5', '“Field” must be a whole number'],
    [{ type: 'number', min: 1000 }, '1', '“Field” must be 1,000 or more'],
    [{ type: 'number', max: 1 }, '2', '“Field” must be 1 or less'],
    [{ type: 'date' }, '2026-02-30', '“Field” must be a real date, such as 2027-03-31'],
    [{ type: 'date', max: '2026-01-01' }, '2026-01-02', '“Field” must be 2026-01-01 or less'],
    [{ type: 'choice', options }, 'c', 'Choose one of the answers'],
    [{ type: 'choices', options }, 'c', '“Field” is missing'],
  ])('%j %j: %s', (json, submitted, message) => {
    expect(read(json, submitted)).toBe(message);
  });
});

test('whatever is sent, a field answers, and what it takes can be stored', () => {
  const kinds = ['text', 'longtext', 'email', 'tel', 'number', 'date', 'choice', 'choices', 'checkbox'];
  fc.assert(
    fc.property(
      fc.constantFrom(...kinds),
      fc.array(fc.string({ unit: 'binary' }), { maxLength: 3 }),
      (type, submitted) => {
        const sent = [...new URLSearchParams(submitted.map((value) => ['f', value]))].map(
          ([, value]) => value,
        );
        const result = readField(
          field({ type, ...(type.startsWith('choice') ? { options } : {}) }),
          sent,
          en,
        );
        expect(JSON.stringify(result)).not.toMatch(/\\u0000/);
      },
    ),
  );
});

test('what was typed is cleaned once and for all', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(clean(clean(text))).toBe(clean(text));
    }),
  );
});
