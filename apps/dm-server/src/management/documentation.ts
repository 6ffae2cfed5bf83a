import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiParam, ApiQuery, ApiResponse } from '@nestjs/swagger';
import { jsonSchema } from '@dm2/service';
import type { z } from 'zod';
import { problemView } from './schemas.js';

interface Documented {
  readonly summary: string;
  readonly answer?: z.ZodType;
  readonly status?: number;
  readonly body?: z.ZodType;
  /** Media type of a body that is text. */
  readonly text?: string;
  readonly query?: z.ZodObject;
  readonly params?: readonly string[];
}

/** OpenAPI of one operation, from the schemas that check it. */
export function Documentation({
  summary,
  answer,
  status = 200,
  body,
  text,
  query,
  params = [],
}: Documented): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary }),
    ...params.map((name) => ApiParam({ name, type: String })),
    ...Object.entries(query?.shape ?? {}).map(([name, schema]) =>
      ApiQuery({ name, required: false, schema: jsonSchema(schema as z.ZodType) }),
    ),
    ...(body ? [ApiBody({ schema: jsonSchema(body) })] : []),
    ...(text === undefined ? [] : [ApiConsumes(text), ApiBody({ schema: { type: 'string' } })]),
    ApiResponse({ status, description: 'done', ...(answer ? { schema: jsonSchema(answer, 'output') } : {}) }),
    ApiResponse({
      status: '4XX',
      description: 'a problem (RFC 9457)',
      content: { 'application/problem+json': { schema: jsonSchema(problemView, 'output') } },
    }),
  );
}
