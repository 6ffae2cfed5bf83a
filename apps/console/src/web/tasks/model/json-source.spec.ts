import { describe, expect, it } from 'vitest';
import { lineOf, readJson } from './json-source.js';

describe('JSON with its places', () => {
  it('knows where each value stands, by its path', () => {
    const text = '{\n  "steps": [\n    { "commands": [["GET", "x"]] }\n  ]\n}';
    const source = readJson(text);
    if (source.kind !== 'value') throw new Error(source.detail);
    expect(source.value).toEqual({ steps: [{ commands: [['GET', 'x']] }] });
    const place = (path: string) => source.offsets.get(path) ?? -1;
    expect(text.slice(place('steps/0/commands/0/1')).startsWith('"x"')).toBe(true);
    expect(lineOf(text, place('steps/0/commands/0'))).toBe(3);
    expect(lineOf(text, place(''))).toBe(1);
  });

  it.each([
    ['{"a": 1,}', 8, /name in double quotes/],
    ['{"a" 1}', 5, /":" should follow/],
    ['[1 2]', 3, /"," or "]"/],
    ['{"a": 1', 7, /"," or "}"/],
    ['[tru]', 1, /no JSON value/],
    ['["a]', 1, /no end/],
    ['{} {}', 3, /nothing may follow/],
    ['', 0, /ends where a value should be/],
    ['"a\nb"', 0, /no end/],
    ['"a\tb"', 0, /does not have/],
    ['["\\x"]', 1, /does not have/],
    ['[01]', 2, /"," or "]"/],
  ])('says where %j breaks off, and why', (text, offset, detail) => {
    const source = readJson(text);
    expect(source).toMatchObject({ kind: 'broken', offset });
    if (source.kind === 'broken') expect(source.detail).toMatch(detail);
    expect(() => JSON.parse(text) as unknown).toThrow();
  });

  it('takes whatever JSON.parse takes', () => {
    for (const text of ['null', ' -1.5e+3 ', '"\\u00e9\\n"', '[[],{}]', '{"a/b":{"":0}}', '{"__proto__":1}'])
      expect(readJson(text)).toMatchObject({ kind: 'value', value: JSON.parse(text) as unknown });
  });

  it('does not fall over what is nested without end', () => {
    expect(readJson('['.repeat(100_000))).toMatchObject({
      kind: 'broken',
      detail: 'this is nested too deeply',
    });
  });
});
