import { describe, expect, it } from 'vitest';
import { checkSchema, type Schema } from './check-schema.js';

const schema: Schema = {
  type: 'object',
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 5 },
    kind: { type: 'string', enum: ['a', 'b'] },
    as: { type: 'string', pattern: '^[a-z]+$' },
    steps: { type: 'array', minItems: 1, maxItems: 2, items: { type: 'array', items: { type: 'string' } } },
    when: { type: 'object', additionalProperties: { type: ['string', 'number', 'boolean'] } },
  },
  required: ['steps'],
  additionalProperties: false,
};
const steps = [['GET']];

describe('a value against its schema', () => {
  it('has no problems when it is as the schema says', () => {
    expect(checkSchema(schema, { name: 'x', kind: 'a', as: 'me', steps, when: { a: 1, b: true } })).toEqual(
      [],
    );
  });

  it.each([
    [[], '', 'must be an object'],
    [{}, '', 'has no "steps"'],
    [{ steps: [] }, 'steps', 'must have at least 1'],
    [{ steps: [[], [], []] }, 'steps', 'must have at most 2'],
    [{ steps: [['GET', 5]] }, 'steps/0/1', 'must be a string'],
    [{ steps, name: '' }, 'name', 'must not be empty'],
    [{ steps, name: 'longer' }, 'name', 'must have at most 5 characters'],
    [{ steps, kind: 'c' }, 'kind', 'must be one of "a", "b"'],
    [{ steps, as: 'A.' }, 'as', 'does not have the form that is asked for'],
    [{ steps, other: 1 }, 'other', 'is not known; there are name, kind, as, steps, when'],
    [{ steps, when: { a: null } }, 'when/a', 'must be a string or a number or a boolean'],
    [JSON.parse('{"steps":[["GET"]],"__proto__":1}'), '__proto__', /is not known/],
  ])('%j is told where it is wrong', (value: unknown, field, detail) => {
    expect(checkSchema(schema, value)).toEqual([
      { field, detail: typeof detail === 'string' ? detail : (expect.stringMatching(detail) as string) },
    ]);
  });
});
