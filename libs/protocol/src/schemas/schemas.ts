import { COMMAND_SIGNATURES } from '../commands.js';
import { COMMAND_NAMES } from '../status.js';
import { alertItem } from './alert-schema.js';

/** A JSON Schema, draft 4, as TS 7.2.1 uses it. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** What there is a schema of. Each is shipped as `@dm2/protocol/schemas/<name>.schema.json`. */
export const SCHEMA_NAMES = ['package1', 'package2', 'package3', 'alert', 'mo'] as const;
export type SchemaName = (typeof SCHEMA_NAMES)[number];

const DRAFT = 'http://json-schema.org/draft-04/schema#';
const alerts: JsonSchema = { type: 'array', items: { $ref: '#/definitions/alert' } };
const uris: JsonSchema = { type: 'array', items: { type: 'string' } };

function statuses(description: string, more: JsonSchema = {}): JsonSchema {
  return {
    description,
    type: 'array',
    items: {
      type: 'object',
      properties: {
        sc: { description: 'Status code (TS App. C).', type: 'integer', minimum: 100, maximum: 1999 },
        URI: {
          ...uris,
          description: 'ClientURIs of what an HGET without ClientURI stored (TS 5.3.1).',
        },
      },
      required: ['sc'],
    },
    ...more,
  };
}

/** Name and number of parameters of each command (TS 5.3). */
function commands(): JsonSchema[] {
  return COMMAND_NAMES.map((name) => {
    const { clause, parameters, min, max } = COMMAND_SIGNATURES[name];
    return {
      description: `${[name, ...parameters].join(', ')}${max === Infinity ? ', …' : ''} (${clause}).`,
      items: [{ enum: [name] }],
      additionalItems: { type: 'string', minLength: 1 },
      minItems: 1 + min,
      ...(max === Infinity ? {} : { maxItems: 1 + max }),
    };
  });
}

const schemas: Readonly<Record<SchemaName, () => JsonSchema>> = {
  package1: () => ({
    $schema: DRAFT,
    title: 'Package#1: session initiation, client to server (TS 5.2.2, 7.2.1.1)',
    description: 'application/vnd.oma.dm.initiation+json',
    type: 'object',
    properties: {
      MOS: {
        description: 'The management objects of the device that this server may manage (TS 5.2.2).',
        type: 'array',
        items: {
          type: 'object',
          properties: {
            DDF: { description: 'Where its description is.', type: 'string' },
            MOID: { description: 'Which object it is.', type: 'string', minLength: 1 },
            MIID: { ...uris, description: 'Its instances on the device; may be empty.' },
          },
          required: ['DDF', 'MOID', 'MIID'],
        },
      },
      Alert: {
        ...alerts,
        description:
          'One of them says who initiated the session, or that a bootstrap is complete (TS 5.2.2).',
        minItems: 1,
      },
    },
    required: ['Alert'],
    definitions: { alert: alertItem },
  }),
  package2: () => ({
    $schema: DRAFT,
    title: 'Package#2: DM commands, server to client (TS 5.2.3, 7.2.1.2)',
    description: 'application/vnd.oma.dm.request+json',
    type: 'object',
    properties: {
      CMD: {
        description: 'The commands, executed in this order (TS 5.2.3).',
        type: 'array',
        items: {
          description: 'Name of the command, then its parameters in order (TS 5.3).',
          type: 'array',
          items: { type: 'string' },
          anyOf: commands(),
        },
      },
      Status: statuses('Status of the previous package as a whole (change request to 6.2, step 2).', {
        minItems: 1,
        maxItems: 1,
      }),
    },
    required: ['CMD'],
  }),
  package3: () => ({
    $schema: DRAFT,
    title: 'Package#3: statuses and results, client to server (TS 5.2.4, 7.2.1.3)',
    description: 'application/vnd.oma.dm.response+json, or the first part of multipart/form-data (TS App. F)',
    type: 'object',
    properties: {
      Status: statuses('One for each command of the Package#2, in their order (TS 5.2.4).'),
      Alert: alerts,
    },
    required: ['Status'],
    definitions: { alert: alertItem },
  }),
  alert: () => ({
    $schema: DRAFT,
    title: 'Generic alerts (TS 5.4, 7.2.1.5)',
    type: 'object',
    properties: { Alert: alerts },
    definitions: { alert: alertItem },
  }),
  mo: () => ({
    $schema: DRAFT,
    title: 'Serialization of management objects (TS 7.2.1.4)',
    description: 'application/dmmo+json',
    type: 'array',
    items: {
      description: 'An addressed node; with a wildcard there is one item for each node it hits (TS 6.1.2).',
      type: 'object',
      properties: {
        DDF: { description: 'Where its description is.', type: 'string' },
        ClientURI: { description: 'Its address (TS 6.1).', type: 'string', pattern: '^[^/?]+/[^/?]*/' },
        CV: { description: 'Cache validator of the instance (TS 11).', type: 'string', minLength: 1 },
        MOData: {
          description: 'One member, named as the addressed node.',
          type: 'object',
          minProperties: 1,
          maxProperties: 1,
          additionalProperties: { $ref: '#/definitions/node' },
        },
      },
      required: ['ClientURI', 'MOData'],
    },
    definitions: {
      node: {
        description:
          'An interior node is an object of its children, {} if they are not transferred. A leaf is a value as its description says: bool true or false, int and float a number, null null, b64 and bin base64, others a string (TS 7.2.1.4).',
        anyOf: [
          { type: 'object', additionalProperties: { $ref: '#/definitions/node' } },
          { type: ['string', 'number', 'boolean', 'null'] },
        ],
      },
    },
  }),
};

/**
 * The JSON Schema of a package, of generic alerts or of MO data: the strict form, which this project writes. What a reader tolerates
 * besides is not in it. The object is the caller's own.
 */
export function jsonSchema(name: SchemaName): JsonSchema {
  return structuredClone(schemas[name]());
}
