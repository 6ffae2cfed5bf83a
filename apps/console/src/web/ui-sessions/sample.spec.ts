import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonEndsAt } from './json-position.js';
import { parseTyped, sampleOf } from './sample.js';

describe('a sample', () => {
  it('is the example of the schema, where there is one', () => {
    expect(sampleOf({ type: 'object', examples: [{ title: 'Update?' }] })).toEqual({ title: 'Update?' });
  });

  it('has else what is asked for, of the first kind that is taken, and nothing more', () => {
    expect(
      sampleOf({
        type: 'object',
        required: ['title', 'options', 'kind', 'count'],
        properties: {
          title: { anyOf: [{ type: 'string' }, { type: 'object' }] },
          message: { type: 'string' },
          options: { type: 'array', minItems: 2, items: { type: 'boolean' } },
          kind: { const: 'a' },
          count: { type: 'integer', minimum: 3 },
        },
      }),
    ).toEqual({ title: 'text', options: [false, false], kind: 'a', count: 3 });
  });

  it('of a schema that refers to itself ends', () => {
    const schema = { type: 'object', required: ['child'], properties: {} as Record<string, object> };
    schema.properties['child'] = schema;
    expect(JSON.stringify(sampleOf(schema)).length).toBeLessThan(200);
  });
});

it('JSON is read to its end, whatever it is', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(jsonEndsAt(text)).toBe(text.length);
    }),
  );
});

describe('what is typed', () => {
  it('is a value', () => {
    expect(parseTyped('{"a": 1}')).toEqual({ ok: true, value: { a: 1 } });
  });

  it('or says where it is none', () => {
    expect(parseTyped('{\n  "a": 1,\n  x\n}')).toEqual({
      ok: false,
      message: 'This is not JSON: line 3, column 3',
    });
    for (const [text, at] of [
      ['', 'line 1, column 1'],
      ['{"a": ?}', 'line 1, column 7'],
      ['[1, 2,]', 'line 1, column 7'],
      ['{"a": "b\n"}', 'line 1, column 7'],
      ['{"a": 1', 'line 1, column 8'],
      ['[true]\n]', 'line 2, column 1'],
    ] as const)
      expect(parseTyped(text)).toEqual({ ok: false, message: `This is not JSON: ${at}` });
  });
});
