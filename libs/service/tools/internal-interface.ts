import { createHmac } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { z } from 'zod';
import { eventSchema, type DmEvent } from '../src/events.js';
import { withGenerated } from '../src/readme.js';
import { uiSessionRequestSchema } from '../src/ui-session-request.js';
import { DOCUMENT } from './files.js';

type Json = Record<string, unknown>;

/** A zod schema as others can use it; of what a reader takes, so unknown members are allowed. */
function published(schema: z.ZodType): Json {
  return z.toJSONSchema(schema, {
    io: 'input',
    override: ({ jsonSchema }) => {
      // The format says it; the pattern is for machines without formats.
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
    },
  });
}

const without$schema = ({ $schema: _dialect, ...rest }: Json): Json => rest;
const typeOf = (option: (typeof eventSchema.options)[number]): DmEvent['type'] => option.shape.type.value;

/** The events' schemas as one JSON Schema, for anyone who reports events. */
export function eventsJsonSchema(): Json {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:dm2:schema:events',
    title: 'Events of the internal interface between a DM Server and its components',
    oneOf: eventSchema.options.map((option) => ({
      title: typeOf(option),
      ...without$schema(published(option)),
    })),
  };
}

const uiSession = { uiSessionId: '7Q2K.u01JD', devId: 'IMEI:490154203237518', page: 'consent' };
const access = {
  devId: 'IMEI:490154203237518',
  status: 200,
  complete: true,
};
const at = '2026-11-24T10:00:00.000Z';

/** One event of each type. */
export const EXAMPLES: { readonly [T in DmEvent['type']]: Extract<DmEvent, { type: T }> } = {
  'ui-session.opened': {
    id: 'msg_1',
    type: 'ui-session.opened',
    source: 'web-server-component',
    at,
    sequence: 1,
    data: uiSession,
  },
  'ui-session.answered': {
    id: 'msg_2',
    type: 'ui-session.answered',
    source: 'web-server-component',
    at,
    sequence: 2,
    data: { ...uiSession, question: 'consent', answers: { choice: 'accept' } },
  },
  'ui-session.finished': {
    id: 'msg_3',
    type: 'ui-session.finished',
    source: 'web-server-component',
    at,
    sequence: 3,
    data: { ...uiSession, result: { choice: 'accept' }, outcome: 'completed' },
  },
  'repository.read': {
    id: 'msg_4',
    type: 'repository.read',
    source: 'data-repository',
    at,
    sequence: 0,
    data: {
      ...access,
      object: 'firmware-2.1',
      method: 'GET',
      bytes: 52428800,
      contentType: 'application/octet-stream',
    },
  },
  'repository.written': {
    id: 'msg_5',
    type: 'repository.written',
    source: 'data-repository',
    at,
    sequence: 0,
    data: {
      ...access,
      object: 'inventory',
      method: 'POST',
      bytes: 312,
      contentType: 'application/dmmo+json',
    },
  },
};

/** A request with its signature, made step by step from nothing but HMAC-SHA256. */
export const SIGNED = (() => {
  const secret = `whsec_${Buffer.from('an example: do not use this one.').toString('base64')}`;
  const event = EXAMPLES['ui-session.opened'];
  const body = JSON.stringify(event);
  const timestamp = Date.parse(at) / 1000;
  const content = `${event.id}.${timestamp}.${body}`;
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signature = createHmac('sha256', key).update(content).digest('base64');
  return { secret, id: event.id, timestamp, body, content, signature };
})();

const code = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``;
const json = (value: unknown): string => code('json', JSON.stringify(value, null, 2));

function signatureExample(): string {
  const { secret, id, timestamp, body, content, signature } = SIGNED;
  return code(
    'text',
    [
      `secret              ${secret}`,
      `body                ${body}`,
      `signed              ${content}`,
      '',
      'POST /internal/events',
      'content-type: application/json',
      `webhook-id: ${id}`,
      `webhook-timestamp: ${timestamp}`,
      `webhook-signature: v1,${signature}`,
    ].join('\n'),
  );
}

function eventSections(): string {
  return eventSchema.options
    .map((option) => {
      const { description = '', ...schema } = without$schema(published(option));
      const type = typeOf(option);
      return [`### \`${type}\``, String(description), json(EXAMPLES[type]), json(schema)].join('\n\n');
    })
    .join('\n\n');
}

/** The document with everything in it that the code says, laid out as the formatter does. */
export async function internalInterface(document: string, component: string): Promise<string> {
  const parts: Record<string, string> = {
    signature: signatureExample(),
    'ui-session-request': json(without$schema(published(uiSessionRequestSchema))),
    events: eventSections(),
    component: code('js', component.trimEnd()),
  };
  const filepath = fileURLToPath(DOCUMENT);
  const text = Object.entries(parts).reduce(
    (whole, [name, content]) => withGenerated(whole, name, content),
    document,
  );
  return format(text, { ...(await resolveConfig(filepath)), filepath });
}
