import type { JsonSchema } from '../api/services.js';
import { jsonEndsAt } from './json-position.js';

/** Deep enough for any page; a schema that refers to itself ends there. */
const DEPTH = 8;

/** Data that a schema takes, to begin with: its example if it has one, else what it asks for and nothing more. */
export function sampleOf(schema: JsonSchema, depth = 0): unknown {
  if (schema.examples?.length) return schema.examples[0];
  if (schema.default !== undefined) return schema.default;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum?.length) return schema.enum[0];
  if (depth > DEPTH) return null;
  const [branch] = schema.anyOf ?? schema.oneOf ?? [];
  if (branch) return sampleOf(branch, depth + 1);
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((name) => [name, sampleOf(schema.properties?.[name] ?? {}, depth + 1)]),
      );
    case 'array':
      return Array.from({ length: schema.minItems ?? 1 }, () => sampleOf(schema.items ?? {}, depth + 1));
    case 'string':
      return 'text';
    case 'number':
    case 'integer':
      return schema.minimum ?? 0;
    case 'boolean':
      return false;
    default:
      return null;
  }
}

/** JSON as it was typed: its value, or where it stops being any, counted from 1. */
export type Typed =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string };

/** Reads what was typed. */
export function parseTyped(text: string): Typed {
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch {
    const before = text.slice(0, jsonEndsAt(text)).split('\n');
    return {
      ok: false,
      message: `This is not JSON: line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`,
    };
  }
}
