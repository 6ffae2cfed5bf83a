import type { PipeTransform } from '@nestjs/common';
import { z } from 'zod';
import { Problem } from './problem.js';

/** Checks a body, query or parameter against a schema. All problems at once, each with its field. */
export class Valid<S extends z.ZodType> implements PipeTransform<unknown, z.infer<S>> {
  constructor(
    private readonly schema: S,
    private readonly where: 'body' | 'query' | 'path' = 'body',
  ) {}

  transform(value: unknown): z.infer<S> {
    const parsed = this.schema.safeParse(value ?? (this.where === 'query' ? {} : value));
    if (parsed.success) return parsed.data;
    const errors = parsed.error.issues.map((issue) => ({
      field: issue.path.join('/'),
      detail: issue.message,
    }));
    const [first] = errors;
    throw new Problem(this.where === 'body' ? 422 : 400, {
      code: 'invalid-request',
      detail: `the ${this.where} is not valid: ${first?.field ? `${first.field}: ` : ''}${first?.detail ?? ''}`,
      ...(first?.field ? { field: first.field } : {}),
      errors,
    });
  }
}

/** A zod schema as JSON Schema, for OpenAPI. */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output' = 'input'): Record<string, unknown> {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'openapi-3.0',
  }) as Record<string, unknown>;
  return json;
}
