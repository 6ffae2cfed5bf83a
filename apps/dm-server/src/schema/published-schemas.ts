import { jsonSchema, SCHEMA_NAMES } from '@dm2/protocol';
import { eventSchema, uiSessionRequestSchema } from '@dm2/service';
import { z } from 'zod';
import { newTask } from '../management/schemas.js';

/** A JSON Schema that this server publishes. */
export interface PublishedSchema {
  readonly name: string;
  readonly title: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

function fromZod(name: string, title: string, schema: z.ZodType): PublishedSchema {
  const json = z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12', unrepresentable: 'any' });
  return { name, title, schema: { ...json, title } };
}

/**
 * What is published: the packages, alerts and MO data of the protocol (TS 7.2.1, draft 4 as there), and the shapes of ours that other
 * programs write or read: a task, and both directions of the internal interface (CR 6.2, step 4.3).
 */
export function publishedSchemas(): PublishedSchema[] {
  return [
    ...SCHEMA_NAMES.map((name): PublishedSchema => {
      const schema = jsonSchema(name);
      return { name, title: typeof schema['title'] === 'string' ? schema['title'] : name, schema };
    }),
    fromZod('task', 'A task of the management API', newTask),
    fromZod('event', 'An event of the internal interface: what other components report', eventSchema),
    fromZod(
      'ui-session-request',
      'What a Web Server Component is asked for before a SHOW is sent',
      uiSessionRequestSchema,
    ),
  ];
}
